import { beforeAll, expect, test } from 'vitest';
import { generatedEvents, writeEvents } from '../../bench/generated-events.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { readModels } from '../../projections/read-models.ts';
import { sampledParity } from '../../projections/sampled-parity.ts';
import { kinds } from '../../workers/house.ts';
import { withDatabase } from '../with-database.ts';
import { project } from './projected.ts';

const { application, owner } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const models = [...readModels(kinds).values()];
const sample = (cases: number, seed = 'a') => sampledParity({ log, database, models, cases, seed });

beforeAll(async () => {
  await writeEvents(application, [...generatedEvents(400)]);
  await project({ log, database }, models);
});

test('every read model is equal to what the log says, of every case drawn', async () => {
  const found = await sample(25);
  expect(found.map(({ model }) => model)).toEqual(models.map(({ name }) => name));
  for (const { model, compared, differing } of found) {
    expect(compared, model).toBeGreaterThan(10);
    expect(differing, model).toEqual([]);
  }
});

test('a row that was changed or taken away is found by its case and table', async () => {
  const { rows } = await owner.query<{ stream: string }>(
    'select distinct stream from read.deadlines order by stream limit 2',
  );
  const [changed = '', gone = ''] = rows.map(({ stream }) => stream);
  await owner.query('update read.cases set revision = revision + 1 where stream = $1', [changed]);
  await owner.query('delete from read.deadlines where stream = $1', [gone]);
  const found = (await sample(1_000)).flatMap(({ differing }) => differing);
  expect(found).toEqual([
    { stream: changed, table: 'read.cases' },
    { stream: gone, table: 'read.deadlines' },
  ]);
});

test('rows of a stream that the log does not have are found, and make no other fault', async () => {
  const stray = 'complaint-bench.ZZZZZZZZZZZZ';
  await owner.query(
    `insert into read.standing select (jsonb_populate_record(standing, $1)).* from read.standing limit 1`,
    [{ stream: stray }],
  );
  const found = (await sample(1_000)).flatMap(({ differing }) => differing);
  await owner.query('delete from read.standing where stream = $1', [stray]);
  expect(found.filter(({ stream }) => stream === stray)).toEqual([
    { stream: stray, table: 'read.standing' },
  ]);
});

test('the same seed draws the same cases, another others', async () => {
  const streamsOf = async (seed: string) => {
    await owner.query('update read.cases set revision = revision + 1');
    const found = await sample(5, seed);
    await owner.query('update read.cases set revision = revision - 1');
    return found.flatMap(({ differing }) =>
      differing.flatMap(({ stream, table }) => (table === 'read.cases' ? [stream] : [])),
    );
  };
  expect(await streamsOf('a')).toEqual(await streamsOf('a'));
  expect(await streamsOf('b')).not.toEqual(await streamsOf('a'));
});
