import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import { refuse } from './refuse.ts';
import type { ReviewState } from './review-state.ts';
import type { ComplaintState } from './state.ts';

/** The review that waits for its result, whether or not one has been proposed. */
export function openReview({ review }: ComplaintState): ReviewState | ReturnType<typeof refuse> {
  return review === null || review.decided !== null
    ? refuse('no-open-review', 'No review is waiting to be decided.', '没有待办理的核查。')
    : review;
}

/** A result rests on its reviewer and on the facts of the first handling: once they change, it is void. */
export function reviewVoided(
  { review }: ComplaintState,
  because: EventData<'ReviewVoided'>['because'],
): readonly ComplaintEvent[] {
  const proposal = review?.proposal;
  return proposal == null
    ? []
    : [{ type: 'ReviewVoided', data: { proposal: proposal.revision, because } }];
}
