import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { apiServer } from '../api/server.ts';
import { readConfiguration } from './configuration.ts';
import type { Configuration } from './configuration.ts';
import { openHouse } from './house.ts';
import type { AssembledHouse } from './house.ts';
import { metricsPort } from './metrics-port.ts';
import { projector } from './projector.ts';
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
