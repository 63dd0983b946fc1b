import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { NO_OUTCOMES, outcomesOf, plusOutcomes } from '../../../projections/replay/outcomes.ts';
import { whatIfLog } from '../../../projections/replay/what-if-log.ts';
import { periodNamed } from '../../../projections/returns/period.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { withDrafts } from '../../../regimes/with-drafts.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { restate } from '../../../workflows/complaint/restate.ts';
import { simulatedCases } from '../../simulated-cases.ts';

const WHOLE = periodNamed('2000-01-01..2099-12-31') ?? expect.fail('No period.');
/** Those that saw no new version, so that all were under one shelf. */
const simulated = (await simulatedCases(8, 150)).filter(({ shelf }) =>
  shelf.every(({ ground }) => !ground.version.startsWith('from ')),
);
const [{ shelf, until } = expect.fail('No case.')] = simulated;
const [order = expect.fail('No such regime.')] = readShelf(REGIMES).filter(
  ({ regime }) => regime.name === 'cn-nfra-2020',
);
const clocks = order.regime.clocks.map((clock) =>
  clock.name === 'decide' ? { ...clock, length: { count: 3, unit: 'day' as const } } : clock,
);
const draft = { regime: { ...order.regime, clocks }, ground: { ...order.ground, sha256: 'draft' } };
const lab = {
  ...{ kind: complaintKind, restate, shelf, until },
  draft: withDrafts(shelf, [draft]).shelf,
};

/** Every simulated case is of one stream: each gets one of its own. */
const cases = simulated
  .filter(({ events }) => events.length > 0)
  .map(({ events }, place) =>
    events.map((event): RecordedEvent => ({ ...event, stream: streamAt(place) })),
  );
function streamAt(place: number): string {
  return `complaint-bank.${String(place).padStart(12, '0')}`;
}
async function* all(of = cases) {
  yield* of;
}

test('what would have come of the cases of a period is counted, in all, by unit and by product', async () => {
  let heard = 0;
  const found = await whatIfLog(lab, WHOLE, all(), () => (heard += 1));
  expect([heard, found.cases, found.compared]).toEqual([cases.length, cases.length, cases.length]);
  const recorded = cases.map((events) => outcomesOf(events)).reduce(plusOutcomes, NO_OUTCOMES);
  expect(found.before).toEqual(recorded);
  expect(found.after.breaches).toBeGreaterThan(found.before.breaches);
  const gotThePromise = cases.filter((events) =>
    events.some(
      ({ type, data }) =>
        type === 'ClockStarted' &&
        data['regime'] === 'cn-nfra-2020' &&
        /^decide(\.|$)/.test(data['clock'] as string),
    ),
  );
  expect(found.changed.map(({ stream }) => stream)).toEqual(
    gotThePromise.map((events) => events[0]?.stream),
  );
  for (const groups of [found.byUnit, found.byProduct]) {
    expect(groups.reduce((sum, group) => sum + group.cases, 0)).toBe(cases.length);
    expect(groups.reduce((sum, group) => sum + group.changed, 0)).toBe(found.changed.length);
    expect(groups.map(({ after }) => after).reduce(plusOutcomes, NO_OUTCOMES)).toEqual(found.after);
  }
  expect(found.unknowable.length).toBeGreaterThan(0);
});

test('cases received outside the period are left out', async () => {
  const period = periodNamed('1999') ?? expect.fail('No period.');
  const found = await whatIfLog(lab, period, all());
  expect(found).toMatchObject({ cases: 0, compared: 0, changed: [], byUnit: [] });
});

test('a case of which nothing can be said is counted apart, with where it parts', async () => {
  const [whole = expect.fail('No case.')] = cases.filter((events) => events.length > 5);
  const torn = whole.map((event) =>
    event.revision === 0
      ? { ...event, meta: { ...event.meta, decidedAt: '2001-01-01T00:00:00.000Z' } }
      : event,
  );
  const found = await whatIfLog(lab, WHOLE, all([torn]));
  expect(found).toMatchObject({
    ...{ cases: 1, compared: 0 },
    notComparable: [{ stream: whole[0]?.stream, revision: 0 }],
  });
});
