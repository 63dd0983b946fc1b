import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Meta } from '../../events/envelope.ts';

/** By what clocks stop that do not say so themselves, and what they say of a telling. */
const CAUSES = [
  'ComplaintWithdrawn',
  'EndedWithoutDecision',
  'CaseMerged',
  'FoundNoComplaint',
  'TellingExcused',
  'ComplainantTold',
  'ReviewTold',
  'RegulatorAnswered',
] as const satisfies readonly ComplaintEvent['type'][];

type Causing = Extract<ComplaintEvent, { type: (typeof CAUSES)[number] }>;

/** What a command recorded before the clocks that it stopped. */
export type Cause = { readonly said: Causing; readonly submission: string };

/** The last one of the same command, after an event. */
export function causeAfter(
  before: Cause | undefined,
  said: ComplaintEvent,
  { submission: { id, command } }: Pick<Meta, 'submission'>,
): Cause | undefined {
  const submission = `${id} ${command}`;
  if (isCause(said)) return { said, submission };
  return before?.submission === submission ? before : undefined;
}

function isCause(said: ComplaintEvent): said is Causing {
  return CAUSES.some((type) => type === said.type);
}
