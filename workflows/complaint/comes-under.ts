import type { Instant } from '../../events/envelope.ts';
import type { ComplaintState } from './state.ts';

/** What it comes under beside the regime that leads. */
export function overlaysOf({ received, imported }: ComplaintState): readonly string[] {
  return received?.overlays ?? imported?.takenOver?.overlays ?? [];
}

/** Kinds of complaint it was said to be of. */
export function kindsOf({ received, imported }: ComplaintState): readonly string[] | undefined {
  return received?.kinds ?? imported?.takenOver?.kinds;
}

/** An instant of a day that a source states without one: it lies on that day nearly everywhere. */
export function middayOf(day: string): Instant {
  return `${day}T12:00:00.000Z`;
}
