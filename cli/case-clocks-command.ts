import type { Command } from 'commander';
import pc from 'picocolors';
import type { ClockTimelines } from '../api/clock-shapes.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import { markText } from './mark-text.ts';
import { EVENT_WORDS } from '../events/complaint/event-words.ts';
import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import { LIMIT_WORDS } from '../workflows/limit-words.ts';
import type { Output } from './output.ts';
import { owedText } from './owed-text.ts';

/** `case clocks`: every clock of a case and, with `--explain`, each counted or skipped day's reason. */
export function addCaseClocks(cases: Command, out: () => Output): void {
  withCaller(
    cases
      .command('clocks')
      .description('the clocks of a case, and why each date · 时限及其说明')
      .argument('<case>'),
  )
    .option('--explain', 'how each date was counted, in both languages')
    .addHelpText('after', '\nExample:\n  redress case clocks 7KQ2M9X4T0AB --explain')
    .action(async (number: string, options: CallerOptions & { explain?: boolean }) => {
      const timelines = await (await clientFor(options)).clocks(number);
      out().result(
        timelines,
        [clocksText(timelines, options.explain === true), ...besidesText(timelines)].join('\n'),
      );
    });
}

type Clock = ClockTimelines['clocks'][number];
type Moment = Clock['moments'][number];

/** What else the regimes of these clocks ask. */
export function besidesText({ besides }: Pick<ClockTimelines, 'besides'>): readonly string[] {
  return besides
    .flatMap(owedText)
    .map((line, place) => `${place === 0 ? '\nBesides · 另须\n' : ''}  ${line}`);
}

export function clocksText({ clocks }: Pick<ClockTimelines, 'clocks'>, explain: boolean): string {
  return clocks.length === 0
    ? 'No clock has started. 尚无时限。'
    : clocks.map((clock) => clockText(clock, explain)).join('\n');
}

/** A time that is not the firm's, which it cannot breach. */
const WHOSE: { readonly [Whose in Clock['whose']]: string } = {
  firm: '',
  complainant: ', the complainant’s own · 投诉人的期限',
  regulator: ', the regulator’s · 监管机构的期限',
};

function clockText(clock: Clock, explain: boolean): string {
  const { limit, whose, regime, version, zone } = clock;
  // Which version counted a date is said where it is another than before.
  const changes = clock.moments.map(
    (moment, place) => place > 0 && moment.version !== clock.moments[place - 1]?.version,
  );
  const due = clock.dueAt ?? 'waits for its calendar · 待日历发布';
  const title = clock.title === null ? '' : `  ${clock.title.en} · ${clock.title.zh}`;
  const limits = `${limit} · ${LIMIT_WORDS[limit].zh}${WHOSE[whose]}`;
  const head = `${pc.bold(clock.clock)}${title}, ${limits}, due · 届满 ${due} (${regime} ${version}, days of ${zone})`;
  return [
    head,
    ...clock.moments.flatMap((moment, place) =>
      momentText(moment, explain, changes[place] === true),
    ),
  ].join('\n');
}

function momentText(moment: Moment, explain: boolean, isOfAnother: boolean): readonly string[] {
  const { revision, event, occurredAt, by, article, mark, confirmed, lastDay, explained } = moment;
  const counted = isOfAnother ? `, by version ${moment.version}` : '';
  const sure = mark === null ? '' : ` (${markText({ mark, confirmed })})`;
  const rule = article === null ? '' : `, ${article}${sure}`;
  const day = lastDay === null ? '' : ` → ${lastDay}`;
  const what = `${event} · ${EVENT_WORDS[event as ComplaintEvent['type']].zh}`;
  const line = `  ${String(revision).padStart(3)} ${what} ${occurredAt} by ${by}${rule}${counted}${day}`;
  // What needs no explaining still says where it is not read from the rule itself.
  const rested = moment.restsOn.filter((one) => explain || one.mark !== 'V').map(restedLine);
  const lines = explain ? [...explained.en, ...explained.zh, ...rested] : rested;
  return [line, ...lines.map((one) => `        ${one}`)];
}

function restedLine({ datum, article, ...sure }: Moment['restsOn'][number]): string {
  return `rests on · 依据 ${datum} (${markText(sure)}): ${article}`;
}
