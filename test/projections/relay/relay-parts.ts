import type pg from 'pg';
import { Registry } from 'prom-client';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import type { Broker, Delivered } from '../../../projections/broker/broker.ts';
import { readDatabase } from '../../../projections/database.ts';
import type { CloudEvent } from '../../../projections/relay/cloud-event.ts';
import { RELAY_TOPICS } from '../../../projections/relay/mapping.ts';
import { relayMetrics } from '../../../projections/relay/relay-metrics.ts';
import type { Relay } from '../../../projections/relay/relay.ts';
import { kinds } from '../../../workers/house.ts';

/** A relay of the product's own events, as `workers/roles.ts` puts one together, with metrics of its own. */
export function relayParts(pool: pg.Pool, broker: Broker, prefix: string): Relay {
  return {
    log: postgresLog(pool),
    database: readDatabase(pool),
    broker,
    prefix,
    read: new Map([...kinds].map(([category, { words }]) => [category, words.read])),
    metrics: relayMetrics(new Registry()),
  };
}

/** What others see: every message of the relay's topics, each partition in its order. */
export async function relayed(broker: Broker, prefix: string): Promise<readonly Relayed[]> {
  const topics = Object.keys(RELAY_TOPICS).map((name) => `${prefix}${name}`);
  const all: Relayed[] = [];
  for (const topic of topics)
    for (const message of await broker.readAll(topic))
      all.push({
        message,
        event: JSON.parse(message.value?.toString() ?? 'null') as CloudEvent,
      });
  return all;
}

export type Relayed = { readonly message: Delivered; readonly event: CloudEvent };

/** Messages by case and topic, each event's first only: what is left when receivers drop repeats by id. */
export function withoutRepeats(
  all: readonly Relayed[],
): ReadonlyMap<string, readonly CloudEvent[]> {
  const seen = new Set<string>();
  const fresh = all.filter(({ event }) => !seen.has(event.id) && seen.add(event.id));
  return new Map(
    [...Map.groupBy(fresh, ({ message }) => `${message.topic} ${message.key}`)].map(
      ([name, ofCase]) => [name, ofCase.map(({ event }) => event)],
    ),
  );
}
