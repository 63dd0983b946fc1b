import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateReadSide } from '../../projections/migrate.ts';
import { withDatabase } from '../with-database.ts';

const { owner } = withDatabase();

/** The steps of this release, as an installation of the one before has not taken them. */
const BACK = `
  drop table read.register_entries, read.paths, read.return_cases, read.texts;
  drop trigger erase_texts on keys.case_keys;
  drop function read.erase_texts();
  alter table read.cases drop column cause, drop column "right", drop column class, drop column branch;
  delete from read.rebuilds;
  delete from read.kysely_migration where name >= '006-registers'`;

beforeAll(() => owner.query(BACK));
afterAll(() => owner.query('delete from read.rebuilds'));

test('an installation with a board is asked to make it anew, an empty one is not', async () => {
  await migrateReadSide(owner);
  expect((await owner.query('select from read.rebuilds')).rowCount).toBe(0);
  await owner.query(BACK);
  await owner.query(`insert into read.checkpoints (model, position) values ('cases', '7')`);
  await owner.query(
    `insert into read.rebuilds (model, requested_by, finished_at) values ('cases', 'li', now())`,
  );
  await migrateReadSide(owner);
  const { rows } = await owner.query<Record<string, unknown>>(
    'select model, requested_by, finished_at from read.rebuilds',
  );
  expect(rows).toEqual([{ model: 'cases', requested_by: 'redress', finished_at: null }]);
});
