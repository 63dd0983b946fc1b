import { complaintEvents } from '../events/complaint/complaint-events.ts';
import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import type { RecordedEvent } from '../events/envelope.ts';
import { words } from '../events/vocabulary.ts';
import { partsOf } from '../keys/case-number.ts';

const { read } = words(complaintEvents);

/** Whose case a stream is; `undefined` when it is no complaint. */
export type ComplaintStream = {
  readonly stream: string;
  readonly institution: string;
  readonly number: string;
};

export function complaintStream(stream: string): ComplaintStream | undefined {
  const parts = partsOf(stream);
  return parts?.category === 'complaint'
    ? { stream, institution: parts.institution, number: parts.caseNumber }
    : undefined;
}

export function isComplaintOf(stream: string, institution: string): boolean {
  return complaintStream(stream)?.institution === institution;
}

/** A recorded event in today's words. Throws on one that this release does not know. */
export function complaintEvent(recorded: RecordedEvent): ComplaintEvent {
  return read(recorded) as ComplaintEvent;
}
