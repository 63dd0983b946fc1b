import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { oneAtATime } from '../../projections/one-at-a-time.ts';
import { agreement } from './agreement.ts';
import type { Agreement, Compared } from './agreement.ts';
import { DRIFTS } from './drifts.ts';

export type Reconciling = Omit<Compared, 'sample'> & {
  /** How many cases are compared with the read models in each round; others each time. */
  readonly cases: number;
  readonly metrics: Registry;
  /** Milliseconds from the end of one round to the next. */
  readonly every: number;
  /** Hears what each round found. */
  readonly onRound: (found: Agreement) => void;
  /** Hears of a round that failed. The next one follows. */
  readonly onFault: (error: unknown) => void;
};

const CHECKPOINT = 'reconcile';

/**
 * Compares the log with the workflow engine and with all that follows it in rounds until aborted, one process at a
 * time; tells what differs, and repairs nothing: that is done on request. Cases that are overdue get their look from
 * the watch all the same.
 */
export function reconciling(parts: Reconciling, signal: AbortSignal): Promise<void> {
  const { database, metrics, every, cases, onRound, onFault } = parts;
  const told = roundMetrics(metrics);
  const work = async (until: AbortSignal): Promise<void> => {
    while (!until.aborted) {
      try {
        const sample = { cases, seed: randomUUID() };
        const found = await agreement({ ...parts, sample }, until);
        if (until.aborted) break;
        told(found);
        onRound(found);
      } catch (error) {
        onFault(error);
      }
      await sleep(every, undefined, { signal: until }).catch(() => undefined);
    }
  };
  return oneAtATime({ database, name: CHECKPOINT, work, onFault }, signal);
}

function roundMetrics(registry: Registry): (found: Agreement) => void {
  const drifts = new Gauge({
    name: 'redress_drifts',
    help: 'Cases in which the log and the workflow engine did not agree in the last round, by how.',
    labelNames: ['kind'],
    registers: [registry],
  });
  const differences = new Gauge({
    name: 'redress_read_model_differences',
    help: 'Cases and tables, of those drawn in the last round, in which a read model is not as the log says.',
    labelNames: ['model'],
    registers: [registry],
  });
  const ahead = new Gauge({
    name: 'redress_checkpoints_ahead',
    help: 'Followers that have taken more than the log holds.',
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
    for (const { model, differing } of found.readModels)
      differences.set({ model }, differing.length);
    ahead.set(found.checkpoints.filter(({ isAhead }) => isAhead).length);
    round.set(Date.now() / 1_000);
  };
}
