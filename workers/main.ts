import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { intake } from '../api/intake/intake.ts';
import { apiServer } from '../api/server.ts';
import type { Broker } from '../projections/broker/broker.ts';
import { kafkaBroker } from '../projections/broker/kafka-broker.ts';
import { relayMetrics } from '../projections/relay/relay-metrics.ts';
import { relay } from '../projections/relay/relay.ts';
import { readConfiguration } from './configuration.ts';
import type { Configuration } from './configuration.ts';
import { kinds, openHouse } from './house.ts';
import type { AssembledHouse } from './house.ts';
import { metricsPort } from './metrics-port.ts';
import { projector } from './projector.ts';
import { readKafkaConfiguration } from './kafka-configuration.ts';
import { watch } from './watch.ts';
import { attendanceWorker } from './worker.ts';

/**
 * A process of the product: `node workers/main.ts --roles api,worker,projector,watch`. Any number of processes may
 * run each role. It ends on SIGTERM or SIGINT, and when one of its roles fails for good.
 */
type Running = {
  readonly house: AssembledHouse;
  readonly configuration: Configuration;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** To be called once the role does its work. */
  readonly started: () => void;
};
type Role = (running: Running) => Promise<void>;

const roles: { readonly [name: string]: Role } = {
  api: async ({ house, configuration: { apiHost, apiPort }, signal, logger, started }) => {
    const app = await apiServer(house, logger);
    await app.listen({ host: apiHost, port: apiPort });
    started();
    await aborted(signal);
    await app.close();
  },
  worker: async ({ house: { desk, errands }, configuration, signal, started }) => {
    const { temporalAddress, temporalNamespace } = configuration;
    const connection = await NativeConnection.connect({ address: temporalAddress });
    try {
      const worker = await attendanceWorker({
        connection,
        namespace: temporalNamespace,
        desk,
        errands,
      });
      started();
      await worker.runUntil(aborted(signal));
    } finally {
      await connection.close();
    }
  },
  projector: async ({ house, signal, logger, started }) => {
    started();
    await projector(house, logger, signal);
  },
  relay: ({ house: { log, database, metrics }, signal, logger, started }) =>
    onKafka(logger, async (broker, prefix) => {
      started();
      await relay(
        {
          ...{ log, database, broker, prefix, metrics: relayMetrics(metrics) },
          read: new Map([...kinds].map(([category, { words }]) => [category, words.read])),
          onParked: (stream, revision, reason) =>
            logger.error({ stream, revision, reason }, 'a stream is relayed no further'),
          onFault: (error) => logger.warn({ err: error }, 'the relay begins anew'),
        },
        signal,
      );
    }),
  intake: ({ house, signal, logger, started }) =>
    onKafka(logger, async (broker, prefix) => {
      started();
      await intake(
        {
          ...{ house, broker, prefix },
          onDead: (message, code) => logger.warn({ message, code }, 'a dead letter'),
          onFault: (error, reference) =>
            logger.warn({ err: error, reference }, 'the intake begins anew'),
        },
        signal,
      );
    }),
  watch: ({ house: { database, attendance }, signal, logger, started }) => {
    started();
    return watch(
      {
        database,
        look: attendance.look,
        onLook: (stream) =>
          logger.warn({ stream }, 'nobody attended to a case; it was given a look'),
        onFault: (error) => logger.warn({ err: error }, 'the watch goes on'),
      },
      signal,
    );
  },
};

async function onKafka(
  logger: Logger,
  work: (broker: Broker, prefix: string) => Promise<void>,
): Promise<void> {
  const { prefix, ...settings } = readKafkaConfiguration();
  const report = (message: string): void => logger.debug({ message }, 'kafka');
  await using broker = kafkaBroker({ ...settings, report });
  await work(broker, prefix);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Whoever started this process may wait for the file that `REDRESS_READY_FILE` names. */
function sayReady(): void {
  const file = process.env['REDRESS_READY_FILE'];
  if (file !== undefined) writeFileSync(file, String(process.pid));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { roles: { type: 'string', default: 'api,worker,projector,watch' } },
  });
  const wanted = values.roles.split(',');
  const unknown = wanted.filter((name) => roles[name] === undefined);
  if (unknown.length > 0)
    throw new Error(
      `No role is called ${unknown.join(', ')}. Roles: ${Object.keys(roles).join(', ')}.`,
    );
  const configuration = readConfiguration();
  const logger = pino({ level: process.env['REDRESS_LOG_LEVEL'] ?? 'info' });
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message }) => logger.warn({ level }, message)),
  });
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
  await using house = await openHouse(configuration, logger);
  await using _metrics = await metricsPort(configuration, house.metrics);
  const starting = new Set(wanted);
  const running = wanted.map(async (name) => {
    const started = (): void => {
      starting.delete(name);
      if (starting.size === 0) sayReady();
    };
    const role = {
      house,
      configuration,
      signal: stop.signal,
      logger: logger.child({ role: name }),
      started,
    };
    try {
      await roles[name]?.(role);
    } finally {
      stop.abort();
    }
  });
  await Promise.all(running);
}

await main();
