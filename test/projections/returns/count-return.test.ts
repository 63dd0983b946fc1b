import { expect, test } from 'vitest';
import { writeEvents } from '../../../bench/generated-events.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../../projections/database.ts';
import { rebuild } from '../../../projections/rebuild.ts';
import { countReturn } from '../../../projections/returns/count-return.ts';
import type { CountedReturn } from '../../../projections/returns/count-return.ts';
import { periodNamed } from '../../../projections/returns/period.ts';
import { pinOf, pinText } from '../../../projections/returns/pin.ts';
import { returns } from '../../../projections/returns/returns.ts';
import { withDatabase } from '../../with-database.ts';
import { cfpbRows, importedEvent } from '../cfpb-events.ts';
import { modelNamed, project } from '../projected.ts';
import { goldenOf } from './golden.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const institution = 'onebank';

async function counted(at?: string): Promise<CountedReturn> {
  const period = periodNamed('2014-01-01..2023-12-31');
  if (period === undefined) throw new RangeError('No period.');
  const pin = await pinOf({ log, database, institution }, at, new Date());
  return countReturn({ log, database }, { institution, form: returns['us-cfpb'], period, pin });
}

test('the CFPB return equals counts made without this software, cell by cell', async () => {
  await writeEvents(
    application,
    cfpbRows('cfpb-sample.csv').map((row) => importedEvent(row, institution)),
  );
  await project({ log, database }, [modelNamed('returns')]);
  const { tables, checks, complete } = await counted();
  const golden = goldenOf();
  const known = new Set(Object.keys(golden).map((cell) => cell.split(':')[0]));
  const cells = tables
    .filter(({ table }) => known.has(table))
    .flatMap(({ rows }) => rows.map(({ cell, value }) => [cell, value]));
  expect(Object.fromEntries(cells)).toEqual(golden);
  expect(complete).toBe(true);
  expect(checks.length).toBeGreaterThan(15);
  expect(checks.map(({ sum }) => sum)).toEqual(checks.map(() => '5115'));
});

test('a rebuild changes nothing of it, and its pin gives it again', async () => {
  const before = await counted();
  const pin = await pinOf({ log, database, institution }, undefined, new Date());
  await rebuild({ log, database, model: modelNamed('returns') });
  expect(await counted(pinText(pin))).toEqual(before);
});
