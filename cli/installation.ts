import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ENVIRONMENT_PREFIX,
  createInstitutionKeys,
  institutionsOf,
  readInstitutionKeys,
} from '../keys/institution-keys.ts';
import { startKafka } from '../servers/kafka.ts';
import { startPostgres } from '../servers/postgres.ts';
import { obtainServer } from '../servers/running.ts';
import { startTemporal } from '../servers/temporal.ts';
import { KAFKA_VARIABLES } from '../workers/kafka-configuration.ts';
import { LEDGER_VARIABLES } from '../workers/ledger-configuration.ts';
import { TEMPORAL_VARIABLES } from '../workers/temporal-configuration.ts';
import { migrateAll } from '../workers/migrate.ts';
import { INSTITUTION } from './address.ts';
import type { Installation } from './address.ts';

const API_PORT = 8_080;
const HEALTH_PORT = 9_464;

/** As in `redress`: kafkajs sets timers in the past, and Node would warn of each. */
const QUIET = ['--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning'];

/** Settings that the processes take over as they are. */
const PASSED_ON = [
  ...['REDRESS_LOG_LEVEL', 'REDRESS_LOG', 'KURRENTDB_URL', 'DATABASE_APPLICATION_URL'],
  ...LEDGER_VARIABLES,
];

/** Ports that must be had; otherwise those of the last run, the usual ones, or any that are free. */
export type Ports = {
  readonly postgres?: number;
  readonly temporal?: number;
  readonly temporalPages?: number;
  readonly api?: number;
};

/** What is started beside what every home has. */
export type Beside = {
  /** Kafka, with relay and intake; also where `KAFKA_BROKERS` names one. */
  readonly kafka?: boolean;
};

/**
 * Starts what does not run yet: PostgreSQL, Temporal, then worker and API; finds again what does. Attached, all of it
 * ends with this process; detached, it goes on until `down`.
 */
export async function up(
  home: string,
  detached: boolean,
  say: (line: string) => void,
  ports: Ports = {},
  beside: Beside = {},
): Promise<Installation> {
  const { postgres: port, temporal: temporalPort, temporalPages: uiPort } = ports;
  const postgres = await startPostgres({ home, detached, log: say, ...given({ port }) });
  const temporal = await startTemporal({
    home,
    detached,
    log: say,
    ...given({ port: temporalPort, uiPort }),
  });
  await migrateAll(postgres.url);
  ensureInstitutionKeys(home);
  const environment = {
    REDRESS_HOME: home,
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    ...passedOn([...PASSED_ON, ...TEMPORAL_VARIABLES, ...keysGiven(), ...tracingGiven()]),
  };
  await startProcess({
    home,
    detached,
    environment,
    name: 'worker',
    roles: 'worker,projector,watch,ledger',
  });
  const api = await startProcess({
    ...{ home, detached, environment, name: 'api', roles: 'api' },
    ...given({ port: ports.api }),
  });
  if (beside.kafka === true || (process.env['KAFKA_BROKERS'] ?? '') !== '')
    await startExchange({ home, detached, environment }, say);
  return {
    home,
    databaseUrl: postgres.url,
    temporalAddress: temporal.address,
    temporalNamespace: temporal.namespace,
    ...(temporal.pages === undefined ? {} : { temporalPages: temporal.pages }),
    api,
  };
}

/** Relay and intake, and the broker where none is given. */
async function startExchange(
  { home, detached, environment }: Pick<Wanted, 'home' | 'detached' | 'environment'>,
  say: (line: string) => void,
): Promise<void> {
  const { brokers } = await startKafka({ home, detached, log: say });
  await startProcess({
    ...{ home, detached, name: 'exchange', roles: 'relay,intake' },
    environment: { ...environment, ...passedOn(KAFKA_VARIABLES), KAFKA_BROKERS: brokers },
  });
}

function keysGiven(): readonly string[] {
  return namesGiven(ENVIRONMENT_PREFIX);
}

/** All that OpenTelemetry reads itself: where spans go, with which headers, how many. */
function tracingGiven(): readonly string[] {
  return namesGiven('OTEL_');
}

function namesGiven(prefix: string): readonly string[] {
  return Object.keys(process.env).filter((name) => name.startsWith(prefix));
}

function ensureInstitutionKeys(home: string): void {
  if (institutionsOf(home).includes(INSTITUTION)) readInstitutionKeys(home, INSTITUTION);
  else createInstitutionKeys(home, INSTITUTION);
}

function passedOn(names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

type Wanted = {
  readonly home: string;
  readonly detached: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly name: string;
  readonly roles: string;
  readonly port?: number;
};

/** Only what is given: an option that is there but undefined would count. */
function given<Options extends object>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  const present = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as {
    [Name in keyof Options]?: Exclude<Options[Name], undefined>;
  };
}

/** The API tells its health at its own port; what has no API gets a port for it alone. */
async function startProcess({
  home,
  detached,
  environment,
  name,
  roles,
  port,
}: Wanted): Promise<string> {
  const readyFile = join(home, 'run', `${name}.ready`);
  const { running } = await obtainServer({
    home,
    name,
    polite: 'SIGTERM',
    detached,
    ports:
      name === 'api'
        ? { api: { usual: API_PORT, ...given({ must: port }) } }
        : { health: { usual: HEALTH_PORT } },
    plan: async ({ api, health }) => {
      rmSync(readyFile, { force: true });
      return {
        command: process.execPath,
        args: [...QUIET, join(import.meta.dirname, 'main.ts'), 'start', '--roles', roles],
        environment: {
          ...environment,
          REDRESS_READY_FILE: readyFile,
          ...(api === undefined ? {} : { REDRESS_API_PORT: String(api) }),
          ...(health === undefined ? {} : { REDRESS_HEALTH_PORT: String(health) }),
        },
        addresses: {
          ...(api === undefined ? {} : { url: `http://127.0.0.1:${api}` }),
          ...(health === undefined ? {} : { health: `http://127.0.0.1:${health}` }),
        },
      };
    },
    isReady: async () => {
      readFileSync(readyFile);
    },
  });
  return running.addresses['url'] ?? '';
}
