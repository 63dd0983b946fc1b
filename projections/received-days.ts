import type { EventData } from '../events/complaint/complaint-events.ts';
import type { Instant } from '../events/envelope.ts';
import { dayOf } from '../workflows/calendar.ts';

/** When a case was received. The day of an imported one is its source's, which told no instant. */
export type ReceivedDays = {
  readonly received_at: Instant | null;
  readonly received_on: string;
  /** Of the regime the case is handled under, by which its days are those they are. */
  readonly zone: string | null;
};

/** Its own regime's first clock names the zone; an overlay's does not move the day. */
export function daysUnder(
  { regime: own, zone: known, received_at }: ReceivedDays & { readonly regime: string | null },
  { regime, zone }: EventData<'ClockStarted'>,
): Partial<ReceivedDays> {
  if (known !== null || (own !== null && regime !== own)) return {};
  return { zone, ...(received_at === null ? {} : { received_on: dayOf(received_at, zone) }) };
}

/** A receipt that was put right. */
export function receivedAs(
  { received_at, zone }: ReceivedDays,
  at: Instant,
): Partial<ReceivedDays> {
  return {
    received_at: received_at === null ? null : at,
    received_on: dayOf(at, zone ?? 'UTC'),
  };
}
