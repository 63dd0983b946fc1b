import { writeFileSync } from 'node:fs';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Needs } from '../api/health.ts';
import type { Configuration } from './configuration.ts';
import { healthPort } from './health-port.ts';
import { openHouse } from './house.ts';
import { houseLogger } from './logger.ts';
import { migrateAll } from './migrate.ts';
import type { RoleName } from './role-names.ts';
import { roles } from './roles.ts';
import { sendSpans } from './tracing.ts';

export type Start = {
  /** Each once. */
  readonly wanted: readonly RoleName[];
  /** Brings the schemas to this release first. */
  readonly migrate?: boolean;
  readonly configuration: Configuration;
  readonly signal: AbortSignal;
};

/**
 * A process of the product, in one or several roles, until aborted. It ends as a whole when one of them fails for good,
 * so that whoever keeps it running starts it anew; what passes by itself, a server that is away, ends none of them.
 */
export async function start({ wanted, migrate, configuration, signal }: Start): Promise<void> {
  const logger = houseLogger();
  const chosen = wanted.map((name) => [name, roles[name]] as const);
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message }) => logger.warn({ level }, message)),
  });
  if (migrate === true) await migrateAll(configuration.databaseUrl);
  await using _spans = sendSpans();
  await using house = await openHouse(configuration, logger);
  const failed = new AbortController();
  const until = AbortSignal.any([signal, failed.signal]);
  const starting = new Set(wanted);
  const needs: Needs = {
    roles: async () => {
      if (starting.size > 0) throw new Error(`Not started: ${[...starting].join(', ')}.`);
    },
    ...Object.fromEntries(chosen.flatMap(([, role]) => Object.entries(role.needs(house)))),
  };
  const onChange = needChanges(logger);
  await using _health = await healthPort(configuration, { ...house, needs, onChange });
  const running = chosen.map(async ([name, { work }]) => {
    const started = (): void => {
      starting.delete(name);
      if (starting.size === 0) sayReady();
    };
    const log = logger.child({ role: name });
    try {
      await work({ house, configuration, signal: until, logger: log, needs, started });
    } finally {
      failed.abort();
    }
  });
  await Promise.all(running);
}

function needChanges(logger: Logger) {
  return (need: string, met: boolean, err?: unknown): void =>
    met ? logger.info({ need }, 'answers again') : logger.warn({ need, err }, 'not ready');
}

/** Whoever started this process may wait for the file that `REDRESS_READY_FILE` names. */
function sayReady(): void {
  const file = process.env['REDRESS_READY_FILE'];
  if (file !== undefined) writeFileSync(file, String(process.pid));
}
