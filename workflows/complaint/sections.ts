import type { Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Refusal } from '../process.ts';
import { caseRegimes } from './case-regime.ts';
import type { ComplaintCommand } from './commands.ts';
import { demandedOf } from './letter-content.ts';
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
  const letter = letterOf(command);
  if (letter === undefined || demandedOf(state, letter.named, rules).length === 0) return undefined;
  const known = sectionsOf(caseRegimes(state, rules));
  const place = letter.covers.findIndex((section) => !known.has(section));
  if (place < 0) return undefined;
  const section = letter.covers[place] ?? '';
  const listed = (language: keyof Text, [before, after]: readonly [string, string]) =>
    [...known].map(([name, title]) => `${title[language]}${before}${name}${after}`);
  return refuse(
    'no-such-section',
    `No letter of the regimes of this case has the section ${section} (covers/${place}); there are ${listed('en', [' (', ')']).join('; ')}.`,
    `本案适用的监管规则所定信函均无该项内容（covers/${place}：${section}），可选：${listed('zh', ['（', '）']).join('；')}。`,
  );
}

function sectionsOf(regimes: readonly Regime[]): ReadonlyMap<string, Text> {
  const notices = regimes.flatMap(({ notices: all = [] }) => all);
  return new Map(
    notices.flatMap(({ content }) => content.map(({ name, title }) => [name, title] as const)),
  );
}

type Letter = {
  readonly named: Parameters<typeof demandedOf>[1];
  readonly covers: readonly string[];
};

function letterOf({ type, data }: ComplaintCommand): Letter | undefined {
  switch (type) {
    case 'ProposeDecision':
      return { named: 'decision', covers: data.covers ?? [] };
    case 'DecideReview':
      return { named: 'review-decision', covers: data.covers ?? [] };
    case 'ExplainDelay':
      return { named: 'delay', covers: data.covers ?? [] };
    default:
      return undefined;
  }
}
