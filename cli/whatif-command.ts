import type { Command } from 'commander';
import type { EventLog } from '../events/log/event-log.ts';
import { isComplaintOf } from '../projections/complaint-stream.ts';
import { checkInstitutionName, readInstitutionKeys } from '../keys/institution-keys.ts';
import { whatIfLog } from '../projections/replay/what-if-log.ts';
import type { WhatIfLog } from '../projections/replay/what-if-log.ts';
import { wholeStreams } from '../projections/replay/whole-streams.ts';
import { WRITTEN, periodNamed } from '../projections/returns/period.ts';
import type { Period } from '../projections/returns/period.ts';
import {
  CALENDARS,
  REGIMES,
  readCalendarFile,
  readCalendars,
  readRegimeFile,
  readShelf,
} from '../regimes/shelf.ts';
import { withDrafts } from '../regimes/with-drafts.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import { restate } from '../workflows/complaint/restate.ts';
import type { Shelf } from '../workflows/replay/decide-again.ts';
import { homeOf } from '../workers/configuration.ts';
import { INSTITUTION } from './address.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { progressBar } from './progress-bar.ts';
import { readJson } from './read-json.ts';
import { readSideOfHome } from './read-side-of-home.ts';
import { whatIfText } from './whatif-text.ts';

type Options = {
  readonly regime: readonly string[];
  readonly calendar: readonly string[];
  readonly period: string;
  readonly institution: string;
};

const several = (file: string, files: readonly string[]): readonly string[] => [...files, file];

/** `whatif`: the cases of a period under other rules; nothing is recorded. */
export function addWhatIfCommand(program: Command, out: () => Output): void {
  program
    .command('whatif')
    .description('recorded cases played under changed rules; nothing is recorded · 假设推演')
    .option('--regime <file>', 'a changed regime; may be given more than once', several, [])
    .option('--calendar <file>', 'a changed calendar; may be given more than once', several, [])
    .requiredOption(
      '--period <period>',
      `cases received then: ${Object.values(WRITTEN).join(', ')}`,
    )
    .option('--institution <name>', 'of which institution', INSTITUTION)
    .addHelpText(
      'after',
      '\nA draft takes the place of its own version, or, when that is not on the shelf, of every version of its name.\n\nExample:\n  redress whatif --regime ten-days.json --period 2026-Q1 --institution demobank',
    )
    .action(async (options: Options) => {
      checkInstitutionName(options.institution);
      const period = periodOf(options.period);
      const rules = rulesOf(options);
      const found = await readSideOfHome(({ log }) =>
        playIn(log, { ...options, period }, rules, out()),
      );
      out().result(found, whatIfText(found));
    });
}

function periodOf(name: string): Period {
  const period = periodNamed(name);
  if (period !== undefined) return period;
  throw new CommandFailed(
    {
      en: `${name} is no period: ${Object.values(WRITTEN).join(', ')}.`,
      zh: `${name} 不是统计期间；写法如 ${Object.values(WRITTEN).join('、')}。`,
    },
    EXIT.usage,
  );
}

function rulesOf({ regime, calendar }: Options): { readonly shelf: Shelf; readonly draft: Shelf } {
  if (regime.length + calendar.length === 0)
    throw new CommandFailed(
      {
        en: 'Give a changed --regime or --calendar.',
        zh: '请用 --regime 或 --calendar 给出变更。',
      },
      EXIT.usage,
    );
  const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
  const drafts = [
    ...regime.map((file) => readDraft(file, readRegimeFile)),
    ...calendar.map((file) => readDraft(file, readCalendarFile)),
  ];
  const { shelf: draft, unknown } = withDrafts(shelf, drafts);
  const [stranger] = unknown;
  if (stranger === undefined) return { shelf, draft };
  throw new CommandFailed(
    {
      en: `${stranger.name} is not on the shelf, so no recorded case is under it.`,
      zh: `规则库中没有 ${stranger.name}，没有案件适用。`,
    },
    EXIT.badInput,
  );
}

function readDraft<Entry>(file: string, readEntry: (file: string) => Entry): Entry {
  // What is no JSON, or not there, is told in its own words.
  readJson(file);
  try {
    return readEntry(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(
      { en: why, zh: `${file} 不是有效的规则文件，问题如上。` },
      EXIT.badInput,
      error,
    );
  }
}

/** What fell due within the last minute may not be recorded yet, in milliseconds. */
const SETTLED = 60_000;

async function playIn(
  log: EventLog,
  { institution, period }: { readonly institution: string; readonly period: Period },
  rules: { readonly shelf: Shelf; readonly draft: Shelf },
  output: Output,
): Promise<WhatIfLog> {
  const { streams, each } = await wholeStreams(log, (stream) => isComplaintOf(stream, institution));
  // Nothing of an institution that nobody here knows would look like an answer.
  if (streams.length === 0) readInstitutionKeys(homeOf(), institution);
  const words = { what: 'cases', doing: 'Cases are played again', did: 'cases played again' };
  const bar = progressBar({ max: streams.length, ...words }, output);
  const until = new Date(Date.now() - SETTLED).toISOString();
  const lab = { kind: complaintKind, restate, ...rules, until };
  const found = await whatIfLog(lab, period, each(), () => bar.advance(''));
  bar.stop();
  return found;
}
