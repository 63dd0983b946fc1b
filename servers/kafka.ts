import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { kafkaLibraries } from './kafka-program.ts';
import { runCommand } from './run-command.ts';
import { obtainServer, stop } from './running.ts';
import type { Running } from './running.ts';

export type KafkaWish = {
  /** The folder of everything that belongs together; made when missing. */
  readonly home: string;
  /** The port it must have; without it the one of the last run, the usual one, or any free one. */
  readonly port?: number;
  /** Whether it goes on when we end. Otherwise it ends with us, even when we are killed. */
  readonly detached?: boolean;
  /** Further listeners, each as `NAME://host:port`; `settings` say what they want of a client. */
  readonly listeners?: readonly string[];
  /** Settings of the server by name, beside and before those of `kafka/server.properties`. */
  readonly settings?: { readonly [name: string]: string | number };
  /** Told of what takes long. */
  readonly log?: (line: string) => void;
};

export type KafkaServer = {
  /** Hosts and ports, as `KAFKA_BROKERS` writes them: with commas between. */
  readonly brokers: string;
  /** The server's process, where it is one of this home's; none for a given KAFKA_BROKERS. */
  readonly running?: Running;
  /** Whether this call started it; whoever did, ends it. */
  readonly startedHere: boolean;
  /** Ends the server of this home, whoever started it; leaves a given one alone. */
  readonly stop: () => Promise<void>;
};

const NAME = 'kafka';
const USUAL_PORT = 9_092;
const USUAL_CONTROLLER_PORT = 9_093;
const MEMORY = '-Xmx512m';
/** Milliseconds until an unanswered question counts as such. */
const PATIENCE = 5_000;

/**
 * A Kafka for a home: the one that `KAFKA_BROKERS` names, or the one that runs for this home, or a node of its own,
 * started, with its state in `<home>/kafka`. Killed, it comes back at the same port with the same topics.
 */
export async function startKafka(wish: KafkaWish): Promise<KafkaServer> {
  const given = process.env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '')
    return { brokers: given, startedHere: false, stop: () => Promise.resolve() };
  mkdirSync(wish.home, { recursive: true });
  const { running, startedHere } = await obtain(wish);
  const brokers = running.addresses['brokers'] ?? '';
  return { brokers, running, startedHere, stop: () => stop(running) };
}

async function obtain(wish: KafkaWish) {
  const { home, port, detached = false, listeners = [], settings = {}, log } = wish;
  return obtainServer({
    home,
    name: NAME,
    polite: 'SIGTERM',
    detached,
    ports: {
      port: { usual: USUAL_PORT, ...(port === undefined ? {} : { must: port }) },
      controller: { usual: USUAL_CONTROLLER_PORT },
    },
    isReady: ({ brokers = '' }) => isServing(brokers),
    plan: async (ports) => {
      const libraries = await kafkaLibraries(log);
      const brokers = `127.0.0.1:${ports['port']}`;
      const folder = resolve(home, NAME);
      const properties = writeProperties(folder, {
        ...addressesOf(brokers, `127.0.0.1:${ports['controller']}`, listeners),
        'log.dirs': join(folder, 'data'),
        ...settings,
      });
      const java = ['-cp', join(libraries, '*'), `-Dlog4j2.configurationFile=${LOGGING}`];
      await format(java, folder, properties);
      return {
        command: 'java',
        args: [MEMORY, ...java, 'kafka.Kafka', properties],
        cwd: folder,
        addresses: { brokers },
      };
    },
  });
}

const FOLDER = join(import.meta.dirname, 'kafka');
const LOGGING = join(FOLDER, 'log4j2.properties');

function addressesOf(broker: string, controller: string, further: readonly string[]) {
  const forClients = [`PLAINTEXT://${broker}`, ...further];
  return {
    listeners: [...forClients, `CONTROLLER://${controller}`].join(','),
    'advertised.listeners': forClients.join(','),
    'controller.quorum.voters': `1@${controller}`,
  };
}

function writeProperties(folder: string, given: { readonly [name: string]: string | number }) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'server.properties');
  const lines = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  const fixed = readFileSync(join(FOLDER, 'server.properties'), 'utf8');
  writeFileSync(file, `${fixed}\n${lines.join('\n')}\n`);
  return file;
}

/** A folder that was formatted to the end says so in its `meta.properties`; half of one is made anew. */
async function format(java: readonly string[], folder: string, properties: string): Promise<void> {
  const data = join(folder, 'data');
  if (existsSync(join(data, 'meta.properties'))) return;
  rmSync(data, { recursive: true, force: true });
  const args = [...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', properties];
  await runCommand('java', args, { cwd: folder });
}

/** As Kafka draws its own: one that begins with a dash would be taken for an option. */
function clusterId(): string {
  const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  return id.startsWith('-') ? clusterId() : id;
}

/** Serves once its cluster has a controller, and a broker that is not fenced. */
async function isServing(brokers: string): Promise<void> {
  await isListening(brokers);
  const admin = new Kafka({
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: PATIENCE,
    requestTimeout: PATIENCE,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    const { brokers: known, controller } = await admin.describeCluster();
    if (known.length === 0 || controller === null) throw new Error('No broker is up yet.');
  } finally {
    await admin.disconnect();
  }
}

/** Asked before kafkajs is, which takes its time over a port where nobody listens. */
function isListening(brokers: string): Promise<void> {
  const [host = '', port] = (brokers.split(',')[0] ?? '').split(':');
  return new Promise((done, fail) => {
    const socket = connect({ host, port: Number(port), timeout: PATIENCE }, () => {
      socket.destroy();
      done();
    });
    socket.once('timeout', () => socket.destroy(new Error('No answer.')));
    socket.once('error', fail);
  });
}
