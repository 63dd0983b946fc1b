import { applicationPool } from '../../events/log/postgres/pools.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { followAll } from '../../projections/follow.ts';
import { readModels } from '../../projections/read-models.ts';
import { kinds } from '../../workers/house.ts';

/** What the projector's role runs, in a process of its own that a test may kill: `DATABASE_URL` says on what. */
const pool = applicationPool(process.env['DATABASE_URL'] ?? '', 10);
const log = postgresLog(pool);
const database = readDatabase(pool);
process.stdout.write('following\n');
await followAll(
  [...readModels(kinds).values()],
  (model) => ({ log, database, model }),
  new AbortController().signal,
);
