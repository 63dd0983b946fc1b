import { describe, expect, test } from 'vitest';
import type { Message, RecordedEvent } from '../../../events/envelope.ts';
import type { RuleBookEntry } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import type { LeftCase } from '../../../simulation/simulate.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import type { AnyProcess, Kind } from '../../../workflows/process.ts';
import { decideAgain, isUpheld } from '../../../workflows/replay/decide-again.ts';
import type { Shelf } from '../../../workflows/replay/decide-again.ts';
import { SAMPLE, importingHouse } from '../../cli/import/an-importing-house.ts';
import { simulatedCases } from '../../simulated-cases.ts';

const regimes = readShelf(REGIMES);
const shelf: Shelf = [...regimes, ...readCalendars(CALENDARS)];
/** `redress simulate --cases 10000` asks the same of every case, as one of its laws. */
const CASES = 300;
const SEED = 20_261_128;

const simulated = await simulatedCases(SEED, CASES);

describe('what was recorded is decided again', () => {
  test('in every simulated case, with the rules it lived under', () => {
    expect(simulated).toHaveLength(CASES);
    for (const { events, shelf: own } of simulated) {
      const again = decideAgain(complaintKind, events, own);
      expect(again.otherwise).toEqual([]);
      expect(again.notDecidable).toEqual([]);
      const commands = events.filter(({ meta }) => meta.command !== undefined);
      expect(again).toMatchObject({ commands: commands.length, equal: commands.length });
    }
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

describe('a rule that was changed', () => {
  /** A day more to decide in; whoever promised by it, promises otherwise. */
  const longer = (regime: RuleBookEntry['regime']): RuleBookEntry['regime'] => ({
    ...regime,
    clocks: regime.clocks.map((clock) =>
      clock.name === 'decide'
        ? { ...clock, length: { ...clock.length, count: clock.length.count + 1 } }
        : clock,
    ),
  });
  /** The events whose own trace says that they were counted by it, whatever any rule says today. */
  const countedByIt = ({ events }: LeftCase): readonly number[] => {
    const ofRegime = new Set(
      events.flatMap(({ data: { clock, regime } }) => (regime === 'cn-nfra-2020' ? [clock] : [])),
    );
    return events
      .filter(({ data: { clock } }) => typeof clock === 'string' && /^decide(\.|$)/.test(clock))
      .filter(({ data }) => ofRegime.has(data['clock']) && isByLength(data))
      .map(({ revision }) => revision);
  };

  test('shows in exactly the cases that it touches, and as that', () => {
    const touched = simulated.filter((left) => countedByIt(left).length > 0);
    const found = simulated.filter(({ events, shelf: own }) => {
      const changed = withChanged(own, 'cn-nfra-2020', longer);
      const { otherwise } = decideAgain(complaintKind, events, changed);
      expect(otherwise.every(({ cause }) => cause === 'rule-changed')).toBe(true);
      return otherwise.length > 0;
    });
    expect(found).toEqual(touched);
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

/** An extension may give a total instead, or add to what was promised. */
function isByLength({ trace }: RecordedEvent['data']): boolean {
  const steps = (trace ?? []) as readonly { readonly step: string }[];
  return steps.some(({ step }) => step === 'length');
}

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
