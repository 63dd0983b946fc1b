import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import { between } from './between.ts';
import type { CommandData } from './commands.ts';
import { goingAsAgreed } from './going-as-agreed.ts';
import { isNeeded } from './letters-needed.ts';
import { refuse } from './refuse.ts';
import { isUnderWay, receivedAtOf } from './state.ts';
import type { ComplaintState, LetterUnderWay } from './state.ts';
import { stopSatisfied } from './stop-clocks.ts';
import { refuseTelling } from './telling-proof.ts';

/**
 * The complainant is told that the complaint has arrived. What was ordered has told nobody yet: the clock of it stops
 * when the letter has gone out, or by what somebody says who told him another way (RG 271: in person, on the phone, by
 * e-mail; FA (CHR) Regs 5(3)(a): in writing). One letter at a time; when it failed for good another may be ordered.
 */
export function acknowledge(
  state: ComplaintState,
  { channel, acknowledgedAt }: CommandData<'AcknowledgeComplaint'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  // Whoever was told the decision knows that the complaint has arrived.
  if (state.acknowledged || state.told) return { events: [] };
  if (channel === undefined || acknowledgedAt === undefined) return orderLetter(state, now);
  if (acknowledgedAt > now || acknowledgedAt < (receivedAtOf(state) ?? acknowledgedAt))
    return refuse(
      'acknowledged-out-of-order',
      'A complaint is acknowledged after it was received and not later than now.',
      '确认收到投诉的时间应在投诉接收之后，且不晚于当前时间。',
    );
  const way = { channel, toldAt: acknowledgedAt, deed: undefined };
  const refused = refuseTelling(state, 'received', way, rules);
  if (refused !== undefined) return refused;
  return { events: acknowledged(state, { by: actor.id, at: acknowledgedAt, channel }, rules) };
}

function orderLetter(state: ComplaintState, at: Instant): Decision<ComplaintEvent> {
  // It is about the receipt: the first event of the case, or that by which it was taken over.
  const about = state.imported?.takenOver?.revision ?? 0;
  const ordered = { letter: 'acknowledgement', about } as const;
  if (isUnderWay(state, ordered)) return { events: [] };
  const data = { ...ordered, attempt: 1, ...goingAsAgreed(state, at), at } as const;
  return { events: [{ type: 'LetterOrdered', data }] };
}

/** The letter has gone out; one that an older release ordered was the acknowledgement by its order. */
export function acknowledgedByLetter(
  state: ComplaintState,
  letter: LetterUnderWay,
  sentAt: Instant,
  { actor, now, rules }: Pick<Context, 'actor' | 'now' | 'rules'>,
): readonly ComplaintEvent[] {
  const { orderedAt, channel } = letter;
  if (letter.letter !== 'acknowledgement' || orderedAt === undefined) return [];
  if (!isNeeded(state, letter)) return [];
  const at = between(orderedAt, sentAt, now);
  return acknowledged(state, { by: actor.id, at, channel }, rules);
}

function acknowledged(
  state: ComplaintState,
  data: EventData<'ComplaintAcknowledged'>,
  rules: Context['rules'],
): readonly ComplaintEvent[] {
  return [
    { type: 'ComplaintAcknowledged', data },
    ...stopSatisfied({ ...state, acknowledged: true }, data.at, rules),
  ];
}
