import { setTimeout as sleep } from 'node:timers/promises';
import { applicationPool } from '../../events/log/postgres/pools.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import { rebuild } from '../../projections/rebuild.ts';
import { modelNamed } from './projected.ts';

/** A rebuild of the board from a slow log, in a process of its own that a test may kill. */
const pool = applicationPool(process.env['DATABASE_URL'] ?? '', 4);
const log = postgresLog(pool);
await rebuild({
  log: {
    ...log,
    feed: async (range) => {
      await sleep(300);
      return log.feed(range);
    },
  },
  database: readDatabase(pool),
  model: modelNamed('cases'),
  batch: 1_000,
  onProgress: () => process.stdout.write('built some\n'),
});
await pool.end();
