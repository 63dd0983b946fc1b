import type { Text } from '../../events/envelope.ts';
import { EVENT_WORDS } from '../../events/complaint/event-words.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { ruleName } from '../../workflows/complaint/counting.ts';
import type { ClockMoment, ClockTimeline } from '../../workflows/complaint/timeline.ts';
import { MARK_WORDS } from '../../workflows/explain-count.ts';
import { LIMIT_WORDS } from '../../workflows/limit-words.ts';
import { languageOf } from './languages.ts';
import type { PackLanguage } from './languages.ts';

/** Why each deadline of a case is the day it is: every event that moved it, and each day counted or not. */
export function explainClocks(
  timelines: readonly ClockTimeline[],
  rules: RuleBook,
  language: PackLanguage,
): string {
  const words = WORDS[languageOf(language)];
  const told = timelines.map((clock) => clockText(clock, rules, language));
  const all = told.length === 0 ? [words.none] : told;
  return `${[words.head, ...all, marksText(language)].join('\n\n')}\n`;
}

/** What a clock is called by its regime; its bare name where that regime is not on the shelf. */
export function clockTitle(
  { clock, regime, version }: Pick<ClockTimeline, 'clock' | 'regime' | 'version'>,
  rules: RuleBook,
): Text {
  const rule = rules
    .regime(regime, { version })
    ?.clocks.find(({ name }) => name === ruleName(clock));
  return rule?.title ?? { en: clock, zh: clock };
}

/** What else counted, each with its article and how sure that is. */
export function restedLines(
  { restsOn }: Pick<ClockMoment, 'restsOn'>,
  language: PackLanguage,
): readonly string[] {
  return restsOn.map(({ datum, article, mark }) =>
    languageOf(language) === 'en'
      ? `It rests on ${datum} (${mark}) as well: ${article}.`
      : `另依据 ${datum}（${mark}）：${article}。`,
  );
}

/** What the marks behind articles mean. */
export function marksText(language: PackLanguage): string {
  const is = languageOf(language);
  const said = Object.entries(MARK_WORDS).map(([mark, words]) => `${mark} ${words[is]}`);
  return `${WORDS[is].marks}${said.join(is === 'en' ? '; ' : '；')}${is === 'en' ? '.' : '。'}`;
}

const WORDS = {
  en: {
    head: 'Why this date? Every deadline of the case, from its events alone.',
    none: 'No clock has started.',
    marks: 'How sure a rule is: ',
    due: 'Due',
    waits: 'waits for its calendar',
    by: 'by',
  },
  zh: {
    head: '每个期限为何是这一天？以下说明仅依据案件事件得出。',
    none: '尚无时限。',
    marks: '规则核对程度：',
    due: '届满',
    waits: '待日历发布',
    by: '经办',
  },
} as const;

function clockText(clock: ClockTimeline, rules: RuleBook, language: PackLanguage): string {
  const is = languageOf(language);
  const words = WORDS[is];
  const { regime, version, zone, limit, dueAt, lastDay } = clock;
  const title = clockTitle(clock, rules)[is];
  const day = lastDay === null ? '' : ` (${lastDay})`;
  return [
    `${title} [${clock.clock}] – ${LIMIT_WORDS[limit][is]}, ${regime} ${version}, ${zone}`,
    `${words.due}: ${dueAt ?? words.waits}${day}`,
    ...clock.moments.flatMap((moment) => momentText(moment, language)),
  ].join('\n');
}

function momentText(moment: ClockMoment, language: PackLanguage): readonly string[] {
  const is = languageOf(language);
  const { revision, event, occurredAt, by, article, mark, explained } = moment;
  const rule = article === null ? '' : `, ${article}${mark === null ? '' : ` (${mark})`}`;
  const what = EVENT_WORDS[event as ComplaintEvent['type']][is];
  return [
    `  ${String(revision).padStart(3)}  ${what}  ${occurredAt}  ${WORDS[is].by} ${by}${rule}`,
    ...[...explained[is], ...restedLines(moment, language)].map((line) => `         ${line}`),
  ];
}
