import { join } from 'node:path';
import { pino } from 'pino';
import type { EventLog } from '../events/log/event-log.ts';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { institutionKeysOf } from '../keys/institution-keys.ts';
import { postgresKeyRing } from '../keys/postgres-key-ring.ts';
import { readDatabase } from '../projections/database.ts';
import type { ReadDatabase } from '../projections/database.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { everyReadModel } from '../projections/read-models.ts';
import { homeOf, kurrentdbUrlOf } from '../workers/configuration.ts';
import { accessLog } from '../workers/access-log.ts';
import { kinds } from '../workers/house.ts';
import { openLog } from '../workers/open-log.ts';
import { addressOf } from './house-of-home.ts';

export type ReadSide = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly models: ReadonlyMap<string, ReadModel>;
};

/** The log and the read side of this home while some work takes; `logs/openings.log` is told what it opens. */
export async function readSideOfHome<Result>(
  work: (side: ReadSide) => Promise<Result>,
): Promise<Result> {
  const home = homeOf();
  const pool = applicationPool(addressOf(home, 'DATABASE_URL', 'postgres', 'url'), 4);
  const keysOf = institutionKeysOf(home);
  const wrappingOf = (institution: string) => keysOf(institution).wrapping;
  const openings = pino.destination({
    ...{ dest: join(home, 'logs', 'openings.log'), mkdir: true, sync: true },
  });
  const record = accessLog(pino(openings));
  try {
    await using log = await openLog(pool, kurrentdbUrlOf());
    await using ring = postgresKeyRing({ pool, wrappingOf });
    const models = everyReadModel(kinds, { ring, record });
    return await work({ log, database: readDatabase(pool), models });
  } finally {
    if (!pool.ending) await pool.end();
  }
}
