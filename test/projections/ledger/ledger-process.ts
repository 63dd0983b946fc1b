import { applicationPool } from '../../../events/log/postgres/pools.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../../projections/database.ts';
import { keepLedger } from '../../../projections/ledger/keep-ledger.ts';
import { ledgerParts } from './ledger-parts.ts';

/** What the role of the ledger runs, in a process of its own that a test may kill; the environment says on what. */
const pool = applicationPool(process.env['DATABASE_URL'] ?? '', 10);
process.stdout.write('started\n');
await keepLedger(
  {
    ...ledgerParts({
      ...{ log: postgresLog(pool), database: readDatabase(pool) },
      witness: process.env['REDRESS_WITNESS'] ?? '',
    }),
    everyEvents: 200,
  },
  new AbortController().signal,
);
