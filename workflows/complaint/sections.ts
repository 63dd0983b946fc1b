import type { Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Context, Refusal } from '../process.ts';
import { caseRegimes } from './case-regime.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import { ruleOf } from './counting.ts';
import { ableToEnd, letterAtEnd } from './endings.ts';
import { contentNamed, demandedOf } from './letter-content.ts';
import type { Content } from './letter-content.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/**
 * The refusal of a letter said to cover a section that no regime of the case has. Of a letter of which none of them
 * demands anything nothing is said.
 */
export function refuseUnknownSection(
  state: ComplaintState,
  command: ComplaintCommand,
  { rules }: Context,
): { readonly refused: Refusal } | undefined {
  const { demanded, covers = [], at = 'covers' } = letterOf(state, command, rules);
  if (demanded.length === 0) return undefined;
  const known = sectionsOf(caseRegimes(state, rules));
  const place = covers.findIndex((section) => !known.has(section));
  if (place < 0) return undefined;
  const section = covers[place] ?? '';
  const listed = (language: keyof Text, [before, after]: readonly [string, string]) =>
    [...known].map(([name, title]) => `${title[language]}${before}${name}${after}`);
  return refuse(
    'no-such-section',
    `No letter of the regimes of this case has the section ${section} (${at}/${place}); there are ${listed('en', [' (', ')']).join('; ')}.`,
    `本案适用的监管规则所定信函均无该项内容（${at}/${place}：${section}），可选：${listed('zh', ['（', '）']).join('；')}。`,
  );
}

function sectionsOf(regimes: readonly Regime[]): ReadonlyMap<string, Text> {
  const notices = regimes.flatMap(({ notices: all = [] }) => all);
  return new Map(
    notices.flatMap(({ content }) => content.map(({ name, title }) => [name, title] as const)),
  );
}

type Letter = {
  readonly demanded: readonly Content[];
  readonly covers?: readonly string[] | undefined;
  /** Where the command says it, if not as its own `covers`. */
  readonly at?: string;
};

/** What is demanded of the letter that a command brings, and what it is said to cover. */
function letterOf(
  state: ComplaintState,
  { type, data }: ComplaintCommand,
  rules: RuleBook,
): Letter {
  switch (type) {
    case 'ProposeDecision':
      return { demanded: demandedOf(state, 'decision', rules), covers: data.covers };
    case 'DecideReview':
      return { demanded: demandedOf(state, 'review-decision', rules), covers: data.covers };
    case 'ExplainDelay':
      return { demanded: demandedOf(state, 'delay', rules), covers: data.covers };
    case 'EndWithoutDecision':
      return { demanded: demandedAtEnd(state, data, rules), covers: data.covers };
    case 'RequestExtension':
      return {
        demanded: demandedFirst(state, data, rules),
        covers: data.notice?.covers,
        at: 'notice/covers',
      };
    default:
      return { demanded: [] };
  }
}

function demandedAtEnd(
  state: ComplaintState,
  said: Parameters<typeof ableToEnd>[1],
  rules: RuleBook,
): readonly Content[] {
  const able = ableToEnd(state, said, rules);
  return 'refused' in able ? [] : letterAtEnd(able);
}

/** Of the holding reply that a step of extension asks for first. */
function demandedFirst(
  state: ComplaintState,
  said: CommandData<'RequestExtension'>,
  rules: RuleBook,
): readonly Content[] {
  const clock = state.clocks.find(({ name, stopped }) => name === said.clock && !stopped);
  const found = clock && ruleOf(clock, rules);
  const step = found?.rule.extensions.find(({ name }) => name === said.step);
  return [contentNamed(step?.letter, found?.regime) ?? []].flat();
}
