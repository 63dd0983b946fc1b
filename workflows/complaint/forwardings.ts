import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { stoppedAnew } from './move-clock.ts';
import type { Basis } from './move-clock.ts';
import { receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { metWaiting } from './stop-clocks.ts';

/** When a regulator had received what it passed on, and when it reached the firm. */
export type Forwarding = {
  /** The revision of the request by which it came; none where the complaint itself came from the regulator. */
  readonly request: number | null;
  readonly regulatorReceivedAt: Instant;
  readonly forwardedAt: Instant;
};

/** Everything that regulators passed on in a case, as it is known by now. */
export function forwardingsOf(state: ComplaintState): readonly Forwarding[] {
  const { received, decided, after } = state;
  const own = decided.regulatorReceivedAt ?? received?.regulatorReceivedAt;
  const forwardedAt = sentToFirmAtOf(state) ?? receivedAtOf(state);
  return [
    ...(own === undefined || forwardedAt === null
      ? []
      : [{ request: null, regulatorReceivedAt: own, forwardedAt }]),
    ...after.regulatorRequests.flatMap(({ revision: request, regulatorReceivedAt, receivedAt }) =>
      regulatorReceivedAt === null
        ? []
        : [{ request, regulatorReceivedAt, forwardedAt: receivedAt }],
    ),
  ];
}

/** When the complaint was sent to the firm, if it had come in elsewhere: a correction has the last word. */
export function sentToFirmAtOf({ received, decided }: ComplaintState): Instant | null {
  return decided.sentToFirmAt ?? received?.sentToFirmAt ?? null;
}

/** A regulator's time to pass something on, which ended when it reached the firm, ended at another instant. */
export function forwardedAnew(
  { clocks, waiting }: ComplaintState,
  { regulatorReceivedAt, forwardedAt: before }: Forwarding,
  at: Instant,
  basis: Basis,
): readonly ComplaintEvent[] {
  const isMeant = ({ whose, metBy, startsAt }: Pick<CaseClock, 'whose' | 'metBy' | 'startsAt'>) =>
    whose === 'regulator' && metBy.includes('forwarded') && startsAt === regulatorReceivedAt;
  return [
    ...clocks
      .filter((clock) => isMeant(clock) && clock.stopped)
      // One that has lapsed stays so unless it was passed on in time after all.
      .filter(({ stoppedAt, dueAt }) => stoppedAt === before || (stoppedAt === null && at <= dueAt))
      .flatMap((clock) => stoppedAnew(clock, at, basis)),
    ...waiting.filter((clock) => isMeant(clock) && clock.metAt === before).map(metWaiting(at)),
  ];
}
