import { describe, expect, test } from 'vitest';
import type { Actor, Instant, JsonObject, RecordedEvent } from '../../../events/envelope.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import type { RuleBookEntry } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import type { LeftCase } from '../../../simulation/simulate.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { restate } from '../../../workflows/complaint/restate.ts';
import { play } from '../../../workflows/play.ts';
import type { Shelf } from '../../../workflows/replay/decide-again.ts';
import { whatIf } from '../../../workflows/replay/what-if.ts';
import type { Occurred, WhatIf } from '../../../workflows/replay/what-if.ts';
import { recordedPlay } from '../../recorded-play.ts';
import { simulatedCases } from '../../simulated-cases.ts';
import { RECEIVED_AT, box, clara, hana, intake, sun } from '../complaint/a-case.ts';

const CASES = 600;
const simulated = await simulatedCases(20_261_130, CASES);
const lab = { kind: complaintKind, restate };

function comparable(outcome: WhatIf): Extract<WhatIf, { comparable: true }> {
  return outcome.comparable ? outcome : expect.fail(`Parts at ${outcome.revision}.`);
}

function under(
  shelf: Shelf,
  change: (regime: RuleBookEntry['regime']) => RuleBookEntry['regime'],
): Shelf {
  return shelf.map((entry) =>
    'regime' in entry && entry.regime.name === 'cn-nfra-2020'
      ? { ...entry, regime: change(entry.regime) }
      : entry,
  );
}

describe('under the rules that are', () => {
  test('every simulated case is played as it was recorded, so nothing differs', () => {
    for (const { events, shelf, until } of simulated) {
      const outcome = comparable(whatIf({ ...lab, shelf, draft: shelf, until }, events));
      expect(outcome.before).toHaveLength(events.length);
      expect(outcome).toMatchObject({ first: null, without: [] });
    }
  });

  test('a record that is not what these rules make of it is said to be none to compare with', () => {
    const [left = expect.fail('No case.')] = simulated.filter(({ events }) => events.length > 3);
    const { events, shelf, until } = left;
    const short = events.filter(({ revision }) => revision !== 2);
    const outcome = whatIf({ ...lab, shelf, draft: shelf, until }, short);
    expect(outcome).toMatchObject({ comparable: false });
  });
});

/** Ten days for fifteen, in every version of the order; what a case was promised by it is five days less. */
const DAYS_LESS = 5;
const shorter = (regime: RuleBookEntry['regime']): RuleBookEntry['regime'] => ({
  ...regime,
  clocks: regime.clocks.map((clock) =>
    clock.name === 'decide'
      ? { ...clock, length: { ...clock.length, count: clock.length.count - DAYS_LESS } }
      : clock,
  ),
});

/** The clock of the order in a case, as its events say: started once, stopped at last or not, and never moved. */
type Promised = {
  readonly clock: string;
  readonly dueAt: Instant;
  readonly stoppedAt: Instant | null;
};

const MOVING =
  /^(Clock(Extended|Moved|Paused|Resumed|Restarted|Lapsed)|ExtensionGranted|BreachRevoked)$/;

function promisedIn(events: readonly RecordedEvent[]): Promised | undefined {
  const [started, ...again] = events.filter(
    ({ type, data }) =>
      type === 'ClockStarted' &&
      data['regime'] === 'cn-nfra-2020' &&
      /^decide(\.|$)/.test(data['clock'] as string),
  );
  if (started === undefined || again.length > 0) return undefined;
  const clock = started.data['clock'] as string;
  const ofClock = events.filter(({ data }) => data['clock'] === clock);
  if (ofClock.some(({ type }) => MOVING.test(type))) return undefined;
  const stopped = ofClock.findLast(({ type }) => type === 'ClockStopped');
  const stoppedAt = (stopped?.data['at'] ?? null) as Instant | null;
  return { clock, dueAt: started.data['dueAt'] as Instant, stoppedAt };
}

/** By calendar days of a zone without summer time: the same end of day, five days earlier. */
function fiveDaysEarlier(dueAt: Instant): Instant {
  return new Date(Date.parse(dueAt) - DAYS_LESS * 24 * 3_600_000).toISOString();
}

function isBreached(events: readonly Occurred[], clock: string): boolean {
  return events.some(({ type, data }) => type === 'DeadlineBreached' && data['clock'] === clock);
}

function isRevoked(events: readonly Occurred[], clock: string): boolean {
  return events.some(({ type, data }) => type === 'BreachRevoked' && data['clock'] === clock);
}

describe('with ten days for fifteen', () => {
  const outcomes = simulated.map((left: LeftCase) => {
    const { events, shelf, until } = left;
    const draft = under(shelf, shorter);
    return { ...left, outcome: comparable(whatIf({ ...lab, shelf, draft, until }, events)) };
  });

  test('exactly the cases that got that promise differ, from it on', () => {
    for (const { events, outcome } of outcomes) {
      const promise = events.findIndex(
        ({ type, data }) =>
          type === 'ClockStarted' &&
          data['regime'] === 'cn-nfra-2020' &&
          /^decide(\.|$)/.test(data['clock'] as string),
      );
      expect(outcome.first?.before?.revision ?? -1).toBe(promise);
    }
    const differing = outcomes.filter(({ outcome }) => outcome.first !== null);
    expect(differing.length).toBeGreaterThan(20);
    expect(differing.length).toBeLessThan(CASES);
  });

  test('a promise that nobody moved ends five days earlier, and is breached when counting by hand says so', () => {
    const counted = outcomes.flatMap(({ events, outcome, until }) => {
      const promised = promisedIn(events);
      if (promised === undefined) return [];
      const { clock, dueAt, stoppedAt } = promised;
      // Told in time but recorded late, a breach is revoked: such cases are none of these.
      if (isRevoked(outcome.after, clock)) return [];
      const earlier = fiveDaysEarlier(dueAt);
      const started = outcome.after.find(
        ({ type, data }) => type === 'ClockStarted' && data['clock'] === clock,
      );
      expect(started?.data['dueAt']).toBe(earlier);
      const end = stoppedAt ?? until;
      return [{ clock, outcome, before: dueAt < end, after: earlier < end }];
    });
    for (const { clock, outcome, before, after } of counted) {
      expect(isBreached(outcome.before, clock)).toBe(before);
      expect(isBreached(outcome.after, clock)).toBe(after);
    }
    const breaches = (side: 'before' | 'after') => counted.filter((one) => one[side]).length;
    expect(counted.length).toBeGreaterThan(20);
    expect(breaches('after')).toBeGreaterThan(breaches('before'));
  });
});

describe('with another ladder or calendar', () => {
  test('without a ladder nobody is raised to by time, and in some cases somebody was', () => {
    const bare = (regime: RuleBookEntry['regime']): RuleBookEntry['regime'] => ({
      ...regime,
      clocks: regime.clocks.map((clock) => ({ ...clock, ladder: [] })),
    });
    const isRaised = (events: readonly Occurred[], clocks: ReadonlySet<unknown>): boolean =>
      events.some(({ type, data }) => type === 'CaseEscalated' && clocks.has(data['clock']));
    let raised = 0;
    for (const { events, shelf, until } of simulated) {
      const outcome = comparable(
        whatIf({ ...lab, shelf, draft: under(shelf, bare), until }, events),
      );
      // What a regulator sets a day for has a ladder of the house's own.
      const clocks = new Set(
        events.flatMap(({ type, data: { clock, regime } }) =>
          type === 'ClockStarted' && regime === 'cn-nfra-2020' && isDecide(clock) ? [clock] : [],
        ),
      );
      expect(isRaised(outcome.after, clocks)).toBe(false);
      raised += isRaised(outcome.before, clocks) ? 1 : 0;
    }
    expect(raised).toBeGreaterThan(0);
  });

  test('without weekends and holidays exactly those promises end earlier that were counted by them', () => {
    let earlier = 0;
    for (const { events, shelf, until } of simulated) {
      const draft = shelf.map((entry) =>
        'calendar' in entry
          ? { ...entry, calendar: { ...entry.calendar, weekend: [], entries: [] } }
          : entry,
      );
      const { first } = comparable(whatIf({ ...lab, shelf, draft, until }, events));
      const rested = events.find(({ data }) => hasRest(data['trace']));
      // A reply that a regulator sets, and what only a changed clock brings, come after it.
      expect(first?.before?.revision).toBe(rested?.revision);
      earlier += first === null ? 0 : 1;
    }
    expect(earlier).toBeGreaterThan(0);
  });
});

function isDecide(clock: unknown): boolean {
  return typeof clock === 'string' && /^decide(\.|$)/.test(clock);
}

/** Whether a count passed a day that is no business day, by its own trace. */
function hasRest(trace: unknown): boolean {
  const steps = (trace ?? []) as readonly { readonly because?: string }[];
  return steps.some(({ because }) => because === 'weekend' || because === 'holiday');
}

describe('a command that comes in time no longer', () => {
  const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
  const steps: readonly (readonly [at: Instant, by: Actor, type: string, data: JsonObject])[] = [
    [RECEIVED_AT, clara, 'ReceiveComplaint', intake],
    ['2026-03-03T02:00:00.000Z', sun, 'AssignCase', { handler: 'hana', unit: 'cards' }],
    [
      ...(['2026-03-03T03:00:00.000Z', hana, 'ClassifyComplaint'] as const),
      { product: 'card', cause: 'pricing', right: 'fair-dealing', class: 'complex' },
    ],
    [
      // The twelfth day: in time for fifteen, too late for ten.
      ...(['2026-03-14T02:00:00.000Z', hana, 'RequestExtension'] as const),
      { clock: 'decide', step: 'complex', reasons: box('A third party.') },
    ],
  ];
  const timed = steps.map(([at, actor, type, data], place) => ({
    at,
    submission: { id: `person:test:${place}`, actor, commands: [{ type, data }] },
  }));
  const until = '2026-03-15T00:00:00.000Z';
  const played = play(complaintKind, timed, until, (note) => ruleBook(shelf, note));

  test('is named with why it is refused', () => {
    expect(played.answers.map(({ status }) => status)).toEqual(steps.map(() => 'drafted'));
    const draft = under(shelf, shorter);
    const outcome = comparable(
      whatIf({ ...lab, shelf, draft, until }, recordedPlay(played.events)),
    );
    expect(outcome.without).toEqual([
      { submission: 'person:test:3', commands: ['RequestExtension'], code: 'clock-breached' },
    ]);
    expect(outcome.before.map(({ type }) => type)).not.toContain('DeadlineBreached');
    expect(outcome.after.map(({ type }) => type)).toContain('DeadlineBreached');
  });
});
