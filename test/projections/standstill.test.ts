import { expect, test } from 'vitest';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { standstill } from '../../projections/standstill.ts';
import { withDatabase } from '../with-database.ts';
import * as lives from './lives.ts';
import { modelNamed, project, record } from './projected.ts';

const { application, owner } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);

test('stands still: what has had something to take for a minute and took nothing', async () => {
  let now = Date.now();
  const still = standstill({ log, database, models: ['cases', 'deadlines'], now: () => now });
  await record(log, lives.told('onebank', 1, lives.proposed));
  // As if it had been recorded long ago: the log's own clock is the server's.
  await owner.query(`alter table log.events disable trigger user`);
  await owner.query(`update log.events set recorded_at = recorded_at - interval '5 minutes'`);
  await owner.query(`alter table log.events enable trigger user`);
  expect(await still(), 'seen for the first time').toEqual([]);
  now += 59_000;
  await project({ log, database }, [modelNamed('cases')]);
  expect(await still()).toEqual([]);
  now += 2_000;
  expect(await still(), 'cases got on, deadlines did not').toEqual(['deadlines']);
  await project({ log, database }, [modelNamed('deadlines')]);
  expect(await still()).toEqual([]);
  now += 120_000;
  expect(await still(), 'nothing is left to take').toEqual([]);
});
