import { Counter, Gauge, register } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Instant } from '../../events/envelope.ts';

/** What the relay tells of itself. */
export type RelayMetrics = {
  readonly works: (isWorking: boolean) => void;
  readonly published: (messages: number) => void;
  readonly failed: () => void;
  /** When the oldest event that was read and not yet published was recorded. */
  readonly waiting: (recordedAt: Instant | undefined) => void;
};

const MILLISECONDS = 1_000;

/** Metrics of the relay in a registry of Prometheus. The lag grows by itself while the broker is gone. */
export function relayMetrics(registry: Registry = register): RelayMetrics {
  const registers = [registry];
  let oldest: number | undefined;
  const working = new Gauge({
    name: 'redress_relay_working',
    help: 'Whether this process relays (1) or stands by (0).',
    registers,
  });
  const published = new Counter({
    name: 'redress_relay_published_total',
    help: 'Messages that the broker holds.',
    registers,
  });
  const failures = new Counter({
    name: 'redress_relay_failures_total',
    help: 'Times that the relay had to begin anew.',
    registers,
  });
  new Gauge({
    name: 'redress_relay_behind_seconds',
    help: 'Age of the oldest event that is not published; 0 when none is, or another process relays.',
    registers,
    collect() {
      this.set(oldest === undefined ? 0 : (Date.now() - oldest) / MILLISECONDS);
    },
  });
  return {
    works: (isWorking) => {
      working.set(isWorking ? 1 : 0);
      if (!isWorking) oldest = undefined;
    },
    published: (messages) => published.inc(messages),
    failed: () => failures.inc(),
    waiting: (recordedAt) => {
      oldest = recordedAt === undefined ? undefined : Date.parse(recordedAt);
    },
  };
}
