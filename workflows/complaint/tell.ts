import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import { after } from '../calendar.ts';
import { acknowledgedByLetter } from './acknowledge.ts';
import { between } from './between.ts';
import { stopSatisfied } from './stop-clocks.ts';
import { caseEnded } from './after-the-end.ts';
import { chancesGone } from './chances.ts';
import type { CommandData } from './commands.ts';
import { explainedByLetter } from './external-body.ts';
import { goingAsAgreed } from './going-as-agreed.ts';
import { heldByNotice, voidWithout } from './holding-reply.ts';
import { isNeeded } from './letters-needed.ts';
import { refuse } from './refuse.ts';
import { startTold } from './start-clocks.ts';
import { isBeingTold } from './state.ts';
import type { ComplaintState, LetterUnderWay, Proposal } from './state.ts';
import { endToldByLetter, endingNotSent, endingToTell, summarySent } from './tell-ending.ts';
import { orderReviewLetter, reviewToldEvents } from './tell-review.ts';
import {
  channelOfLetter,
  deedOfLetter,
  goingBy,
  inAnotherForm,
  refuseDeed,
  refuseOtherForm,
  refuseTelling,
} from './telling-proof.ts';

/** How the complainant hears of the decision, and what becomes of letters. */

/** A letter that failed is tried again after this long, in milliseconds, and so many times in all. */
const RETRY_AFTER = 3_600_000;
const ATTEMPTS = 5;

/**
 * Orders the letter that tells a result: of an end whose letter failed for good, of a review that was signed off and
 * lost its letter, or else the decision. A result goes by the form of notice on which both sides agreed, and by post
 * where they agreed on none.
 */
export function tellComplainant(
  state: ComplaintState,
  _data: CommandData<'TellComplainant'>,
  { now, rules }: Context,
): Decision<ComplaintEvent> {
  const ending = endingToTell(state);
  if (ending !== undefined) {
    const { letter, about } = ending;
    const again = { letter, about, attempt: 1, ...goingAsAgreed(state, now), at: now };
    return { events: [{ type: 'LetterOrdered', data: again }] };
  }
  if (state.review?.told === false && state.review.decided !== null)
    return orderReviewLetter(state, state.review.decided.revision, { now, rules });
  if (state.status !== 'open') return caseEnded(state);
  const checked = tellable(state);
  if ('refused' in checked || 'events' in checked) return checked;
  if (isBeingTold(state)) return { events: [] };
  const by = channelOfLetter(state, 'decided', now, rules);
  if ('refused' in by) return by;
  const about = checked.proposal.revision;
  const data = { letter: 'decision', about, attempt: 1, ...goingBy(by.channel) } as const;
  return { events: [{ type: 'LetterOrdered', data }] };
}

/** Order 2020-3 art. 21: told by phone when dialled, in electronic form when sent, on paper when handed or posted. */
export function recordTelling(
  state: ComplaintState,
  { channel, toldAt, proof }: CommandData<'RecordTelling'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const checked = tellable(state);
  if ('refused' in checked || 'events' in checked) return checked;
  if (toldAt > now)
    return refuse(
      'told-in-the-future',
      'The complainant cannot have been told later than now.',
      '告知时间不能晚于当前时间。',
    );
  const { revision, signedOff } = checked.proposal;
  if (signedOff !== null && toldAt < signedOff.at)
    return refuse(
      'told-before-sign-off',
      'The complainant cannot have been told before the decision was signed off.',
      '告知时间不能早于处理决定的审批时间。',
    );
  const refused = refuseTelling(state, 'decided', { channel, toldAt, deed: proof?.deed }, rules);
  if (refused !== undefined) return refused;
  const shown = proof === undefined ? {} : { proof };
  return {
    events: toldEvents(
      state,
      { proposal: revision, channel, toldAt, ...shown, by: actor.id },
      { now, rules },
    ),
  };
}

/** Evidence that comes later than the telling was recorded. */
export function proveTelling(
  state: ComplaintState,
  { proposal, proof }: CommandData<'ProveTelling'>,
  { actor, rules }: Context,
): Decision<ComplaintEvent> {
  const { telling } = state.decided;
  if (telling === null || state.proposal?.revision !== proposal)
    return refuse(
      'no-such-decision',
      `No decision of revision ${proposal} is told and in force.`,
      `修订号 ${proposal} 处没有已告知且有效的处理决定。`,
    );
  const { channel, toldAt } = telling;
  return (
    refuseDeed(state, { channel, toldAt, deed: proof.deed }, rules) ?? {
      events: [{ type: 'TellingProved', data: { proposal, proof, by: actor.id } }],
    }
  );
}

/** The letter is in the outbox. A decision letter that is posted has told the complainant. */
export function letterSent(
  state: ComplaintState,
  data: CommandData<'RecordLetterSent'>,
  { actor, now, rules }: Context,
): Decision<ComplaintEvent> {
  const letter = state.letters.find(({ order }) => order === data.order);
  if (letter === undefined) return noSuchLetter(data.order);
  const sent: ComplaintEvent = { type: 'LetterSent', data };
  return {
    events: [
      sent,
      ...acknowledgedByLetter(state, letter, data.sentAt, { actor, now, rules }),
      ...toldByLetter(state, letter, data, { actor, now, rules }),
      ...heldByNotice(state, letter, data.sentAt, { now, rules }),
      ...explainedByLetter(state, letter, data.sentAt, { now, rules }),
      ...endToldByLetter(state, letter, data.sentAt, { now }),
      ...summarySent(state, letter, data.sentAt, { now, rules }),
    ],
  };
}

/**
 * What a letter tells by being sent: the decision it is about, or the result of a review. By another form than both
 * sides had agreed on when it went out it tells nothing.
 */
function toldByLetter(
  state: ComplaintState,
  { letter, about, order, channel }: LetterUnderWay,
  { sentAt }: CommandData<'RecordLetterSent'>,
  { actor, now, rules }: Pick<Context, 'actor' | 'now' | 'rules'>,
): readonly ComplaintEvent[] {
  const by = actor.id;
  const proof = { deed: deedOfLetter(channel), order };
  if (letter === 'review-decision') {
    const { decided, told: isTold } = state.review ?? { decided: null, told: false };
    if (decided?.revision !== about || isTold) return [];
    const toldAt = between(decided.at, sentAt, now);
    if (refuseOtherForm(state, 'review-decided', { channel, toldAt }, rules)) return [];
    const told = { channel, toldAt, proof, by };
    return reviewToldEvents(state, told, { now, rules });
  }
  const isNews = state.status === 'open' && !state.told && about === state.proposal?.revision;
  if (letter !== 'decision' || !isNews) return [];
  const toldAt = between(state.proposal?.signedOff?.at ?? now, sentAt, now);
  if (refuseOtherForm(state, 'decided', { channel, toldAt }, rules)) return [];
  const told = { proposal: about, channel, toldAt, proof, by };
  return toldEvents(state, told, { now, rules });
}

export function letterFailed(
  state: ComplaintState,
  { letter, order }: CommandData<'RecordLetterFailed'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const underWay = state.letters.find((one) => one.order === order);
  if (underWay === undefined) return noSuchLetter(order);
  if (underWay.failed) return { events: [] };
  const { attempt } = underWay;
  const retryAt = isNeeded(state, underWay) && attempt < ATTEMPTS ? after(now, RETRY_AFTER) : null;
  return {
    events: [
      { type: 'LetterFailed', data: { letter, order, attempt, retryAt } },
      ...(retryAt === null ? givenUp(state, underWay, { actor }) : []),
    ],
  };
}

/** What follows once no try got through. */
function givenUp(
  state: ComplaintState,
  letter: LetterUnderWay,
  context: Pick<Context, 'actor'>,
): readonly ComplaintEvent[] {
  return [...voidWithout(state, letter, context), ...endingNotSent(state, letter, context)];
}

export function retryLetter(
  state: ComplaintState,
  { order }: CommandData<'RetryLetter'>,
  { actor, now, rules }: Context,
): Decision<ComplaintEvent> {
  const failed = state.letters.find((one) => one.order === order && one.failed);
  if (failed === undefined) return noSuchLetter(order);
  const { letter, about, attempt, channel, orderedAt } = failed;
  // It would say what is not so any more, or is known by now; and in another form a result is not told.
  if (!isNeeded(state, failed) || inAnotherForm(state, now, rules).includes(failed))
    return {
      events: [
        { type: 'LetterFailed', data: { letter, order, attempt, retryAt: null } },
        ...voidWithout(state, failed, { actor }),
      ],
    };
  const at = orderedAt === undefined ? {} : { at: now };
  const again = { letter, about, attempt: attempt + 1, ...goingBy(channel), ...at };
  return { events: [{ type: 'LetterOrdered', data: again }] };
}

/** The proposal that may be told, or why not; nothing to do when it has been told. */
function tellable(
  state: ComplaintState,
): { readonly proposal: Proposal } | Decision<ComplaintEvent> {
  if (state.told) return { events: [] };
  if (state.proposal === null || state.proposal.signedOff === null)
    return refuse(
      'not-signed-off',
      'The complainant is told only a decision that a second person has signed off.',
      '处理决定经第二人审批后方可告知投诉人。',
    );
  return { proposal: state.proposal };
}

function toldEvents(
  state: ComplaintState,
  data: EventData<'ComplainantTold'>,
  context: Pick<Context, 'now' | 'rules'>,
): readonly ComplaintEvent[] {
  const at: Instant = data.toldAt;
  return [
    { type: 'ComplainantTold', data },
    ...stopSatisfied({ ...state, told: true }, at, context.rules),
    ...chancesGone(state, at),
    ...startTold(state, data, context),
  ];
}

function noSuchLetter(order: number): ReturnType<typeof refuse> {
  return refuse(
    'no-such-letter',
    `No letter ordered at revision ${order} is under way.`,
    `没有在修订号 ${order} 处下单且仍在途的信函。`,
  );
}
