import { createSecretKey } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import type { EventLog } from '../../../events/log/event-log.ts';
import type { ReadDatabase } from '../../../projections/database.ts';
import { lastHead } from '../../../projections/ledger/head-rows.ts';
import { keepLedger } from '../../../projections/ledger/keep-ledger.ts';
import type { Ledger } from '../../../projections/ledger/keep-ledger.ts';
import { sizeOf } from '../../../projections/ledger/leaf-rows.ts';
import { ledgerMetrics } from '../../../projections/ledger/ledger-metrics.ts';
import { ledgerIn } from '../../../projections/ledger/ledger-tables.ts';
import type { SignedHead } from '../../../projections/ledger/tree-head.ts';

export const WRAPPING = createSecretKey(Buffer.alloc(32, 7));

/** A witness folder of its own, that nobody has seen before. */
export function newWitness(): string {
  return join(mkdtempSync(join(tmpdir(), 'redress-witness-')), 'heads');
}

/** The ledger's parts, which sign a head for every page of the feed. */
export function ledgerParts(
  parts: { readonly log: EventLog; readonly database: ReadDatabase } & Partial<Ledger>,
): Ledger {
  return {
    ...{ wrappingOf: () => WRAPPING, everyEvents: 1, everySeconds: 1 },
    ...{ witness: newWitness(), metrics: ledgerMetrics(new Registry()) },
    onFault: (error) => {
      throw error;
    },
    ...parts,
  };
}

/** Keeps the ledger until the institution's last head holds all leaves, and these are as many as expected. */
export async function kept(
  parts: Ledger,
  institution: string,
  leaves: number,
  patience = 20_000,
): Promise<SignedHead> {
  const stop = new AbortController();
  const keeping = keepLedger(parts, stop.signal);
  const ledger = ledgerIn(parts.database);
  try {
    for (const until = performance.now() + patience; performance.now() < until;) {
      const head = await lastHead(ledger, institution);
      if (head?.treeSize === leaves) return head;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const size = await sizeOf(ledger, institution);
    throw new Error(`No head of ${leaves} leaves was signed; the tree has ${size}.`);
  } finally {
    stop.abort();
    await keeping;
  }
}
