import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { DUE_AT, box, breach, clara, executive, given, hana, signedOff } from './a-case.ts';

/** The decision told at an instant and disputed: the clock that it met begins anew. */

export const DISPUTED_AT: Instant = '2026-03-20T02:00:00.000Z';
type Events = readonly ComplaintEvent[];
const proof = { deed: 'dialled', evidence: box('Recording 0305-07.') } as const;

export const tell = (toldAt: Instant) =>
  ({ type: 'RecordTelling', data: { channel: 'phone', toldAt, proof } }) as const;

/** The breach of the clock recorded before where that is late. */
export const toldAt = (at: Instant): Events =>
  given(signedOff, at > DUE_AT ? [breach] : []).after(tell(at), { at, by: hana });

export const rejected = (at: Instant): Events =>
  given(toldAt(at)).after(
    {
      type: 'RejectDecision',
      data: { proposal: 5, rejectedAt: DISPUTED_AT, reasons: box('Without interest.') },
    },
    { at: DISPUTED_AT, by: clara },
  );

export const reopened = (at: Instant): Events =>
  given(
    given(toldAt(at)).after(
      { type: 'CloseCase', data: { reasons: box('Paid on Friday.') } },
      { at: DISPUTED_AT, by: hana },
    ),
  ).after(
    { type: 'ReopenCase', data: { disputedAt: DISPUTED_AT, reasons: box('r') } },
    { at: DISPUTED_AT, by: executive },
  );
