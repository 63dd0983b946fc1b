import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** The log of contacts: Order 2020-3 art. 21 excuses a complainant who cannot be reached, and asks for the evidence. */
export function recordContact(
  _state: ComplaintState,
  data: CommandData<'RecordContact'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  if (data.at > now)
    return refuse(
      'contact-in-the-future',
      'A contact cannot have been later than now.',
      '联系时间不能晚于当前时间。',
    );
  return { events: [{ type: 'ContactRecorded', data: { ...data, by: actor.id } }] };
}
