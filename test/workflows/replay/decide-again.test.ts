import { describe, expect, test } from 'vitest';
import type { Message, RecordedEvent } from '../../../events/envelope.ts';
import type { RuleBookEntry } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import type { LeftCase } from '../../../simulation/simulate.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import type { AnyProcess, Kind } from '../../../workflows/process.ts';
import { decideAgain, isUpheld } from '../../../workflows/replay/decide-again.ts';
import type { Cause, DecidedAgain, Shelf } from '../../../workflows/replay/decide-again.ts';
import { SAMPLE, importingHouse } from '../../cli/import/an-importing-house.ts';
import { eachSimulatedCase } from '../../simulated-cases.ts';

const regimes = readShelf(REGIMES);
const shelf: Shelf = [...regimes, ...readCalendars(CALENDARS)];
/** Before a release REDRESS_DECIDED_AGAIN=10000 makes it ten thousand. */
const CASES = Number(process.env['REDRESS_DECIDED_AGAIN'] ?? 300);
const SEED = 20_261_128;

/** The first of them, for what is shown of single cases. */
const simulated: LeftCase[] = [];
const KEPT = 300;
/** What came of each. */
const looked: Looked[] = [];
for await (const left of eachSimulatedCase(SEED, CASES)) {
  if (simulated.length < KEPT) simulated.push(left);
  looked.push(lookedAt(left));
}

describe('what was recorded is decided again', () => {
  test('in every simulated case, with the rules it lived under', () => {
    expect(looked).toHaveLength(CASES);
    for (const { commands, again } of looked)
      expect(again).toEqual({ commands, equal: commands, otherwise: [], notDecidable: [] });
    expect(looked.reduce((sum, { commands }) => sum + commands, 0)).toBeGreaterThan(CASES * 5);
  });

  test('in every imported case', async () => {
    const house = importingHouse();
    await house.take(SAMPLE, '2023-09-01');
    const events = await house.all();
    const byStream = Map.groupBy(events, ({ stream }) => stream);
    expect(byStream.size).toBe(5_115);
    for (const ofCase of byStream.values())
      expect(decideAgain(complaintKind, ofCase, shelf)).toEqual({
        ...{ commands: 1, equal: 1, otherwise: [], notDecidable: [] },
      });
  });
});

type Looked = {
  /** As many as the record holds. */
  readonly commands: number;
  readonly again: DecidedAgain;
  /** Whether the changed rule counted anything of it, as its own events say. */
  readonly counted: boolean;
  /** Of what is decided otherwise once the rule is changed. */
  readonly causes: readonly Cause[];
};

function lookedAt(left: LeftCase): Looked {
  const { events, shelf: own } = left;
  const changed = withChanged(own, 'cn-nfra-2020', longer);
  return {
    commands: events.filter(({ meta }) => meta.command !== undefined).length,
    again: decideAgain(complaintKind, events, own),
    counted: countedByIt(left).length > 0,
    causes: decideAgain(complaintKind, events, changed).otherwise.map(({ cause }) => cause),
  };
}

/** The shelf with one regime that says something else under its old version, as nobody should ever do it. */
function withChanged(
  of: Shelf,
  name: string,
  change: (regime: RuleBookEntry['regime']) => RuleBookEntry['regime'],
): Shelf {
  return of.map((entry) =>
    'regime' in entry && entry.regime.name === name
      ? { regime: change(entry.regime), ground: { ...entry.ground, sha256: 'another' } }
      : entry,
  );
}

/** A day more to decide in; whoever promised by it, promises otherwise. */
function longer(regime: RuleBookEntry['regime']): RuleBookEntry['regime'] {
  const clocks = regime.clocks.map((clock) =>
    clock.name === 'decide'
      ? { ...clock, length: { ...clock.length, count: clock.length.count + 1 } }
      : clock,
  );
  return { ...regime, clocks };
}

/** The events whose own trace says that they were counted by it, whatever any rule says today. */
function countedByIt({ events }: LeftCase): readonly number[] {
  const ofRegime = new Set(
    events.flatMap(({ data: { clock, regime } }) => (regime === 'cn-nfra-2020' ? [clock] : [])),
  );
  return events
    .filter(({ data: { clock } }) => typeof clock === 'string' && /^decide(\.|$)/.test(clock))
    .filter(({ data }) => ofRegime.has(data['clock']) && isByLength(data))
    .map(({ revision }) => revision);
}

/** An extension may give a total instead, or add to what was promised. */
function isByLength({ trace }: RecordedEvent['data']): boolean {
  const steps = (trace ?? []) as readonly { readonly step: string }[];
  return steps.some(({ step }) => step === 'length');
}

describe('a rule that was changed', () => {
  test('shows in exactly the cases that it touches, and as that', () => {
    const numbers = (isOne: (one: Looked) => boolean): readonly number[] =>
      looked.flatMap((one, number) => (isOne(one) ? [number] : []));
    const touched = numbers(({ counted }) => counted);
    expect(numbers(({ causes }) => causes.length > 0)).toEqual(touched);
    expect(new Set(looked.flatMap(({ causes }) => causes))).toEqual(new Set(['rule-changed']));
    expect(touched.length).toBeGreaterThan(5);
    expect(touched.length).toBeLessThan(CASES);
  });

  test('is named with what it was pinned to, and where the events differ', () => {
    const left = simulated.find((one) => countedByIt(one).length > 0);
    const changed = withChanged(left?.shelf ?? [], 'cn-nfra-2020', longer);
    const again = decideAgain(complaintKind, left?.events ?? [], changed);
    const [first] = again.otherwise;
    expect(isUpheld(again)).toBe(false);
    expect(first?.changed).toMatchObject([{ name: 'regime:cn-nfra-2020', today: 'another' }]);
    expect(first?.differs.map(({ path }) => path.replace(/\d+/g, 'n'))).toContain(
      'events[n].data.dueAt',
    );
  });
});

describe('a rule that has come since', () => {
  test('does no harm: by the rules that were there it is decided the same', () => {
    const left = simulated.find(({ events }) => uses(events, 'regime:cn-nfra-2020'));
    const [entry] = regimes.filter(({ regime }) => regime.name === 'cn-nfra-2020');
    if (left === undefined || entry === undefined) return expect.fail('No such case.');
    const { clocks, ...others } = entry.regime;
    const regime = {
      ...others,
      ...{ version: 'of later', effectiveFrom: '2021-01-01' },
      clocks: clocks.map((clock) => ({ ...clock, length: { count: 99, unit: 'day' as const } })),
    };
    const later = { regime, ground: { ...entry.ground, version: 'of later', sha256: 'later' } };
    const again = decideAgain(complaintKind, left.events, [...left.shelf, later]);
    expect(new Set(again.otherwise.map(({ cause }) => cause))).toEqual(new Set(['rule-added']));
    expect(isUpheld(again)).toBe(true);
  });
});

function uses(events: readonly RecordedEvent[], ground: string): boolean {
  return events.some(({ meta }) => meta.grounds.some(({ name }) => name === ground));
}

/** A complaint with one rule that is another. */
function altered(change: (process: AnyProcess) => Partial<AnyProcess>): Kind {
  const { process } = complaintKind;
  return { ...complaintKind, process: { ...process, ...change(process) } };
}

describe('code that was changed', () => {
  const [left] = simulated.filter(({ events }) =>
    events.some(({ type }) => type === 'DeadlineBreached'),
  );
  const { events, shelf: own } = left ?? expect.fail('No case has a breach.');

  test('shows where it says no', () => {
    const refused = { code: 'no', because: { en: 'No.', zh: '不。' } };
    const kind = altered(({ decide }) => ({
      decide: (state, command: Message, context) =>
        command.type === 'RecordBreach' ? { refused } : decide(state, command, context),
    }));
    const { otherwise } = decideAgain(kind, events, own);
    expect(otherwise[0]).toMatchObject({
      ...{ command: 'RecordBreach', cause: 'code-changed', today: { refused }, changed: [] },
    });
  });

  test('shows where it throws, or says what no schema allows', () => {
    const throwing = altered(() => ({
      decide: () => {
        throw new Error('nobody there');
      },
    }));
    expect(decideAgain(throwing, events, own).otherwise[0]).toMatchObject({
      ...{ cause: 'code-changed', today: { threw: 'nobody there' } },
    });
    const wild = altered(() => ({ decide: () => ({ events: [{ type: 'Unheard', data: {} }] }) }));
    expect(decideAgain(wild, events, own).otherwise[0]?.today).toHaveProperty('threw');
  });

  test('shows where a deadline is awaited no longer, or a new one is', () => {
    const fewer = altered(({ deadlines }) => ({
      deadlines: (state) =>
        deadlines(state).filter(({ command }) => command.type !== 'RecordBreach'),
    }));
    expect(decideAgain(fewer, events, own).otherwise[0]?.today).toHaveProperty('notAwaited');
    const more = altered(({ deadlines }) => ({
      deadlines: (state) => [
        ...deadlines(state),
        { name: 'bell@0', at: '2020-01-01T00:00:00.000Z', command: { type: 'Ring', data: {} } },
      ],
    }));
    expect(decideAgain(more, events, own).otherwise[0]?.today).toEqual({ dueBefore: 'bell@0' });
  });
});

describe('what cannot be decided again is never counted as equal', () => {
  const [{ events, shelf: own } = expect.fail('No case.')] = simulated;

  test('a record without its command', () => {
    const bare = events.map(({ meta: { command: _command, ...meta }, ...event }) => ({
      ...event,
      meta,
    }));
    const again = decideAgain(complaintKind, bare, own);
    expect(again).toMatchObject({ commands: 0, equal: 0, otherwise: [] });
    expect(new Set(again.notDecidable.map(({ because }) => because))).toEqual(
      new Set(['command-not-recorded']),
    );
  });

  test('an event that this release cannot read, and all that follows it', () => {
    const strange = events.map((event, index) => (index === 1 ? { ...event, version: 99 } : event));
    const { commands, notDecidable } = decideAgain(complaintKind, strange, own);
    expect(notDecidable[0]).toMatchObject({ because: 'event-unreadable' });
    const whole = decideAgain(complaintKind, events, own).commands;
    expect(commands + notDecidable.length).toBe(whole);
  });
});
