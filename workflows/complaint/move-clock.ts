import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { chanceLapsed } from './chances.ts';
import { isInTime } from './in-time.ts';
import type { CaseClock } from './state.ts';

type Revoked = EventData<'BreachRevoked'>['because'];
/** Why a promise moves that may have been broken already. */
type Because = Extract<EventData<'ClockMoved'>['because'], Revoked>;
/** Why a promise moves, and the event that moves it. */
export type Basis = { readonly because: Because; readonly basis: number };
export type Promise = Omit<EventData<'ClockMoved'>, 'clock' | 'before' | 'because' | 'basis'>;

/**
 * A promise that another event moved, and what follows from it for all to see: a breach that never was one is
 * revoked; one that only shows now is recorded, at once where the clock has stopped and else when it falls due.
 */
export function moveClock(
  clock: CaseClock,
  promise: Promise,
  { because, basis }: Basis,
  now: Instant,
): readonly ComplaintEvent[] {
  const { name, startsAt, dueAt: before, breached } = clock;
  // The same date by another version rests on another rule, and says so.
  const isSame =
    promise.startsAt === startsAt &&
    promise.dueAt === before &&
    promising(clock, promise).agreedOn === clock.agreedOn;
  if (isSame && because !== 'new-version') return [];
  const moved = movedTo(clock, promise, { because, basis }, now);
  const revoked = revocation(name, promise.dueAt, because);
  if (clock.stoppedAt !== null)
    return [moved, ...stoppedAnew(promising(clock, promise), clock.stoppedAt, { because, basis })];
  return breached && isInTime(promising(clock, promise), now) ? [moved, revoked] : [moved];
}

/** A clock by another promise; what was agreed of it stands. */
export function promising(clock: CaseClock, promise: Promise): CaseClock {
  return {
    ...clock,
    ...promise,
    agreedOn: promise.agreedOn === undefined ? clock.agreedOn : promise.agreedOn,
  };
}

/** The move alone; what is over has no signposts left. */
export function movedTo(
  clock: CaseClock,
  promise: Promise,
  why: Basis,
  now: Instant,
): ComplaintEvent {
  const { name, dueAt: before } = clock;
  const runsOn = isLapsed(clock) && promise.dueAt >= now;
  const signposts = clock.stopped && !runsOn ? { warnings: [], ladder: [] } : {};
  const again = runsOn ? { runsOn: true as const } : {};
  const data = { ...promise, ...signposts, ...again, clock: name, before, ...why };
  return { type: 'ClockMoved', data };
}

/** A time that others have to act in, and let go by: what of it is left by another count is theirs again. */
function isLapsed({ whose, stopped, stoppedAt }: CaseClock): boolean {
  return whose !== undefined && stopped && stoppedAt === null;
}

/** A stopped clock whose end or due instant was put right: in time or late, whichever it is now. */
export function stoppedAnew(
  clock: CaseClock,
  at: Instant,
  { because, basis }: { readonly because: Revoked; readonly basis: number },
): readonly ComplaintEvent[] {
  const { name, dueAt, breached, limit, article, mark, whenMissed, whose } = clock;
  const inTime = isInTime(clock, at);
  // A regulator that was late makes no complaint late.
  if (!inTime && whose === 'regulator') return [chanceLapsed(clock, at, 'time-over')];
  const breach: ComplaintEvent = {
    type: 'DeadlineBreached',
    data: { clock: name, dueAt, limit, article, mark },
  };
  return [
    ...(breached && inTime ? [revocation(name, dueAt, because)] : []),
    // A chance that came too late breaches nothing.
    ...(!breached && !inTime && whenMissed !== 'lapse' ? [breach] : []),
    { type: 'ClockStopped', data: { clock: name, at, dueAt, inTime, basis } },
  ];
}

function revocation(clock: string, dueAt: Instant, because: Revoked): ComplaintEvent {
  return { type: 'BreachRevoked', data: { clock, dueAt, because } };
}
