import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** What the ledger tells of itself. */
export type LedgerMetrics = {
  readonly works: (isWorking: boolean) => void;
  readonly taken: (institution: string, leaves: number) => void;
  readonly signed: (institution: string, treeSize: number) => void;
  readonly failed: () => void;
  /** How many institutions' witnessed heads the ledger does not agree with. */
  readonly disputed: (institutions: number) => void;
};

export function ledgerMetrics(registry: Registry): LedgerMetrics {
  const registers = [registry];
  const working = new Gauge({
    name: 'redress_ledger_working',
    help: 'Whether this process keeps the ledger (1) or stands by (0).',
    registers,
  });
  const leaves = new Counter({
    name: 'redress_ledger_leaves_total',
    help: 'Events that this process gave a leaf.',
    labelNames: ['institution'],
    registers,
  });
  const size = new Gauge({
    name: 'redress_ledger_signed_size',
    help: 'Leaves of the tree whose head was signed last.',
    labelNames: ['institution'],
    registers,
  });
  const failures = new Counter({
    name: 'redress_ledger_failures_total',
    help: 'Times that the ledger had to begin anew, or could not sign.',
    registers,
  });
  const disputes = new Gauge({
    name: 'redress_ledger_disputed',
    help: 'Institutions of which a witnessed head and the ledger disagree: run redress audit verify.',
    registers,
  });
  return {
    works: (isWorking) => working.set(isWorking ? 1 : 0),
    taken: (institution, count) => leaves.inc({ institution }, count),
    signed: (institution, treeSize) => size.set({ institution }, treeSize),
    failed: () => failures.inc(),
    disputed: (institutions) => disputes.set(institutions),
  };
}
