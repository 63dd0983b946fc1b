import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { mostRepresentatives } from './non-routine-rules.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/**
 * The complaint is taken in by however many; who speaks for them is named later, and anew when that changes. Each time
 * all of them are named, so whoever was named before and is left out speaks for them no longer, and neither the number
 * nor a name is compared with an earlier list.
 */
export function nameRepresentatives(
  state: ComplaintState,
  { representatives }: CommandData<'NameRepresentatives'>,
  context: Context,
): Decision<ComplaintEvent> {
  if (state.intake.complainants < 2)
    return refuse(
      'not-a-joint-complaint',
      'Only a joint complaint has representatives; record a mandate instead.',
      '仅多人共同投诉需推选代表，其他情形请登记授权。',
    );
  // The order speaks of a joint complaint face to face; we keep to it whatever the channel.
  const most = mostRepresentatives(state, context);
  if (most !== undefined && representatives.length > most.atMost)
    return refuse(
      'too-many-representatives',
      `A joint complaint has at most ${most.atMost} representatives (${most.article}).`,
      `共同投诉的代表不得超过 ${most.atMost} 人（${most.article}）。`,
    );
  return {
    events: [{ type: 'RepresentativesNamed', data: { representatives, by: context.actor.id } }],
  };
}

/** Order 2020-3 art. 14: an agent brings a mandate, an heir the proof of succession; the document stands by hash. */
export function recordMandate(
  { handling }: ComplaintState,
  data: CommandData<'RecordMandate'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return handling.documents.includes(data.document)
    ? { events: [{ type: 'MandateRecorded', data: { ...data, by: actor.id } }] }
    : refuse(
        'no-such-document',
        `No document ${data.document} is filed in this case: file it first.`,
        `本案未归档文件 ${data.document}，请先归档。`,
      );
}
