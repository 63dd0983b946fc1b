import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { accessBook } from '../activities/access-book.ts';
import type { AccessBook } from '../activities/access-book.ts';
import { attendance } from '../activities/attendance.ts';
import type { Attendance } from '../activities/attendance.ts';
import { desk } from '../activities/desk.ts';
import { submitToCase } from '../activities/submit-to-case.ts';
import { writeLetter } from '../activities/write-letter.ts';
import { postgresFingerprints } from '../api/fingerprints/fingerprints.ts';
import type { Fingerprints } from '../api/fingerprints/fingerprints.ts';
import type { Needs } from '../api/health.ts';
import { folderStore } from '../documents/document-store.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { institutionKeysOf } from '../keys/institution-keys.ts';
import type { InstitutionKeys } from '../keys/institution-keys.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Access } from '../keys/open-personal.ts';
import { postgresKeyRing } from '../keys/postgres-key-ring.ts';
import { readDatabase } from '../projections/database.ts';
import type { ReadDatabase } from '../projections/database.ts';
import type { PackParts } from '../projections/packs/pack-parts.ts';
import { registerReadModels } from '../projections/metrics.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { everyReadModel } from '../projections/read-models.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import type { RuleBook } from '../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import type { Desk, Kind } from '../workflows/process.ts';
import { accessLog, accessRecord } from './access-log.ts';
import type { HouseConfiguration } from './configuration.ts';
import { readConfirmations } from './read-confirmations.ts';
import { readProducts } from './read-products.ts';
import { tokenSecret } from './configuration.ts';
import { openLog } from './open-log.ts';
import { noteVisits } from './note-visits.ts';
import { tracing } from './tracing.ts';
import type { ErrandActivities } from './worker.ts';

/** Every process the product runs, by stream category. */
export const kinds: ReadonlyMap<string, Kind> = new Map([['complaint', complaintKind]]);

/** All parts of the product in one process, put together once. */
export type AssembledHouse = AsyncDisposable & {
  readonly log: EventLog;
  readonly attendance: Attendance;
  readonly ring: KeyRing;
  readonly keysOf: (institution: string) => InstitutionKeys;
  readonly tokenSecret: Uint8Array;
  readonly recordAccess: (access: Access) => Promise<void>;
  readonly noteAccess: AccessBook;
  readonly rules: RuleBook;
  readonly shelf: PackParts['shelf'];
  readonly confirmationsOf: (institution: string) => readonly Confirmation[];
  readonly productsOf: (institution: string) => readonly string[];
  readonly database: ReadDatabase;
  readonly readModels: ReadonlyMap<string, ReadModel>;
  readonly metrics: Registry;
  /** What every request needs: the log, the database and Temporal. */
  readonly needs: Needs;
  readonly fingerprints: Fingerprints;
  readonly documents: DocumentStore;
  readonly desk: Desk;
  readonly errands: ErrandActivities;
  readonly client: Client;
};

/** A server that comes back is found within two seconds; the client's own pauses grow to two minutes. */
const RECONNECT = {
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2_000,
};

/** `regimes` is the folder of the shelf: the product's own, where nothing is said. */
export async function openHouse(
  configuration: HouseConfiguration,
  logger: Logger,
  regimes = REGIMES,
): Promise<AssembledHouse> {
  const { home, databaseUrl, kurrentdbUrl, temporalNamespace } = configuration;
  const pool: pg.Pool = applicationPool(databaseUrl);
  const log = await openLog(pool, kurrentdbUrl);
  const keysOf = institutionKeysOf(home);
  const ring = postgresKeyRing({ pool, wrappingOf: (institution) => keysOf(institution).wrapping });
  const connection = await temporalConnection(configuration);
  const client = new Client({ connection, namespace: temporalNamespace, plugins: [tracing()] });
  const submitter = attendance(client);
  const shelf = [...readShelf(regimes), ...readCalendars(CALENDARS)];
  const noteAccess = accessBook(log);
  const recordAccess = accessRecord(logger, noteAccess);
  const database = readDatabase(pool);
  const readModels = everyReadModel(kinds, { ring, record: accessLog(logger) });
  const metrics = new Registry();
  registerReadModels(metrics, { log, database, models: [...readModels.keys()] });
  return {
    log,
    attendance: submitter,
    ring,
    keysOf,
    tokenSecret: tokenSecret(home),
    ...{ recordAccess, noteAccess },
    ...{ rules: ruleBook(shelf), shelf },
    confirmationsOf: (institution) => readConfirmations(home, institution),
    productsOf: (institution) => readProducts(home, institution),
    ...{ database, readModels, metrics },
    needs: {
      log: () => log.feed({ after: log.start, limit: 1 }),
      database: () => sql`select 1`.execute(database),
      temporal: () => temporalAnswers(client),
    },
    fingerprints: postgresFingerprints(pool),
    documents: folderStore(join(home, 'documents')),
    desk: desk({
      log,
      kinds,
      rules: (note) => ruleBook(shelf, note),
      report: (stream, { reference, what, error }) =>
        logger.error({ stream, reference, what, err: error }, 'a rule of ours broke'),
      onVisit: noteVisits(logger),
    }),
    errands: {
      'write-letter': writeLetter({
        log,
        ring,
        outbox: join(home, 'outbox'),
        record: recordAccess,
      }),
      'submit-to-case': submitToCase(submitter),
    },
    client,
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await ring[Symbol.asyncDispose]();
      await log[Symbol.asyncDispose]();
      if (!pool.ending) await pool.end();
    },
  };
}

/** Where no role needs Temporal, no address is named, and none is ever asked. */
async function temporalConnection({
  temporalAddress: address,
  temporalTrust,
}: HouseConfiguration): Promise<Connection> {
  const options = { ...temporalTrust, connectTimeout: 10_000, channelArgs: RECONNECT };
  return address === undefined
    ? Connection.lazy(options)
    : Connection.connect({ ...options, address });
}

/** Rejects when Temporal is away, or does not know the namespace. */
function temporalAnswers({ connection, options: { namespace } }: Client): Promise<unknown> {
  return connection.withDeadline(Date.now() + RECONNECT['grpc.max_reconnect_backoff_ms'], () =>
    // eslint-disable-next-line no-restricted-syntax -- Temporal's own name.
    connection.workflowService.describeNamespace({ namespace }),
  );
}
