import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import type { ComplaintState } from './state.ts';

/** A document of the case, by the commitment to its content; equal content is filed once. */
export function fileDocument(
  { handling }: ComplaintState,
  data: CommandData<'FileDocument'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return handling.documents.includes(data.document)
    ? { events: [] }
    : { events: [{ type: 'DocumentFiled', data: { ...data, by: actor.id } }] };
}
