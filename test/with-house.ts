import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { destination } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { developmentToken } from '../api/actor.ts';
import type { Claims } from '../api/actor.ts';
import { apiClient } from '../api/client.ts';
import type { Client } from '../api/client.ts';
import { apiServer } from '../api/server.ts';
import { createInstitutionKeys } from '../keys/institution-keys.ts';
import { openHouse } from '../workers/house.ts';
import type { AssembledHouse } from '../workers/house.ts';
import { houseLogger } from '../workers/logger.ts';
import { wireTo } from './wire.ts';
import type { Wire } from './wire.ts';
import { withDatabase } from './with-database.ts';
import type { TestDatabase } from './with-database.ts';
import { withTemporal } from './with-temporal.ts';
import type { TemporalOptions, TestTemporal } from './with-temporal.ts';

/** A whole house on real servers: API, worker, log and key ring, as `workers/house.ts` puts them together. */
export type TestHouse = {
  readonly home: string;
  readonly database: TestDatabase;
  readonly temporal: TestTemporal;
  /** All that follows is for use once the file's hooks have run. */
  readonly house: () => AssembledHouse;
  readonly app: () => FastifyInstance;
  /** Closes the house and opens it again, as an upgrade does, with the regimes of another folder. */
  readonly restart: (regimes: string) => Promise<void>;
  /** Address of the API, which listens. */
  readonly address: () => string;
  /** Between the house and its database; the test's own pools do not use it. */
  readonly wire: () => Wire;
  readonly token: (claims?: Partial<Claims>, hours?: number) => Promise<string>;
  readonly client: (claims?: Partial<Claims>, attempts?: number) => Promise<Client>;
  /** How many events the log holds, or one case of `demobank`. */
  readonly recorded: (number?: string) => Promise<number>;
  /** What the house wrote to its log file so far. */
  readonly logged: () => string;
};

/** The institutions that have keys in a test house. */
export const INSTITUTIONS = ['demobank', 'otherbank'] as const;

export const CLERK: Claims = {
  sub: 'chen',
  role: 'clerk',
  rank: 'clerk',
  unit: 'consumer-protection',
  institution: 'demobank',
  client: 'test',
};

type Open = {
  readonly house: AssembledHouse;
  readonly app: FastifyInstance;
  readonly wire: Wire;
  readonly address: string;
  readonly close: () => Promise<void>;
};

export type HouseOptions = TemporalOptions & {
  /** Where the log is, when not in the test's database; `recorded` counts only there. */
  readonly kurrentdbUrl?: string;
};

export function withHouse(options: HouseOptions = {}): TestHouse {
  const home = mkdtempSync(join(tmpdir(), 'redress-house-'));
  const database = withDatabase();
  const temporal = withTemporal(options);
  const logFile = join(home, 'house.log');
  let opened: Open | undefined;
  const open = (): Open => {
    if (opened === undefined) throw new Error('The test’s house is not open yet.');
    return opened;
  };

  const start = async (regimes?: string): Promise<Open> => {
    const logger = houseLogger(destination({ dest: logFile, sync: true }), 'debug');
    const databaseUrl = new URL(database.url);
    const wire = await wireTo(Number(databaseUrl.port));
    databaseUrl.port = String(wire.port);
    const house = await openHouse(
      {
        home,
        databaseUrl: databaseUrl.href,
        kurrentdbUrl: options.kurrentdbUrl,
        temporalAddress: temporal.address,
        temporalNamespace: temporal.namespace,
        apiHost: '127.0.0.1',
        apiPort: 0,
      },
      logger,
      regimes,
    );
    const worker = await temporal.attending(house);
    const app = await apiServer(house, logger);
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const close = async () => {
      await app.close();
      await worker[Symbol.asyncDispose]();
      await house[Symbol.asyncDispose]();
      await wire[Symbol.asyncDispose]();
    };
    return { house, app, wire, address, close };
  };

  beforeAll(async () => {
    for (const institution of INSTITUTIONS) createInstitutionKeys(home, institution);
    opened = await start();
  });
  afterAll(async () => {
    await opened?.close();
    rmSync(home, { recursive: true, force: true });
  });

  const token = (claims: Partial<Claims> = {}, hours = 1): Promise<string> => {
    const role = claims.role ?? CLERK.role;
    return developmentToken({ ...CLERK, rank: role, ...claims }, open().house.tokenSecret, hours);
  };
  return {
    home,
    database,
    temporal,
    house: () => open().house,
    app: () => open().app,
    restart: async (regimes) => {
      await open().close();
      opened = await start(regimes);
    },
    address: () => open().address,
    wire: () => open().wire,
    token,
    client: async (claims, attempts) => apiClient(open().address, await token(claims), attempts),
    recorded: async (number) => {
      const counted = await database.owner.query<{ count: string }>(
        'select count(*) as count from log.events where stream like $1',
        [number === undefined ? 'complaint-%' : `complaint-demobank.${number}`],
      );
      return Number(counted.rows[0]?.count);
    },
    logged: () => readFileSync(logFile, 'utf8'),
  };
}
