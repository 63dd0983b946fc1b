import { beforeAll, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { readDatabase } from '../../../projections/database.ts';
import { readModels } from '../../../projections/read-models.ts';
import { eventsBetween } from '../../../projections/replay/events-between.ts';
import { reportAsOf } from '../../../projections/replay/report-as-of.ts';
import { returnAsOf } from '../../../projections/replay/return-as-of.ts';
import { REPORT_NAMES, reports } from '../../../projections/reports/reports.ts';
import { countReturn } from '../../../projections/returns/count-return.ts';
import { periodNamed } from '../../../projections/returns/period.ts';
import { pinOf } from '../../../projections/returns/pin.ts';
import { returns } from '../../../projections/returns/returns.ts';
import { kinds } from '../../../workers/house.ts';
import { simulatedCases } from '../../simulated-cases.ts';
import { withDatabase } from '../../with-database.ts';
import { allRows, project } from '../projected.ts';

const { application } = withDatabase();
const database = readDatabase(application);
const models = readModels(kinds);

/** Every simulated case is of one stream: each gets one of its own. */
const cases = (await simulatedCases(11, 80))
  .map(({ events }, place) =>
    events.map((event): RecordedEvent => ({
      ...event,
      stream: `complaint-bank.${String(place).padStart(12, '0')}`,
    })),
  )
  .filter((events) => events.length > 0);
/** Half of the cases have begun, and then more. */
const begun = cases.map(([first]) => first?.recordedAt ?? '').toSorted();
const [INSTANT = '', LATER = ''] = [begun[40], begun[60]];
async function* all() {
  yield* cases;
}

/** Beside them, in the tables that are served: what a log holds that ends at the instant. */
let now = '';
const log = memoryLog(() => new Date(now));
beforeAll(async () => {
  const known = cases
    .flat()
    .filter(({ recordedAt }) => recordedAt <= INSTANT)
    .toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1));
  for (const { stream, recordedAt, id, type, version, data, meta } of known) {
    now = recordedAt;
    await log.append(stream, [{ id, type, version, data, meta }], 'any');
  }
  expect(known.length).toBeGreaterThan(60);
  await project({ log, database });
});

test.each(REPORT_NAMES)('report %s is that of a log cut at the instant', async (name) => {
  const report = reports[name];
  const asked = { institution: 'bank' };
  const at = { instant: INSTANT, by: 'recorded' } as const;
  const found = await reportAsOf({ database, models, report, asked, at }, all());
  expect(found).toEqual(await report.count(database, { ...asked, now: new Date(INSTANT) }));
});

test('it touches nothing that is served, and leaves nothing', async () => {
  const before = await allRows(database);
  const at = { instant: LATER, by: 'occurred' } as const;
  const asked = { institution: 'bank' };
  const later = await reportAsOf({ database, models, report: reports.volumes, asked, at }, all());
  const served = await reports.volumes.count(database, { ...asked, now: new Date(LATER) });
  expect(later).not.toEqual(served);
  expect(await allRows(database)).toEqual(before);
});

test.each(['uk-disp', 'cn-disclosure'] as const)(
  'return %s is the one that is pinned to the end of that log',
  async (name) => {
    const form = returns[name];
    const period = periodNamed('2024-H1') ?? expect.fail('No period.');
    const at = { instant: INSTANT, by: 'recorded' } as const;
    const found = await returnAsOf({ form, period, at }, all());
    const institution = 'bank';
    const end = await pinOf({ log, database, institution }, undefined, new Date(INSTANT));
    const pin = { ...end, knownAt: INSTANT };
    const pinned = await countReturn({ log, database }, { institution, form, period, pin });
    expect(found).toEqual(pinned);
    expect(found.tables.some(({ rows }) => rows.some(({ cases: count }) => count > 0))).toBe(true);
  },
);

test('what explains a difference are the events between, those of each case in order', async () => {
  const by = 'recorded';
  const found = await eventsBetween(all(), { instant: LATER, against: INSTANT, by });
  const wanted = cases
    .flat()
    .filter(({ recordedAt }) => recordedAt > INSTANT && recordedAt <= LATER)
    .map(({ stream, revision }) => [stream, revision]);
  expect(found.map(({ stream, revision }) => [stream, revision])).toEqual(wanted);
});
