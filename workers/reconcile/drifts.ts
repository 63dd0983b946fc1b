import type { Awaited } from './awaited.ts';
import type { Held } from './held.ts';

/** How a case's log and the workflow engine can disagree. */
export const DRIFTS = [
  /** The log awaits something, and no attendance runs. */
  'not-attended',
  /** An attendance runs though nothing can happen any more. */
  'attended-in-vain',
  /** A deadline is past, and nothing came of it. */
  'late',
  /** A deadline is to come, and no timer rings for it. */
  'no-timer',
  /** A timer rings at another instant than a deadline's. */
  'wrong-instant',
  /** An errand is listed, its time is up, and it is not under way. */
  'errand-lost',
  /** An errand is under way that is listed no more. */
  'errand-in-vain',
] as const;
export type DriftKind = (typeof DRIFTS)[number];

export type Drift = {
  readonly stream: string;
  readonly kind: DriftKind;
  /** What the log awaits: an instant, or the name of an errand. */
  readonly awaits: string | null;
  /** What the engine holds instead. */
  readonly holds: string | null;
  readonly cause: string;
};

/** Milliseconds that something due may take until it is done; as the watch has it. */
const GRACE = 30_000;
/**
 * Milliseconds between when the shell reckons a timer's time and when the engine has it, a slow visit in between; and
 * the longest after which the shell itself tries again when the log was away.
 */
const CLOSE = 10_000;
const TRYING_AGAIN = 60_000;

/** What the log says of a case – undefined where it says nothing – against what the engine holds of it. */
export function driftsOf(
  stream: string,
  awaited: Awaited | undefined,
  held: Held,
  now: number,
): readonly Drift[] {
  const drift = (
    kind: DriftKind,
    awaits: string | null,
    holds: string | null,
    cause: string,
  ): Drift => ({ stream, kind, awaits, holds, cause: held.trouble ?? cause });
  if (awaited === undefined || awaited.isOver) {
    const cause = awaited === undefined ? 'the log knows no such case' : 'the case is over';
    return held.running ? [drift('attended-in-vain', null, 'an attendance', cause)] : [];
  }
  const next = awaited.wakeAt ?? Object.keys(awaited.errands)[0] ?? null;
  if (!held.running)
    return [drift('not-attended', next, null, 'the workflow engine knows no attendance')];
  return [
    ...timerDrifts(awaited.wakeAt, held, now, drift),
    ...errandDrifts(awaited, held, now, drift),
  ];
}

type Found = (kind: DriftKind, awaits: string | null, holds: string | null, cause: string) => Drift;

function timerDrifts(
  wakeAt: string | undefined,
  { timers }: Held,
  now: number,
  drift: Found,
): readonly Drift[] {
  const rings = timers.toSorted((one, other) => one - other)[0];
  const holds = rings === undefined ? null : new Date(rings).toISOString();
  if (wakeAt === undefined) {
    const isStray = rings !== undefined && rings > now + TRYING_AGAIN;
    return isStray ? [drift('wrong-instant', null, holds, 'the log awaits no instant')] : [];
  }
  const due = Date.parse(wakeAt);
  if (due < now - GRACE)
    return [drift('late', wakeAt, holds, 'a visit that changed nothing, or none at all')];
  if (rings === undefined)
    return due <= now
      ? []
      : [drift('no-timer', wakeAt, null, 'the timer was not set, or was lost')];
  const isApart = Math.abs(rings - due) > CLOSE;
  const triesAgain = rings < due && rings <= now + TRYING_AGAIN;
  return isApart && !triesAgain
    ? [drift('wrong-instant', wakeAt, holds, 'the attendance has not seen the last event')]
    : [];
}

function errandDrifts(
  { errands }: Awaited,
  held: Held,
  now: number,
  drift: Found,
): readonly Drift[] {
  const lost = Object.entries(errands)
    .filter(([name, dueAt]) => Date.parse(dueAt) < now - GRACE && !held.errands.includes(name))
    .map(([name]) =>
      drift('errand-lost', name, null, 'it was never begun, or its answer was lost'),
    );
  const inVain = held.errands
    .filter((name) => errands[name] === undefined)
    .map((name) => drift('errand-in-vain', null, name, 'the log lists it no more'));
  return [...lost, ...inVain];
}
