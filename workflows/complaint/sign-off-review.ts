import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { totalOf } from './money.ts';
import { refuse } from './refuse.ts';
import type { ReviewProposal } from './review-state.ts';
import { refuseRank, signOffRule } from './sign-off-authority.ts';
import type { ComplaintState, Proposal } from './state.ts';
import { orderReviewLetter } from './tell-review.ts';

/**
 * Four eyes at second instance: a second person who took no part in the first names exactly what was read. With that
 * the review is decided, also where it confirms, and its letter goes out; unless both sides agreed on a form of notice
 * in which no letter goes.
 */
export function signOffReview(
  state: ComplaintState,
  { proposal: revision, letterCommitment }: CommandData<'SignOffReview'>,
  { actor, now, rules }: Context,
): Decision<ComplaintEvent> {
  const { proposal, decided } = found(state, revision);
  const read = proposal ?? decided;
  if (read === undefined) return noSuchProposal(revision);
  if (read.letter.commitment !== letterCommitment)
    return refuse(
      'other-letter',
      'The letter that was read is not the letter of this result.',
      '审阅的信函与该核查决定所附信函不一致。',
    );
  if (proposal === undefined)
    return decided?.signedOffBy === actor.id ? { events: [] } : alreadySignedOff();
  const { id, rank } = actor;
  const authority = signOffRule(state, asDecision(state, proposal), rules);
  const refused = refuseRank(authority, rank);
  if (refused !== undefined) return refused;
  const rule = authority?.rule;
  const by = rule && { name: rule.name, article: rule.article, mark: rule.mark };
  const letter = orderReviewLetter(state, revision, { now, rules });
  return {
    events: [
      {
        type: 'ReviewSignedOff',
        data: {
          ...{ proposal: revision, letterCommitment, by: id, rank },
          ...(by === undefined ? {} : { authority: by }),
          at: now,
        },
      },
      ...('refused' in letter ? [] : letter.events),
    ],
  };
}

/** Only what is not signed off goes back: with the sign-off its letter is on its way. */
export function returnReview(
  state: ComplaintState,
  { proposal: revision, reasons }: CommandData<'ReturnReview'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const { proposal, decided } = found(state, revision);
  if (decided !== undefined) return alreadySignedOff();
  if (proposal === undefined) return noSuchProposal(revision);
  return {
    events: [{ type: 'ReviewReturned', data: { proposal: revision, reasons, by: actor.id } }],
  };
}

/** What stands at a revision: the proposal that waits, or the result that was signed off. */
function found({ review }: ComplaintState, revision: number) {
  return {
    proposal: [review?.proposal ?? []].flat().find((one) => one.revision === revision),
    decided: [review?.decided ?? []].flat().find((one) => one.revision === revision),
  };
}

/**
 * The rank is asked for as for a first decision: a review that changes one is signed as a decision for the complainant
 * of this amount, one that confirms as the decision that it confirms.
 */
export function asDecision(
  { proposal }: ComplaintState,
  { outcome, remedies }: ReviewProposal,
): Pick<Proposal, 'outcome' | 'amount'> {
  if (outcome === 'confirmed' && proposal !== null) return proposal;
  const total = totalOf(remedies.flatMap(({ money }) => money ?? []));
  return { outcome: 'upheld', amount: total === undefined || 'mixed' in total ? null : total };
}

function alreadySignedOff(): ReturnType<typeof refuse> {
  return refuse(
    'already-signed-off',
    'The result of the review is signed off already, and its letter is on its way.',
    '核查决定已经审批，信函正在送达。',
  );
}

function noSuchProposal(revision: number): ReturnType<typeof refuse> {
  return refuse(
    'no-such-proposal',
    `No result of a review stands at revision ${revision}; it may have been returned or become void.`,
    `修订号 ${revision} 处没有有效的核查决定；可能已被退回或失效。`,
  );
}
