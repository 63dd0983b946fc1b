import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { EventLog } from '../events/log/event-log.ts';
import type { ReadDatabase } from './database.ts';
import { lagOf } from './lag.ts';
import { listModels } from './model-list.ts';
import type { Runner } from './runner.ts';

type Shown = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  /** The names of the read models. */
  readonly models: readonly string[];
};

/**
 * How far the read models lag and what they have parked, looked up at each scrape, so that any process can tell. While
 * the database is away there is nothing to tell: the gauges are then left out.
 */
export function registerReadModels(registry: Registry, { log, database, models }: Shown): void {
  gaugeByModel(registry, {
    name: 'redress_read_model_lag_seconds',
    help: 'Age of the first event that a read model has not taken; 0 when it has taken all.',
    look: () => lagOf({ log, database }, models),
  });
  gaugeByModel(registry, {
    name: 'redress_read_model_parked_streams',
    help: 'Streams that a read model takes no further.',
    look: async () => {
      const listed = await listModels(database, models);
      return new Map(listed.map(({ model, parked }) => [model, parked]));
    },
  });
}

type Look = {
  readonly name: string;
  readonly help: string;
  readonly look: () => Promise<ReadonlyMap<string, number>>;
};

function gaugeByModel(registry: Registry, { look, ...called }: Look): void {
  const gauge = new Gauge({
    ...called,
    labelNames: ['model'],
    registers: [registry],
    collect: async () => {
      gauge.reset();
      const found = await look().catch(() => new Map<string, number>());
      for (const [model, value] of found) gauge.set({ model }, value);
    },
  });
}

/** What the runner in this process does; the rate of events is the counter's increase. */
export function registerRunner(
  registry: Registry,
): Required<Pick<Runner, 'onTaken' | 'onWorking'>> {
  const taken = new Counter({
    name: 'redress_read_model_events_total',
    help: 'Events that the projector in this process has taken, by read model.',
    labelNames: ['model'],
    registers: [registry],
  });
  const working = new Gauge({
    name: 'redress_projector_working',
    help: '1 while the projector in this process works, 0 while it stands by.',
    registers: [registry],
  });
  return {
    onTaken: (model, events) => taken.inc({ model }, events),
    onWorking: (isWorking) => working.set(isWorking ? 1 : 0),
  };
}
