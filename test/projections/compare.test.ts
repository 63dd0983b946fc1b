import { beforeAll, expect, test } from 'vitest';
import { generatedEvents, writeEvents } from '../../bench/generated-events.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { rebuild } from '../../projections/rebuild.ts';
import { withDatabase } from '../with-database.ts';
import { modelNamed, project } from './projected.ts';

const { application, owner } = withDatabase();
const parts = { log: postgresLog(application), database: readDatabase(application) };
const model = modelNamed('standing');

beforeAll(async () => {
  await writeEvents(application, generatedEvents(600));
  await project(parts);
}, 60_000);

async function compared() {
  const { comparison } = await rebuild({ ...parts, model, compareOnly: true });
  return comparison;
}

test('a cell of JSON is the same in another order of its keys, and with other spaces', async () => {
  const { rows } = await owner.query<{ before: string; after: string }>(`
    with old as (select stream, state::text as before from read.standing)
    update read.standing set state = state::jsonb::text::json from old
    where old.stream = standing.stream
    returning before, state::text as after`);
  expect(rows.every(({ before, after }) => before !== after)).toBe(true);
  expect(await compared()).toMatchObject({ equal: rows.length, changed: 0, missing: 0 });
});

test('a cell of JSON that says something else is named, and a row without its pair is no change', async () => {
  await owner.query(`
    update read.standing set state = jsonb_set(state::jsonb, '{status}', '"spoiled"')::json
    where stream in (select stream from read.standing order by stream limit 2);
    delete from read.standing where stream in (select stream from read.standing order by stream desc limit 1)`);
  const { changed, missing, absent, examples } = await compared();
  expect({ changed, missing, absent }).toEqual({ changed: 2, missing: 1, absent: 1 });
  expect(examples.map(({ is, columns }) => ({ is, columns }))).toEqual([
    { is: 'changed', columns: ['state'] },
    { is: 'changed', columns: ['state'] },
    { is: 'absent', columns: [] },
  ]);
});
