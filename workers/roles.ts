import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Needs } from '../api/health.ts';
import { intake } from '../api/intake/intake.ts';
import { apiServer } from '../api/server.ts';
import { TopicsDiffer } from '../projections/broker/broker.ts';
import type { Broker } from '../projections/broker/broker.ts';
import { kafkaBroker } from '../projections/broker/kafka-broker.ts';
import { keepLedger } from '../projections/ledger/keep-ledger.ts';
import { ledgerMetrics } from '../projections/ledger/ledger-metrics.ts';
import { LEDGER_CHECKPOINT } from '../projections/ledger/take-leaves.ts';
import { RELAY } from '../projections/relay/parked-streams.ts';
import { relayMetrics } from '../projections/relay/relay-metrics.ts';
import { relay } from '../projections/relay/relay.ts';
import { readModels } from '../projections/read-models.ts';
import { standstill } from '../projections/standstill.ts';
import { aborted } from './aborted.ts';
import type { Configuration } from './configuration.ts';
import { continueTraces } from './continue-traces.ts';
import { kinds } from './house.ts';
import type { AssembledHouse } from './house.ts';
import { readKafkaConfiguration } from './kafka-configuration.ts';
import { readLedgerConfiguration } from './ledger-configuration.ts';
import { projector } from './projector.ts';
import type { RoleName } from './role-names.ts';
import { differencesIn } from './reconcile/agreement.ts';
import type { Agreement } from './reconcile/agreement.ts';
import { reconciling } from './reconcile/reconciling.ts';
import { watch } from './watch.ts';
import { attendanceWorker } from './worker.ts';

/** Beside what else the servers have to do. */
const RECONCILED_PER_SECOND = 50;
/** Cases of which the read models' rows are compared in each round. */
const CASES_A_ROUND = 100;

/** What a process does. Any number of processes may have each role. */
export type Role = {
  /** Works until aborted; rejects when it cannot go on. */
  readonly work: (running: Running) => Promise<void>;
  /** What must answer, and get on, for it to do its work. */
  readonly needs: (house: AssembledHouse) => Needs;
};

export type Running = {
  readonly house: AssembledHouse;
  readonly configuration: Configuration;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** What the whole process needs, which its API tells. */
  readonly needs: Needs;
  /** To be called once the role does its work. */
  readonly started: () => void;
};

const api: Role = {
  needs: ({ needs }) => needs,
  work: async ({ house, needs, configuration, signal, logger, started }) => {
    const app = await apiServer({ ...house, needs }, logger);
    await app.listen({ host: configuration.apiHost, port: configuration.apiPort });
    started();
    await aborted(signal);
    await app.close();
  },
};

const worker: Role = {
  needs: ({ needs }) => needs,
  work: async ({ house: { desk, errands }, configuration, signal, started }) => {
    const { temporalAddress: address, temporalNamespace: namespace } = configuration;
    const connection = await NativeConnection.connect({
      ...(address === undefined ? {} : { address }),
      ...configuration.temporalTrust,
    });
    try {
      const attending = await attendanceWorker({ connection, namespace, desk, errands });
      started();
      await attending.runUntil(aborted(signal));
    } finally {
      await connection.close();
    }
  },
};

const projecting: Role = {
  needs: ({ needs: { temporal: _, ...needs }, log, database, readModels }) => ({
    ...needs,
    'read-models': getsOn(standstill({ log, database, models: [...readModels.keys()] })),
  }),
  work: async ({ house, signal, logger, started }) => {
    started();
    await projector(house, logger, signal);
  },
};

const relaying: Role = {
  needs: ({ needs: { temporal: _, ...needs }, log, database }) => ({
    ...needs,
    broker: brokerAnswers,
    relay: getsOn(standstill({ log, database, models: [RELAY] })),
  }),
  work: ({ house: { log, database, metrics }, signal, logger, started }) =>
    onKafka(logger, async (broker, prefix) => {
      started();
      await relay(
        {
          ...{ log, database, broker, prefix, metrics: relayMetrics(metrics) },
          read: new Map([...kinds].map(([category, { words }]) => [category, words.read])),
          onPublished: (events, began) => continueTraces('publish', events, began),
          onParked: (stream, revision, reason) =>
            logger.error({ stream, revision, reason }, 'a stream is relayed no further'),
          onFault: (error) => logger.warn(toldOf(error), 'the relay begins anew'),
        },
        signal,
      );
    }),
};

/** Topics that differ are no fault of a program, whose stack would help: the message says it all. */
function toldOf(error: unknown): object {
  return error instanceof TopicsDiffer ? { because: error.message } : { err: error };
}

const takingIn: Role = {
  needs: ({ needs }) => ({ ...needs, broker: brokerAnswers }),
  work: ({ house, signal, logger, started }) =>
    onKafka(logger, async (broker, prefix) => {
      started();
      await intake(
        {
          ...{ house, broker, prefix },
          onDead: (message, code) => logger.warn({ message, code }, 'a dead letter'),
          onFault: (error, reference) =>
            logger.warn({ ...toldOf(error), reference }, 'the intake begins anew'),
        },
        signal,
      );
    }),
};

const watching: Role = {
  needs: ({ needs: { log: _, ...needs } }) => needs,
  work: async ({ house, configuration, signal, logger, started }) => {
    const { log, database, client, metrics, attendance } = house;
    const onFault = (error: unknown): void => logger.warn({ err: error }, 'the watch goes on');
    started();
    await Promise.all([
      watch(
        {
          database,
          look: attendance.look,
          onLook: (stream) =>
            logger.warn({ stream }, 'nobody attended to a case; it was given a look'),
          onFault,
        },
        signal,
      ),
      reconciling(
        {
          ...{ log, database, client, kinds, metrics, perSecond: RECONCILED_PER_SECOND },
          every: configuration.reconcileMinutes * 60_000,
          models: [...readModels(kinds).values()],
          followers: [...house.readModels.keys()],
          cases: CASES_A_ROUND,
          onRound: (found) => logDifferences(found, logger),
          onFault,
        },
        signal,
      ),
    ]);
  },
};

function logDifferences(found: Agreement, logger: Logger): void {
  for (const drift of found.drifts)
    logger.warn(drift, 'the log and the workflow engine do not agree');
  for (const difference of differencesIn(found))
    logger.warn(difference, 'a read model is not as the log says');
  for (const { name } of found.checkpoints.filter(({ isAhead }) => isAhead))
    logger.error({ follower: name }, 'a follower has taken more than the log holds');
}

const keepingTheLedger: Role = {
  needs: ({ needs: { temporal: _, ...needs }, log, database }) => ({
    ...needs,
    ledger: getsOn(standstill({ log, database, models: [LEDGER_CHECKPOINT] })),
  }),
  work: ({ house: { log, database, keysOf, metrics }, configuration, signal, logger, started }) => {
    started();
    return keepLedger(
      {
        ...{ log, database, metrics: ledgerMetrics(metrics) },
        ...readLedgerConfiguration(configuration.home),
        wrappingOf: (institution) => keysOf(institution).wrapping,
        onFault: (error, institution) =>
          logger.warn({ err: error, institution }, 'the ledger tries again'),
        onDispute: (institution, disputes) =>
          logger.error({ institution, disputes }, 'the ledger disagrees with witnessed heads'),
      },
      signal,
    );
  },
};

export const roles: { readonly [Name in RoleName]: Role } = {
  api,
  worker,
  projector: projecting,
  relay: relaying,
  intake: takingIn,
  watch: watching,
  ledger: keepingTheLedger,
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

async function brokerAnswers(): Promise<void> {
  const { prefix: _, ...settings } = readKafkaConfiguration();
  await using broker = kafkaBroker(settings);
  await broker.answers();
}

/** A need that is not met while something stands still. */
function getsOn(still: () => Promise<readonly string[]>): () => Promise<void> {
  return async () => {
    const names = await still();
    if (names.length > 0) throw new Error(`Nothing is taken by ${names.join(', ')}.`);
  };
}
