import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** Order 2020-3 art. 12, of a joint complaint face to face; we keep to it whatever the channel. */
const REPRESENTATIVES = 5;

/** The complaint is taken in by however many; who speaks for them is named later, and anew when that changes. */
export function nameRepresentatives(
  state: ComplaintState,
  { representatives }: CommandData<'NameRepresentatives'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  if (state.intake.complainants < 2)
    return refuse(
      'not-a-joint-complaint',
      'Only a joint complaint has representatives; record a mandate instead.',
      '仅多人共同投诉需推选代表，其他情形请登记授权。',
    );
  if (representatives.length > REPRESENTATIVES)
    return refuse(
      'too-many-representatives',
      `A joint complaint has at most ${REPRESENTATIVES} representatives (Order 2020-3 art. 12).`,
      `共同投诉的代表不得超过 ${REPRESENTATIVES} 人（2020年第3号令第十二条）。`,
    );
  return {
    events: [{ type: 'RepresentativesNamed', data: { representatives, by: actor.id } }],
  };
}

/** Order 2020-3 art. 14: an agent brings a mandate, an heir the proof of succession; the document stands by hash. */
export function recordMandate(
  _state: ComplaintState,
  data: CommandData<'RecordMandate'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return { events: [{ type: 'MandateRecorded', data: { ...data, by: actor.id } }] };
}
