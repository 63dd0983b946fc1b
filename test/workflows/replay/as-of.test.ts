import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { readModels } from '../../../projections/read-models.ts';
import { foldModel } from '../../../projections/replay/fold-model.ts';
import { foldsAt } from '../../../projections/replay/folds-at.ts';
import { kinds } from '../../../workers/house.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { asOf, between } from '../../../workflows/replay/as-of.ts';
import { AXES, cutAt } from '../../../workflows/replay/cut-at.ts';
import type { Axis } from '../../../workflows/replay/cut-at.ts';
import { randomOf } from '../../../simulation/random.ts';
import { simulatedCases } from '../../simulated-cases.ts';

const INSTANTS = 1_000;
const simulated = (await simulatedCases(20_261_128, 120)).filter(({ events }) => events.length > 0);
const random = randomOf(20_261_128, 0);
const { process } = complaintKind;

const instantOf = ({ recordedAt, meta }: RecordedEvent, by: Axis) =>
  by === 'recorded' ? recordedAt : meta.occurredAt;

/** Anywhere from before the first event to after the last, and now and then at the very instant of one. */
function someInstant(events: readonly RecordedEvent[]): string {
  const at = Date.parse(random.pick(events)?.recordedAt ?? '');
  const aside = random.chance(0.3) ? 0 : random.below(40 * 24 * 3_600_000) - 20 * 24 * 3_600_000;
  return new Date(at + aside).toISOString();
}

/** A fresh log that was written by what was there at the instant, event by event, and by nothing since. */
async function freshLog(events: readonly RecordedEvent[], instant: string, by: Axis) {
  let now = '';
  const log = memoryLog(() => new Date(now));
  for (const event of events) {
    // In order: whatever follows an event that is not there yet is not there either.
    if (instantOf(event, by) > instant) break;
    now = event.recordedAt;
    const { id, type, version, data, meta } = event;
    await log.append(event.stream, [{ id, type, version, data, meta }], 'any');
  }
  return log;
}

describe.each(AXES)('as of an instant, by %s time', (by) => {
  test(`is what a fresh log cut there holds, at ${INSTANTS} random instants`, async () => {
    let some = 0;
    for (let turn = 0; turn < INSTANTS; turn += 1) {
      const { events } = random.pick(simulated) ?? expect.fail('No case.');
      const instant = someInstant(events);
      const stream = events[0]?.stream ?? '';
      const fresh = await (await freshLog(events, instant, by)).read(stream);
      const state = fresh.reduce<unknown>(
        (before, event) => process.evolve(before, complaintKind.words.read(event), event.revision),
        process.initial,
      );
      expect(asOf(complaintKind, events, instant, by)).toEqual({
        ...{ revision: fresh.length - 1, state },
      });
      some += fresh.length > 0 && fresh.length < events.length ? 1 : 0;
    }
    expect(some).toBeGreaterThan(INSTANTS / 4);
  });

  test('the read models hold of it what they hold of that log', async () => {
    for (let turn = 0; turn < 100; turn += 1) {
      const { events } = random.pick(simulated) ?? expect.fail('No case.');
      const instant = someInstant(events);
      const stream = events[0]?.stream ?? '';
      const fresh = await (await freshLog(events, instant, by)).read(stream);
      // Positions are those of their own log.
      const placed = fresh.map((event, place) => ({
        ...event,
        position: events[place]?.position ?? '',
      }));
      for (const model of readModels(kinds).values()) {
        const found: unknown[] = [];
        for await (const fold of foldsAt(model, one(events), { instant, by })) found.push(fold);
        const state = foldModel(model, stream, placed);
        expect(found).toEqual(state === undefined ? [] : [{ stream, state }]);
      }
    }
  });
});

async function* one(events: readonly RecordedEvent[]) {
  yield events;
}

describe('the two times', () => {
  const [{ events } = expect.fail('No case.')] = simulated.filter((left) => left.events.length > 4);
  const late = events.map((event) => ({ ...event, recordedAt: '2031-01-01T00:00:00.000Z' }));
  const at = events[2]?.meta.occurredAt ?? '';

  test('what was recorded late was so before it was known', () => {
    expect(asOf(complaintKind, late, at, 'recorded').revision).toBe(-1);
    expect(asOf(complaintKind, late, at, 'occurred').revision).toBeGreaterThanOrEqual(2);
  });

  test('no event stands without those before it', () => {
    const early = events.map((event) =>
      event.revision === 1
        ? { ...event, meta: { ...event.meta, occurredAt: '1999-01-01T00:00:00.000Z' } }
        : event,
    );
    expect(cutAt(early, '2000-01-01T00:00:00.000Z', 'occurred')).toEqual([]);
  });

  test('what differs is explained by the events that only one of them has', () => {
    const [first, last] = [0, events.length - 1].map((place) =>
      asOf(complaintKind, events, events[place]?.recordedAt ?? '', 'recorded'),
    );
    if (first === undefined || last === undefined) return expect.fail('No standing.');
    for (const found of [between(events, first, last), between(events, last, first)]) {
      expect(found.events).toEqual(events.slice(first.revision + 1));
      expect(found.differs.length).toBeGreaterThan(0);
    }
    expect(between(events, first, first)).toEqual({ differs: [], events: [] });
  });
});
