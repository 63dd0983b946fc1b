import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { ACCEPTING } from '../../events/complaint/handling-codes.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';
import { stopSatisfied } from './stop-clocks.ts';

/** Who hears for the complainant, as he accepts for him. */
const TOLD: readonly string[] = ACCEPTING;

/**
 * The log of contacts: Order 2020-3 art. 21 excuses a complainant who cannot be reached, and asks for the evidence.
 * Some clocks stop when the complainant is told how far we are (Order 2010-4 art. 29).
 */
export function recordContact(
  state: ComplaintState,
  data: CommandData<'RecordContact'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  if (data.at > now)
    return refuse(
      'contact-in-the-future',
      'A contact cannot have been later than now.',
      '联系时间不能晚于当前时间。',
    );
  const contact: ComplaintEvent = { type: 'ContactRecorded', data: { ...data, by: actor.id } };
  if (data.tells === undefined) return { events: [contact] };
  const isTold = data.reached && data.direction === 'out' && TOLD.includes(data.with);
  if (!isTold || data.at < (receivedAtOf(state) ?? data.at))
    return refuse(
      'progress-not-told',
      'Progress is told by reaching the complainant, or who speaks for him, after the receipt.',
      '告知进度须在收到投诉之后联系到投诉人或者其代表、代理人。',
    );
  const after = { ...state.after, progressTold: true };
  return { events: [contact, ...stopSatisfied({ ...state, after }, data.at, rules)] };
}
