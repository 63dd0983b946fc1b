import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Refusal } from '../process.ts';
import { running } from './clocks.ts';
import { voided } from './handle.ts';
import { latest } from './pauses-of.ts';
import { refuse } from './refuse.ts';
import { isBeingTold } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { metWaiting, stopped } from './stop-clocks.ts';

/**
 * A decision that the complainant did not accept goes to the second instance like any other (Order 2020-3 art. 20), as
 * does one over which the closed case was opened again: it stands again, as it was told, until the review is decided.
 * Nothing else is decided in its place meanwhile, and the time for that stops.
 */

/** The decision that a review is asked of: told, and in force or not accepted. */
export type ToReview = {
  readonly proposal: number;
  readonly toldAt: Instant;
  readonly standsAgain?: NonNullable<EventData<'ReviewRequested'>['standsAgain']>;
};

export function toReview(state: ComplaintState): ToReview | { readonly refused: Refusal } {
  const { proposal, status } = state;
  const { telling, disputed, excused } = state.decided;
  if (telling !== null && proposal !== null)
    return { proposal: proposal.revision, toldAt: telling.toldAt };
  if (disputed === null)
    return refuse(
      'complainant-not-told',
      'A review is of a decision that the complainant was told.',
      '处理决定告知投诉人后方可申请核查。',
    );
  if (status !== 'open')
    return refuse(
      'case-ended',
      'The case has ended without the decision that the complainant did not accept.',
      '案件已终结，投诉人不接受的处理决定不再有效。',
    );
  if (isBeingTold(state) || excused)
    return refuse(
      'another-decision-stands',
      'Another decision has taken the place of the one not accepted: a review may be asked of it once it is told.',
      '原处理决定已由新的处理决定取代，新决定告知后可对其申请核查。',
    );
  const { revision, outcome, remedies } = disputed.proposal;
  const { toldAt } = disputed.telling;
  const promised = [...remedies];
  return { proposal: revision, toldAt, standsAgain: { outcome, toldAt, remedies: promised } };
}

/** What was proposed in its place, before the review is asked for. */
export function replacedBy(state: ComplaintState, { standsAgain }: ToReview) {
  return standsAgain === undefined ? [] : voided(state, 'review-requested');
}

/** The clocks of an answer that is owed no more. */
export function stoppedBy(
  state: ComplaintState,
  { standsAgain }: ToReview,
  requestedAt: Instant,
): readonly ComplaintEvent[] {
  if (standsAgain === undefined) return [];
  return [
    ...running(state)
      .filter(isToTell)
      .flatMap((clock) =>
        stopped(state, clock, latest(requestedAt, clock.startsAt), ['review-requested']),
      ),
    ...state.waiting
      .filter((clock) => clock.metAt === null && isToTell(clock))
      .map(metWaiting(requestedAt)),
  ];
}

function isToTell({ metBy, whose }: Pick<CaseClock, 'metBy' | 'whose'>): boolean {
  return whose === undefined && metBy.includes('told');
}
