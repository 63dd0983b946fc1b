import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import type { RecordedEvent } from '../events/envelope.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import type { Told } from '../workflows/complaint/timeline.ts';

/** A recorded event of a complaint, in today's words. */
export function told(recorded: RecordedEvent): Told {
  // The words of a complaint have read it.
  return { said: complaintKind.words.read(recorded) as ComplaintEvent, recorded };
}
