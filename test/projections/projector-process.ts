import { applicationPool } from '../../events/log/postgres/pools.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { readModels } from '../../projections/read-models.ts';
import { runProjections } from '../../projections/runner.ts';
import { kinds } from '../../workers/house.ts';

/** What the projector's role runs, in a process of its own that a test may kill: `DATABASE_URL` says on what. */
const pool = applicationPool(process.env['DATABASE_URL'] ?? '', 10);
process.stdout.write('started\n');
await runProjections(
  {
    ...{ log: postgresLog(pool), database: readDatabase(pool) },
    models: [...readModels(kinds).values()],
    onWorking: (working) => process.stdout.write(working ? 'working\n' : 'standing by\n'),
  },
  new AbortController().signal,
);
