import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { dayOf } from '../calendar.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** Clocks of no rule: a regulator's request sets its own. */
const REPLY_CLOCK = 'regulator-reply';

/** A withdrawn complaint is decided no more; who asked for a review or a reply still waits for it. */
export function endsWithTheCase({ metBy }: Pick<CaseClock, 'metBy'>): boolean {
  return !metBy.some((what) => what === 'review-decided' || what === 'regulator-answered');
}

/** The name of the clock for the next request of a regulator: each has its own. */
export function nextReplyClock({ after }: ComplaintState): string {
  return `${REPLY_CLOCK}-${after.regulatorRequests.length + 1}`;
}

/** Where a clock gets its regime, version and zone from: those the case is handled under. */
type Under = Pick<CaseClock, 'regime' | 'version' | 'zone'>;

/** Of the clocks of the case, or none: a complaint always starts with one. */
export function under({ clocks }: ComplaintState): Under | undefined {
  const [first] = clocks;
  if (first === undefined) return undefined;
  const { regime, version, zone } = first;
  return { regime, version, zone };
}

/** A regulator names the instant itself, so there is nothing to count. */
export function startReplyClock(
  { regime, version, zone }: Under,
  clock: string,
  { startsAt, dueAt }: { readonly startsAt: Instant; readonly dueAt: Instant },
  signposts: Pick<EventData<'ClockStarted'>, 'warnings' | 'ladder'>,
): ComplaintEvent {
  const data: EventData<'ClockStarted'> = {
    clock,
    regime,
    version,
    zone,
    startsAt,
    limit: 'legal',
    metBy: ['regulator-answered'],
    dueAt,
    lastDay: dayOf(dueAt, zone),
    countedTo: dayOf(dueAt, zone),
    ...signposts,
    article: 'set by the regulator in its request',
    mark: 'P',
    trace: [{ step: 'end', dueAt, lastDay: dayOf(dueAt, zone) }],
  };
  return { type: 'ClockStarted', data };
}
