import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { RANKS } from '../../regimes/regime.ts';
import type { Clock, Extension, Regime } from '../../regimes/regime.ts';
import { count, prolong, share } from '../calendar.ts';
import type { Counted } from '../calendar.ts';
import { endsWithTheCase } from './other-clocks.ts';
import { legFromEnd, legFromStart } from './trace.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** How the clocks of a regime start, move and stop. Every promise is computed here and stands in an event. */

/** The clocks that start when a complaint is received. */
export function startClocks(
  regime: Regime,
  received: Pick<EventData<'ComplaintReceived'>, 'receivedAt' | 'sentToFirmAt'>,
  now: Instant,
): readonly ComplaintEvent[] {
  const { zone } = regime;
  return regime.clocks.map((clock) => {
    const startsAt =
      clock.startsWith === 'sent-to-firm'
        ? (received.sentToFirmAt ?? received.receivedAt)
        : received.receivedAt;
    const { startDayCounts } = clock;
    const counted = count(startsAt, clock.length, zone, startDayCounts);
    return {
      type: 'ClockStarted',
      data: {
        clock: clock.name,
        regime: regime.name,
        version: regime.version,
        zone,
        startsAt,
        limit: clock.limit,
        metBy: clock.metBy,
        ...counted,
        ...signposts(clock, { startsAt, ...counted }, 'handler', now),
        article: clock.article,
        mark: clock.mark,
        trace: [legFromStart('length', clock.length, startsAt, counted, { zone, startDayCounts })],
      },
    };
  });
}

/** The next step of a clock's extension ladder, by the order of the ladder. */
export function nextStep(rule: Clock, clock: CaseClock): Extension | undefined {
  const taken = rule.extensions.findIndex((extension) => extension.name === clock.step);
  return rule.extensions[taken + 1];
}

/** A clock moved by a step: to a length in all from its start, or by a length added to its end. */
export function extendClock(
  { zone }: Regime,
  rule: Clock,
  { clock, step }: { readonly clock: CaseClock; readonly step: Extension },
  raisedTo: string,
  now: Instant,
): ComplaintEvent {
  const { startsAt } = clock;
  const { startDayCounts } = rule;
  const { to } = step;
  const counted =
    'total' in to ? count(startsAt, to.total, zone, startDayCounts) : prolong(clock, to.add, zone);
  const leg =
    'total' in to
      ? legFromStart('total', to.total, startsAt, counted, { zone, startDayCounts })
      : legFromEnd(to.add, clock, counted);
  return {
    type: 'ClockExtended',
    data: {
      clock: clock.name,
      step: step.name,
      before: clock.dueAt,
      ...counted,
      ...signposts(rule, { startsAt, ...counted }, raisedTo, now),
      article: step.article,
      mark: step.mark,
      trace: [leg],
    },
  };
}

/** The clocks that are satisfied in a state, stopped at an instant. Met at the very instant it is due is in time. */
export function stopSatisfied(state: ComplaintState, at: Instant): readonly ComplaintEvent[] {
  const happened: { readonly [what: string]: boolean } = {
    // Whoever was told the decision knows that the complaint has arrived.
    acknowledged: state.acknowledged || state.told,
    decided: state.proposal !== null && state.proposal.signedOff !== null,
    told: state.told,
  };
  return running(state)
    .filter((clock) => clock.metBy.every((what) => happened[what] === true))
    .flatMap((clock) => stopped(state, clock, at));
}

/** All running clocks stopped, when a case ends without a decision. */
export function stopAll(state: ComplaintState, at: Instant): readonly ComplaintEvent[] {
  return running(state)
    .filter(endsWithTheCase)
    .flatMap((clock) => stopped(state, clock, at));
}

export function running(state: ComplaintState): readonly CaseClock[] {
  return state.clocks.filter((clock) => !clock.stopped);
}

/** What was done in time but recorded late revokes the breach that stood in between. */
export function stopped(
  state: ComplaintState,
  { name, dueAt, breached }: CaseClock,
  at: Instant,
): readonly ComplaintEvent[] {
  const inTime = at <= dueAt;
  const revoked: ComplaintEvent = {
    type: 'BreachRevoked',
    data: { clock: name, dueAt, because: 'satisfied-in-time-recorded-late' },
  };
  return [
    ...(breached && inTime ? [revoked] : []),
    { type: 'ClockStopped', data: { clock: name, at, dueAt, inTime } },
    ...lapsed(state, name, 'clock-stopped'),
  ];
}

/** The end of an extension request that nobody decided while its clock could still be moved. */
export function lapsed(
  { extension }: ComplaintState,
  name: string,
  because: 'clock-breached' | 'clock-stopped',
): readonly ComplaintEvent[] {
  return extension?.clock === name
    ? [{ type: 'ExtensionLapsed', data: { clock: name, step: extension.step, because } }]
    : [];
}

type Signposts = Pick<EventData<'ClockStarted'>, 'warnings' | 'ladder'>;

/**
 * When the handler is warned and the case raised. A warning whose time had passed before the promise was made would
 * tell nobody anything; a raise that is overdue by then is made up for at once. Ranks already reached are left out.
 */
function signposts(
  rule: Clock,
  { startsAt, dueAt }: Counted & { readonly startsAt: Instant },
  raisedTo: string,
  now: Instant,
): Signposts {
  const at = (percent: number): Instant => share(startsAt, dueAt, percent);
  const warnings = rule.warnings.map(({ percent }) => ({ percent, at: at(percent) }));
  return {
    warnings: dueAt < now ? [] : warnings.filter((warning) => warning.at >= now),
    ladder: rule.ladder
      .filter(({ rank }) => isAbove(rank, raisedTo))
      .map(({ rank, percent }) => ({ rank, percent, at: later(at(percent), now) })),
  };
}

function later(one: Instant, other: Instant): Instant {
  return one < other ? other : one;
}

/** Whether a rank stands above another on the ladder. */
export function isAbove(rank: string, other: string): boolean {
  const place = (name: string): number => RANKS.findIndex((known) => known === name);
  return place(rank) > place(other);
}
