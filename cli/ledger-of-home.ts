import type { KeyObject } from 'node:crypto';
import type { EventLog } from '../events/log/event-log.ts';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { institutionKeysOf } from '../keys/institution-keys.ts';
import { readDatabase } from '../projections/database.ts';
import type { ReadDatabase } from '../projections/database.ts';
import { sizeOf } from '../projections/ledger/leaf-rows.ts';
import { ledgerIn } from '../projections/ledger/ledger-tables.ts';
import { NothingToProve } from '../projections/ledger/prove.ts';
import { NoSigningKey } from '../projections/ledger/signing-keys.ts';
import { homeOf, kurrentdbUrlOf } from '../workers/configuration.ts';
import { readLedgerConfiguration } from '../workers/ledger-configuration.ts';
import { openLog } from '../workers/open-log.ts';
import { addressOf } from './house-of-home.ts';
import { CommandFailed, EXIT } from './output.ts';

export type LedgerSide = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly wrappingOf: (institution: string) => KeyObject;
  /** The folder of witnessed heads. */
  readonly witness: string;
};

/** As `ledgerOfHome`, of one institution: throws `InstitutionKeysFault` when it has neither leaf nor keys here. */
export function ledgerOfKnown<Result>(
  institution: string,
  work: (side: LedgerSide) => Promise<Result>,
): Promise<Result> {
  return ledgerOfHome(async (side) => {
    if ((await sizeOf(ledgerIn(side.database), institution)) === 0) side.wrappingOf(institution);
    return work(side);
  });
}

/** The log and the ledger of this home, for as long as some work takes. */
export async function ledgerOfHome<Result>(
  work: (side: LedgerSide) => Promise<Result>,
): Promise<Result> {
  const home = homeOf();
  const { witness } = readLedgerConfiguration(home);
  const pool = applicationPool(addressOf(home, 'DATABASE_URL', 'postgres', 'url'), 4);
  const keysOf = institutionKeysOf(home);
  const wrappingOf = (institution: string) => keysOf(institution).wrapping;
  try {
    await using log = await openLog(pool, kurrentdbUrlOf());
    return await work({ log, database: readDatabase(pool), wrappingOf, witness });
  } catch (error) {
    throw error instanceof NothingToProve || error instanceof NoSigningKey
      ? new CommandFailed(error.because, EXIT.refused, error)
      : error;
  } finally {
    if (!pool.ending) await pool.end();
  }
}
