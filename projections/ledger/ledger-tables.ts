import type { Kysely } from 'kysely';
import type { ReadDatabase, ReadTables } from '../database.ts';
import type { ReadTransaction } from '../read-model.ts';

/** The tables of the ledger, in schema `ledger`. Large numbers come as text from PostgreSQL. */
export type LedgerTables = {
  'ledger.leaves': {
    institution: string;
    number: string;
    stream: string;
    revision: number;
    recorded_at: string;
    hash: Buffer;
  };
  'ledger.nodes': { institution: string; level: number; index: string; hash: Buffer };
  'ledger.heads': {
    institution: string;
    tree_size: string;
    root_hash: string;
    timestamp: string;
    key_id: string;
    signature: string;
  };
  'keys.signing_keys': { institution: string; key_id: string; wrapped: Buffer };
};

export type LedgerDatabase = Kysely<ReadTables & LedgerTables>;

/** The same connection, with the ledger's tables in view. */
export function ledgerIn(database: ReadDatabase | ReadTransaction): LedgerDatabase {
  return database.withTables<LedgerTables>();
}
