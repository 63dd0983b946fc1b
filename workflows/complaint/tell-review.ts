import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { startTold } from './start-clocks.ts';
import { isUnderWay } from './state.ts';
import type { ComplaintState } from './state.ts';
import { metWaiting, stopped } from './stop-clocks.ts';
import { channelOfLetter, goingBy, refuseTelling } from './telling-proof.ts';

/** The letter with the result at a revision, unless it is under way; in the form of notice on which both agreed. */
export function orderReviewLetter(
  state: ComplaintState,
  about: number,
  { now, rules }: Pick<Context, 'now' | 'rules'>,
): Decision<ComplaintEvent> {
  const letter = 'review-decision';
  if (isUnderWay(state, { letter, about })) return { events: [] };
  const by = channelOfLetter(state, 'review-decided', now, rules);
  if ('refused' in by) return by;
  const data = { letter, about, attempt: 1, ...goingBy(by.channel) } as const;
  return { events: [{ type: 'LetterOrdered', data }] };
}

/** Told another way than by the letter, such as by phone. */
export function recordReviewTelling(
  state: ComplaintState,
  { channel, toldAt, proof }: CommandData<'RecordReviewTelling'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const decided = state.review?.decided ?? null;
  if (decided === null)
    return refuse(
      'review-not-decided',
      'The complainant is told only a result of a review that a second person has signed off.',
      '核查决定经第二人审批后方可告知投诉人。',
    );
  if (state.review?.told === true) return { events: [] };
  if (toldAt > now || toldAt < decided.at)
    return refuse(
      'told-out-of-time',
      'The complainant was told between the decision of the review and now.',
      '核查结果的告知时间应在核查决定作出之后，且不晚于当前时间。',
    );
  const way = { channel, toldAt, deed: proof?.deed };
  const refused = refuseTelling(state, 'review-decided', way, rules);
  if (refused !== undefined) return refused;
  const shown = proof === undefined ? {} : { proof };
  const told = { channel, toldAt, ...shown, by: actor.id };
  return { events: reviewToldEvents(state, told, { now, rules }) };
}

/** Decided and told: the clock of the review stops, and what counts from the last result told starts or restarts. */
export function reviewToldEvents(
  state: ComplaintState,
  data: EventData<'ReviewTold'>,
  context: Pick<Context, 'now' | 'rules'>,
): readonly ComplaintEvent[] {
  const stops = running(state)
    .filter(isOfReview)
    .flatMap((clock) => stopped(state, clock, data.toldAt));
  const met = state.waiting
    .filter((clock) => clock.metAt === null && isOfReview(clock))
    .map(metWaiting(data.toldAt));
  return [{ type: 'ReviewTold', data }, ...stops, ...met, ...startTold(state, data, context)];
}

function isOfReview({ metBy }: { readonly metBy: readonly string[] }): boolean {
  return metBy.includes('review-told');
}
