import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConfig, SASLOptions } from 'kafkajs';
import { BrokerUnavailable, TopicsDiffer } from './broker.ts';

export type KafkaSettings = {
  /** Hosts with ports. */
  readonly brokers: readonly string[];
  /** Handed on to Node's TLS as it is. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  /** Handed on to the client as it is. */
  readonly sasl?: SASLOptions;
  /** Milliseconds without progress after which a client counts as stuck and is replaced. */
  readonly patience?: number;
  /** Hears what the client has to say, from warnings on. */
  readonly report?: (message: string) => void;
};

/** Milliseconds. The sum of a client's own attempts stays below it, so that only a stuck one meets it. */
export const PATIENCE = 20_000;
const CONNECT = 3_000;
const REQUEST = 5_000;
/** The client's own attempts. It is replaced when they have failed, so there are few. */
const RETRY = { retries: 2, initialRetryTime: 200, maxRetryTime: 1_000 };
const PAUSE = 250;
/** How long a client may take to say goodbye. */
const GOODBYE = 3_000;

/** Once for each producer, and not so: a client that has failed is never used again. */
const NO_NEWS = /Limiting retries for the idempotent producer/;

export function kafkaClient({ brokers, tls, sasl, report }: KafkaSettings): Kafka {
  const configuration: KafkaConfig = {
    clientId: 'redress',
    brokers: [...brokers],
    connectionTimeout: CONNECT,
    requestTimeout: REQUEST,
    retry: { ...RETRY, restartOnFailure: () => Promise.resolve(false) },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ log: { message } }) => {
        if (!NO_NEWS.test(message)) report?.(message);
      },
    ...(tls === undefined ? {} : { ssl: { ...tls } }),
    ...(sasl === undefined ? {} : { sasl }),
  };
  return new Kafka(configuration);
}

/** What was asked of the client, or `BrokerUnavailable` when that failed or took too long. */
export async function within<Result>(
  patience: number,
  what: string,
  work: Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new BrokerUnavailable(`${what}: no answer within ${patience / 1_000} s.`)),
      patience,
    );
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw unavailable(what, error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * For what may be done over again: a broker that has just started, or a topic just made, answers at first with faults
 * that kafkajs does not all bear with.
 */
export async function repeatedly<Result>(
  patience: number,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const until = performance.now() + patience;
  let reason: unknown;
  for (;;) {
    try {
      return await within(Math.max(until - performance.now(), 0), what, work());
    } catch (error) {
      if (error instanceof TopicsDiffer) throw error;
      // The last attempt is cut off by the end of our patience, and knows less than the one before.
      if (performance.now() + PAUSE > until) throw reason ?? error;
      reason = error;
      await sleep(PAUSE);
    }
  }
}

export function unavailable(what: string, error: unknown): BrokerUnavailable | TopicsDiffer {
  if (error instanceof BrokerUnavailable || error instanceof TopicsDiffer) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new BrokerUnavailable(`${what}: ${why}`, { cause: error });
}

/** Lets a client go; one that does not end in time is left behind. Never rejects. */
export async function farewell(client: { disconnect(): Promise<void> }): Promise<void> {
  await within(GOODBYE, 'goodbye', client.disconnect()).catch(() => undefined);
}
