import { migrateFingerprints } from '../api/fingerprints/migrate.ts';
import { ownerPool } from '../events/log/postgres/pools.ts';
import { migrateLog } from '../events/log/postgres/schema.ts';
import { migrateKeys } from '../keys/migrate.ts';
import { migrateLedger } from '../projections/ledger/migrate.ts';
import { migrateReadSide } from '../projections/migrate.ts';

/** Brings every schema of the product to this release; safe to run from several processes at once. */
export async function migrateAll(ownerUrl: string): Promise<void> {
  const owner = ownerPool(ownerUrl);
  try {
    await migrateLog(owner);
    await migrateKeys(owner);
    await migrateFingerprints(owner);
    await migrateReadSide(owner);
    await migrateLedger(owner);
  } finally {
    await owner.end();
  }
}
