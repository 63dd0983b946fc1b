import type { ShownSignOff } from '../case-sign-offs.ts';
import { languageOf } from '../languages.ts';
import { valueWords } from './event-details.ts';
import type { Saying } from './event-details.ts';
import { localTime } from './local-time.ts';
import type { Block, Fact, Section } from './report.ts';
import { roleWords } from './report-words.ts';

/** Who signed what: the proposal and its letter, the rank and its rule, and the times that he saw. */
export function signOffsSection(signOffs: readonly ShownSignOff[], saying: Saying): Section {
  const { title } = WORDS[languageOf(saying.language)];
  return { title, blocks: signOffs.flatMap((one) => signOffBlocks(one, saying)) };
}

const WORDS = {
  en: {
    title: 'Decisions and their sign-off',
    'first signed-off': 'Decision signed off',
    'first returned': 'Decision returned',
    'review signed-off': 'Result of the review signed off',
    'review returned': 'Result of the review returned',
    by: 'By',
    rule: 'Rank required by',
    proposal: 'Proposal',
    proposed: (revision: number, by: string, at: string) => `event ${revision}, by ${by}, ${at}`,
    outcome: 'Outcome',
    remedies: 'Remedies',
    class: 'Complexity',
    clocks: 'Times seen',
    letter: 'Letter',
    same: 'the letter that was read is the letter of the proposal',
    other: 'the letter that was read is NOT the letter of the proposal',
    none: 'none',
  },
  zh: {
    title: '处理决定与审批',
    'first signed-off': '处理决定审批通过',
    'first returned': '处理决定退回',
    'review signed-off': '核查决定审批通过',
    'review returned': '核查决定退回',
    by: '审批人',
    rule: '审批权限依据',
    proposal: '所审方案',
    proposed: (revision: number, by: string, at: string) => `事件 ${revision}，${by} 拟定于 ${at}`,
    outcome: '处理结果',
    remedies: '补救措施',
    class: '复杂程度',
    clocks: '当时所见时限',
    letter: '所附信函',
    same: '审阅的信函即方案所附信函',
    other: '审阅的信函并非方案所附信函',
    none: '无',
  },
} as const;

function signOffBlocks(one: ShownSignOff, saying: Saying): readonly Block[] {
  const words = WORDS[languageOf(saying.language)];
  const { revision, instance, verdict, by, at, authority, proposal, shown } = one;
  const rank = roleWords(by.rank, saying.language);
  const facts: readonly (Fact | [])[] = [
    [words.by, `${by.id} (${rank}, ${by.unit}), ${localTime(at, saying.zone)}`],
    authority === null || authority === undefined
      ? []
      : [words.rule, `${authority.article} (${authority.mark})`],
    ...(proposal === null ? [] : proposalFacts(proposal, saying)),
    shown?.class === undefined ? [] : [words.class, valueWords(shown.class, saying)],
    shown?.clocks === undefined ? [] : [words.clocks, clocksSeen(shown.clocks, saying)],
    ...letterFact(one, saying),
  ];
  return [
    { is: 'heading', text: `${revision} ${words[`${instance} ${verdict}`]}` },
    { is: 'facts', facts: facts.filter((fact): fact is Fact => fact.length === 2) },
  ];
}

function proposalFacts(
  { revision, by, at, outcome, remedies = [] }: NonNullable<ShownSignOff['proposal']>,
  saying: Saying,
): readonly Fact[] {
  const words = WORDS[languageOf(saying.language)];
  const promised = valueWords(remedies, saying);
  return [
    [words.proposal, words.proposed(revision, by, localTime(at, saying.zone))],
    [words.outcome, valueWords(outcome, saying)],
    [words.remedies, promised === '' ? words.none : promised],
  ];
}

function letterFact(
  { readWhatWasProposed, letterCommitment }: ShownSignOff,
  { language }: Saying,
): readonly Fact[] {
  if (readWhatWasProposed === null || letterCommitment === null) return [];
  const words = WORDS[languageOf(language)];
  return [[words.letter, `${readWhatWasProposed ? words.same : words.other}\n${letterCommitment}`]];
}

function clocksSeen(
  clocks: NonNullable<NonNullable<ShownSignOff['shown']>['clocks']>,
  { zone, clocks: titles }: Saying,
): string {
  return clocks
    .map(({ clock, dueAt, step }) => {
      const extended = step === undefined ? '' : ` (${step})`;
      return `${titles.get(clock) ?? clock}${extended}: ${localTime(dueAt, zone)}`;
    })
    .join('\n');
}
