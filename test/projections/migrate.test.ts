import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateReadSide } from '../../projections/migrate.ts';
import { withDatabase } from '../with-database.ts';

const { owner } = withDatabase();

/** The last steps, as an installation of an older release has not taken them. */
const BACK = `
  alter table read.sign_offs drop column instance;
  alter table read.cases drop column review_awaits_sign_off;
  drop table read.register_entries, read.paths, read.return_cases, read.texts;
  drop trigger erase_texts on keys.case_keys;
  drop function read.erase_texts();
  alter table read.cases drop column cause, drop column "right", drop column class, drop column branch,
    drop column held, drop column noted, drop column kept_out, drop column zone;
  alter table read.deadlines drop column goes_by;
  alter table read.standing reset (toast_tuple_target);
  drop index read.cases_awaiting_sign_off, read.cases_unassigned, read.cases_to_take_over,
    read.cases_withdrawn;
  delete from read.rebuilds;
  delete from read.kysely_migration where name >= '006-registers'`;

beforeAll(() => owner.query(BACK));
afterAll(() => owner.query('delete from read.rebuilds'));

test('an installation with a board is asked to make it anew, an empty one is not', async () => {
  await migrateReadSide(owner);
  expect((await owner.query('select from read.rebuilds')).rowCount).toBe(0);
  await owner.query(BACK);
  await owner.query(
    `insert into read.checkpoints (model, position) values ('cases', '7'), ('deadlines', '7')`,
  );
  await owner.query(
    `insert into read.rebuilds (model, requested_by, finished_at) values ('cases', 'li', now())`,
  );
  await migrateReadSide(owner);
  const { rows } = await owner.query<Record<string, unknown>>(
    'select model, requested_by, finished_at from read.rebuilds order by model',
  );
  expect(rows).toEqual(
    ['cases', 'deadlines'].map((model) => ({ model, requested_by: 'redress', finished_at: null })),
  );
});

test('what waited for a second person before reviews had one was of the first instance', async () => {
  await owner.query(BACK);
  await owner.query(`
    insert into read.sign_offs (stream, institution, number, proposal, outcome, remedy, letter_commitment,
      proposed_by, proposed_at)
    values ('complaint-bank.1', 'bank', '1', 5, 'upheld', 'apology', 'ab', 'hana', now())`);
  await migrateReadSide(owner);
  const { rows } = await owner.query('select instance from read.sign_offs');
  expect(rows).toEqual([{ instance: 'first' }]);
  await owner.query('delete from read.sign_offs');
});
