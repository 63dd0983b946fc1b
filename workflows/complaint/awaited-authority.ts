import type { RuleBook } from '../../regimes/rule-book.ts';
import { signOffRule } from './sign-off-authority.ts';
import { asDecision } from './sign-off-review.ts';
import { sourceOf } from './source.ts';
import type { Source } from './source.ts';
import type { ComplaintState } from './state.ts';

/** Who must sign what waits for a second person, and by which rule. */
export type AwaitedAuthority = Omit<Source, 'text'> & {
  readonly proposal: number;
  readonly rank: string;
  /** The path of the rule, such as `signOff.small`. */
  readonly datum: string;
};

/** Nothing where nothing waits, or where any second person who leads may sign. */
export function awaitedAuthority(
  state: ComplaintState,
  rules: RuleBook,
): AwaitedAuthority | undefined {
  const waiting = waitingOf(state);
  if (waiting === undefined) return undefined;
  const found = signOffRule(state, waiting.decision, rules);
  if (found === undefined) return undefined;
  const { text: _, ...source } = sourceOf(found.regime, found.rule);
  const { name, rank } = found.rule;
  return { ...source, proposal: waiting.proposal, rank, datum: `signOff.${name}` };
}

/** A case has one at a time: while a review is open the first decision stands. */
function waitingOf(state: ComplaintState) {
  const { proposal, review } = state;
  if (review?.proposal != null)
    return { proposal: review.proposal.revision, decision: asDecision(state, review.proposal) };
  if (proposal === null || proposal.signedOff !== null) return undefined;
  return { proposal: proposal.revision, decision: proposal };
}
