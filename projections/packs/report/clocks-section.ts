import { EVENT_WORDS } from '../../../events/complaint/event-words.ts';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { RuleBook } from '../../../regimes/rule-book.ts';
import type { ClockMoment, ClockTimeline } from '../../../workflows/complaint/timeline.ts';
import { clockTitle, marksText, restedLines } from '../clock-explanations.ts';
import { languageOf } from '../languages.ts';
import { valueWords } from './event-details.ts';
import type { Saying } from './event-details.ts';
import { localTime } from './local-time.ts';
import type { Block, Section } from './report.ts';

/** Every deadline: what it asks, until when, and why that is the day. */
export function clocksSection(
  timelines: readonly ClockTimeline[],
  rules: RuleBook,
  saying: Saying,
): Section {
  const { title } = WORDS[languageOf(saying.language)];
  if (timelines.length === 0) return { title, blocks: [] };
  return {
    title,
    blocks: [
      ...timelines.flatMap((clock) => clockBlocks(clock, rules, saying)),
      { is: 'paragraph', text: marksText(saying.language) },
    ],
  };
}

const WORDS = {
  en: {
    title: 'Deadlines, and why each is the day it is',
    limit: 'Limit',
    rule: 'Rule',
    due: 'Due',
    waits: 'waits for its calendar',
    by: 'by',
  },
  zh: {
    title: '时限及其计算说明',
    limit: '性质',
    rule: '规则',
    due: '届满时刻',
    waits: '待日历发布',
    by: '经办',
  },
} as const;

function clockBlocks(clock: ClockTimeline, rules: RuleBook, saying: Saying): readonly Block[] {
  const words = WORDS[languageOf(saying.language)];
  const { limit, regime, version, zone, dueAt } = clock;
  const limits = saying.language === 'en' ? limit : valueWords(limit, saying);
  return [
    { is: 'heading', text: clockTitle(clock, rules)[languageOf(saying.language)] },
    {
      is: 'facts',
      facts: [
        [words.due, dueAt === null ? words.waits : `${localTime(dueAt, zone)} (${zone})`],
        [words.limit, limits],
        [words.rule, `${regime} ${version}`],
        ...clock.moments.map((moment): [string, string] => momentFact(moment, zone, saying)),
      ],
    },
  ];
}

function momentFact(moment: ClockMoment, zone: string, saying: Saying): [string, string] {
  const is = languageOf(saying.language);
  const { revision, event, occurredAt, by, article, mark, explained } = moment;
  const ground = article === null ? '' : `, ${article}${mark === null ? '' : ` (${mark})`}`;
  const head = `${localTime(occurredAt, zone)}, ${WORDS[is].by} ${by}${ground}`;
  return [
    `${revision} ${EVENT_WORDS[event as ComplaintEvent['type']][is]}`,
    [head, ...explained[is], ...restedLines(moment, saying.language)].join('\n'),
  ];
}
