import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import { between } from './between.ts';
import type { CommandData } from './commands.ts';
import { isAbove } from './promise.ts';
import { refuse } from './refuse.ts';
import { startSummarySent } from './start-clocks.ts';
import type { ComplaintState, LetterUnderWay } from './state.ts';
import { stopEnded } from './stop-clocks.ts';
import { refuseTelling } from './telling-proof.ts';

/**
 * The letter that tells of an end without a decision outlives the case: where no try gets through the closed case waits
 * for somebody, who orders it again or records that it was told another way.
 */

/** The letter of an end that failed for good, and was told no other way. */
export function endingToTell({
  letters,
}: Pick<ComplaintState, 'letters'>): LetterUnderWay | undefined {
  return letters.find(
    ({ letter, failed, retryAt }) => letter === 'ending' && failed && retryAt === null,
  );
}

/** Somebody who leads is told, whatever the case was raised to before. */
export function endingNotSent(
  { raisedTo }: ComplaintState,
  { letter, order }: LetterUnderWay,
  { actor }: Pick<Context, 'actor'>,
): readonly ComplaintEvent[] {
  if (letter !== 'ending') return [];
  const to = isAbove('supervisor', raisedTo) ? 'supervisor' : raisedTo;
  const because = 'letter-not-sent';
  return [{ type: 'CaseEscalated', data: { to, because, letter: order, by: actor.id } }];
}

export function recordEndingTelling(
  state: ComplaintState,
  { channel, toldAt, proof }: CommandData<'RecordEndingTelling'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const failed = endingToTell(state);
  if (failed === undefined)
    return refuse(
      'no-end-to-tell',
      'No letter of an end without a decision has failed for good: there is no end to tell another way.',
      '没有最终发送失败的终结告知函，无须以其他方式告知。',
    );
  if (toldAt > now || toldAt < (state.after.closedAt ?? toldAt))
    return refuse(
      'told-out-of-time',
      'The complainant was told between the end of the case and now.',
      '告知时间应在案件终结之后，且不晚于当前时间。',
    );
  const { about } = failed;
  const occasion = about === state.after.summary ? 'resolved-early' : 'no-standing';
  const refused = refuseTelling(state, occasion, { channel, toldAt, deed: proof?.deed }, rules);
  if (refused !== undefined) return refused;
  const shown = proof === undefined ? {} : { proof };
  const told = { ending: about, channel, toldAt, ...shown, by: actor.id };
  return {
    events: [
      { type: 'EndingTold', data: told },
      ...endTold(state, about, toldAt),
      ...summarySent(state, failed, toldAt, { now, rules }),
    ],
  };
}

/** A summary in the decision's stead (DISP 1.5.4R) opens the ways outside as a final response does. */
export function summarySent(
  state: ComplaintState,
  { letter, about }: LetterUnderWay,
  sentAt: Instant,
  context: Pick<Context, 'now' | 'rules'>,
): readonly ComplaintEvent[] {
  if (letter !== 'ending' || about !== state.after.summary) return [];
  return startSummarySent(state, sentAt > context.now ? context.now : sentAt, context);
}

/** By its letter, which went out between its order and now. */
export function endToldByLetter(
  state: ComplaintState,
  { letter, about, orderedAt }: LetterUnderWay,
  sentAt: Instant,
  { now }: Pick<Context, 'now'>,
): readonly ComplaintEvent[] {
  const { untold } = state.after;
  return letter === 'ending' && untold !== null
    ? endTold(state, about, between(orderedAt ?? untold.at, sentAt, now))
    : [];
}

/** The clocks that ran until the end was told, stopped at an instant. */
function endTold(state: ComplaintState, ending: number, at: Instant): readonly ComplaintEvent[] {
  const { untold } = state.after;
  if (untold?.ending !== ending) return [];
  return stopEnded(state, { ends: new Map(), goesOn: untold.goesOn, at }, ['ending-told']);
}
