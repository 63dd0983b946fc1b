import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../../events/envelope.ts';
import { box, executive, given, hana, lookedInto } from './a-case.ts';

/** Order 2020-3 art. 18: thirty days at once, and sixty with an approver and a notice; numbers are revisions. */
type Events = readonly ComplaintEvent[];

export const DAY_10: Instant = '2026-03-12T02:00:00.000Z';
export const DAY_25: Instant = '2026-03-27T02:00:00.000Z';
export const at = (instant: Instant, by: Actor = hana) => ({ at: instant, by });

const reasons = box('Records of a third party are needed.');
export const request = (step: string, clock = 'decide') =>
  ({ type: 'RequestExtension', data: { clock, step, reasons } }) as const;
export const grant = {
  type: 'GrantExtension',
  data: { clock: 'decide', step: 'very-complex' },
} as const;

/** 5 requested, 6 granted, 7 extended */
export const complex = (): Events => given(lookedInto).after(request('complex'), at(DAY_10));
/** 8 requested */
export const waiting = (): Events => given(complex()).after(request('very-complex'), at(DAY_25));
/** 9 granted, 10 letter ordered */
export const granted = (): Events => given(waiting()).after(grant, at(DAY_25, executive));

export const sent = (sentAt: Instant, order = 10) =>
  ({
    type: 'RecordLetterSent',
    data: { letter: 'extension-notice', order, sentAt, commitment: 'ab' },
  }) as const;
