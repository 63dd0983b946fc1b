import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { oneAtATime } from '../../projections/one-at-a-time.ts';
import { DRIFTS } from './drifts.ts';
import type { Drift } from './drifts.ts';
import { reconcile } from './reconcile.ts';
import type { Reconciled, Reconciliation } from './reconcile.ts';

export type Reconciling = Reconciled & {
  readonly metrics: Registry;
  /** Milliseconds from the end of one round to the next. */
  readonly every: number;
  /** Hears of each drift, in every round that finds it. */
  readonly onDrift: (drift: Drift) => void;
  /** Hears of a round that failed. The next one follows. */
  readonly onFault: (error: unknown) => void;
};

const CHECKPOINT = 'reconcile';

/**
 * Compares the log with the workflow engine in rounds until aborted, one process at a time; tells what differs, and
 * repairs nothing: that is done on request. Cases that are overdue get their look from the watch all the same.
 */
export function reconciling(parts: Reconciling, signal: AbortSignal): Promise<void> {
  const { database, metrics, every, onDrift, onFault } = parts;
  const told = roundMetrics(metrics);
  const work = async (until: AbortSignal): Promise<void> => {
    while (!until.aborted) {
      try {
        const found = await reconcile(parts, until);
        if (until.aborted) break;
        told(found);
        for (const drift of found.drifts) onDrift(drift);
      } catch (error) {
        onFault(error);
      }
      await sleep(every, undefined, { signal: until }).catch(() => undefined);
    }
  };
  return oneAtATime({ database, name: CHECKPOINT, work, onFault }, signal);
}

function roundMetrics(registry: Registry): (found: Reconciliation) => void {
  const drifts = new Gauge({
    name: 'redress_drifts',
    help: 'Cases in which the log and the workflow engine did not agree in the last round, by how.',
    labelNames: ['kind'],
    registers: [registry],
  });
  const round = new Gauge({
    name: 'redress_reconciled_at_seconds',
    help: 'When the last round of comparing ended, in seconds since 1970.',
    registers: [registry],
  });
  return (found) => {
    for (const kind of DRIFTS)
      drifts.set({ kind }, found.drifts.filter((drift) => drift.kind === kind).length);
    round.set(Date.now() / 1_000);
  };
}
