import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { obtainServer, stop } from './running.ts';
import type { Running } from './running.ts';
import { temporalProgram } from './temporal-program.ts';

export type TemporalWish = {
  /** The folder of everything that belongs together; made when missing. */
  readonly home: string;
  /** The port it must have; without it the one of the last run, the usual one, or any free one. */
  readonly port?: number;
  /** The same for its web pages. */
  readonly uiPort?: number;
  /** Defaults to `TEMPORAL_NAMESPACE`, or `default`. */
  readonly namespace?: string;
  /** Whether it goes on when we end. Otherwise it ends with us, even when we are killed. */
  readonly detached?: boolean;
  /** Settings of the server by name, as its dynamic configuration has them. */
  readonly settings?: { readonly [name: string]: string | number };
  /** Told of what takes long. */
  readonly log?: (line: string) => void;
};

export type Temporal = {
  /** Host and port of its gRPC interface. */
  readonly address: string;
  readonly namespace: string;
  /** Address of its web pages, where it is one of this home's. */
  readonly pages?: string;
  /** The server's process, where it is one of this home's; none for a given TEMPORAL_ADDRESS. */
  readonly running?: Running;
  readonly pid?: number;
  /** Whether this call started it; whoever did, ends it. */
  readonly startedHere: boolean;
  /** Ends the server of this home, whoever started it; leaves a given one alone. */
  readonly stop: () => Promise<void>;
};

const NAME = 'temporal';
const DATABASE = 'temporal.db';
const USUAL_PORT = 7_233;
const USUAL_PAGES_PORT = 8_233;

/**
 * A Temporal for a home: the one that `TEMPORAL_ADDRESS` names, or the one that runs for this home, or a development
 * server, started, with its state in `<home>/temporal.db`. Where its program is not to be found, it is downloaded or
 * built once. Killed, it comes back at the same port with the same state.
 */
export async function startTemporal(wish: TemporalWish): Promise<Temporal> {
  const namespace = wish.namespace ?? process.env['TEMPORAL_NAMESPACE'] ?? 'default';
  const given = process.env['TEMPORAL_ADDRESS'];
  if (given !== undefined && given !== '') {
    return { address: given, namespace, startedHere: false, stop: () => Promise.resolve() };
  }
  mkdirSync(wish.home, { recursive: true });
  const { running, startedHere } = await obtain(wish, namespace);
  const { address = '', pages = '' } = running.addresses;
  const end = () => stop(running);
  return { address, namespace, pages, running, pid: running.pid, startedHere, stop: end };
}

/** Removes the state of a home's stopped Temporal, as the loss of its disk would. */
export function removeTemporalState(home: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) {
    rmSync(join(home, `${DATABASE}${suffix}`), { force: true });
  }
}

async function obtain(wish: TemporalWish, namespace: string) {
  const { home, port, uiPort, detached = false, settings = {}, log } = wish;
  return obtainServer({
    home,
    name: NAME,
    polite: 'SIGTERM',
    detached,
    ports: {
      port: { usual: USUAL_PORT, ...(port === undefined ? {} : { must: port }) },
      uiPort: { usual: USUAL_PAGES_PORT, ...(uiPort === undefined ? {} : { must: uiPort }) },
    },
    isReady: ({ address = '' }) => isServing(address, namespace),
    plan: async (ports) => ({
      command: await temporalProgram(log),
      args: [
        ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'error'],
        ...['--port', String(ports['port']), '--ui-port', String(ports['uiPort'])],
        // Its name becomes part of a URI, in which a home's path might mean something else: hence a relative one.
        ...['--namespace', namespace, '--db-filename', DATABASE],
        // As durable as its default, with half the writing: 150 starts took 3 ms each instead of 8.
        ...['--sqlite-pragma', 'journal_mode=wal'],
        ...Object.entries(settings).flatMap(([setting, value]) => [
          '--dynamic-config-value',
          `${setting}=${value}`,
        ]),
      ],
      cwd: home,
      addresses: {
        address: `127.0.0.1:${ports['port']}`,
        pages: `http://127.0.0.1:${ports['uiPort']}`,
      },
    }),
  });
}

async function isServing(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    // eslint-disable-next-line no-restricted-syntax -- Temporal's own name.
    await connection.workflowService.describeNamespace({ namespace });
  } finally {
    await connection.close();
  }
}
