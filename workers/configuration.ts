import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { plainWords } from '../events/plain-words.ts';
import { ROLES, needsTemporal } from './role-names.ts';
import type { RoleName } from './role-names.ts';
import { readTemporalTrust } from './temporal-configuration.ts';
import type { TemporalTrust } from './temporal-configuration.ts';
import { WrongSetting, wrongSettings } from './wrong-setting.ts';

/** One server or several with commas between, each with or without its port. */
const KURRENTDB_ADDRESS =
  /^(kurrentdb|esdb)(\+discover)?:\/\/([^\s@/]+@)?([^\s@/?:,]+(:\d+)?,)*[^\s@/?:,]+(:\d+)?\/?(\?\S*)?$/;
const kurrentdbAddress = z.string().regex(KURRENTDB_ADDRESS, 'must be a kurrentdb:// address');
const temporalAddress = z.string().regex(/^[^\s:/]+:\d+$/, 'must be host:port');

/** What a process of the product needs to know; from the environment, checked before anything starts. */
const configuration = z.object({
  /** The folder of keys, outbox, logs, and of the servers where they are ours. */
  home: z.string().min(1),
  databaseUrl: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  /** Where the event log is, when it is not in that database. */
  kurrentdbUrl: kurrentdbAddress.optional(),
  temporalAddress,
  temporalNamespace: z.string().min(1),
  apiHost: z.string().min(1),
  apiPort: z.coerce.number().int().min(0).max(65_535),
  /** Where health and metrics are told beside the API; nowhere unless given. */
  healthPort: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Minutes between rounds in which the log is compared with the workflow engine. */
  reconcileMinutes: z.coerce.number().int().min(1).max(1_440),
});
export type Configuration = Omit<z.infer<typeof configuration>, 'temporalAddress'> & {
  /** Nothing where no role of the process needs Temporal. */
  readonly temporalAddress?: string | undefined;
  /** Spoken to in clear without it. */
  readonly temporalTrust?: TemporalTrust;
};
/** What the parts of a house need of it. */
export type HouseConfiguration = Omit<Configuration, 'reconcileMinutes'>;

/** `REDRESS_HOME`, or `.redress` in the checkout. */
export function homeOf(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment['REDRESS_HOME'] || join(import.meta.dirname, '..', '.redress'));
}

/**
 * The log of a house: on KurrentDB where `KURRENTDB_URL` names one, unless `REDRESS_LOG` says `postgres`, as it does
 * until a move of the log is done. Throws when `REDRESS_LOG` cannot be followed.
 */
export function kurrentdbUrlOf(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const url = environment['KURRENTDB_URL'] || undefined;
  const wanted = environment['REDRESS_LOG'] || (url === undefined ? 'postgres' : 'kurrentdb');
  if (wanted === 'postgres') return undefined;
  if (wanted !== 'kurrentdb')
    throw new WrongSetting({
      en: `REDRESS_LOG: must be postgres or kurrentdb, not ${wanted}.`,
      zh: `REDRESS_LOG 应为 postgres 或 kurrentdb，而不是 ${wanted}。`,
    });
  if (url === undefined)
    throw new WrongSetting({
      en: 'REDRESS_LOG is kurrentdb: KURRENTDB_URL must name the server.',
      zh: 'REDRESS_LOG 为 kurrentdb，须以 KURRENTDB_URL 注明服务器。',
    });
  return url;
}

/** The address of the server that a log is moved to. Throws when `KURRENTDB_URL` names none. */
export function kurrentdbTarget(environment: NodeJS.ProcessEnv = process.env): string {
  const parsed = z
    .object({ KURRENTDB_URL: kurrentdbAddress })
    .safeParse({ KURRENTDB_URL: environment['KURRENTDB_URL'] || undefined }, { error: plainWords });
  if (parsed.success) return parsed.data.KURRENTDB_URL;
  throw wrongSettings({ en: 'The log cannot be moved', zh: '无法迁移日志' }, parsed.error.issues);
}

/** Throws with every setting that is missing or wrong for a process of these roles, by the name of its variable. */
export function readConfiguration(
  environment: NodeJS.ProcessEnv = process.env,
  wanted: readonly RoleName[] = ROLES,
): Configuration {
  const asked = wanted.some(needsTemporal)
    ? configuration
    : configuration.extend({ temporalAddress: temporalAddress.optional() });
  const parsed = asked.safeParse(
    {
      home: homeOf(environment),
      databaseUrl: environment['DATABASE_URL'],
      kurrentdbUrl: kurrentdbUrlOf(environment),
      temporalAddress: environment['TEMPORAL_ADDRESS'] || undefined,
      temporalNamespace: environment['TEMPORAL_NAMESPACE'] ?? 'default',
      apiHost: environment['REDRESS_API_HOST'] ?? '127.0.0.1',
      apiPort: environment['REDRESS_API_PORT'] ?? '8080',
      healthPort: environment['REDRESS_HEALTH_PORT'] || undefined,
      reconcileMinutes: environment['REDRESS_RECONCILE_MINUTES'] || '10',
    },
    { error: plainWords },
  );
  if (parsed.success) return { ...parsed.data, temporalTrust: readTemporalTrust(environment) };
  throw wrongSettings(
    { en: 'The configuration is not complete', zh: '配置不完整' },
    parsed.error.issues,
    (setting) => VARIABLES[setting] ?? setting,
  );
}

const VARIABLES: { readonly [setting: string]: string } = {
  home: 'REDRESS_HOME',
  databaseUrl: 'DATABASE_URL',
  kurrentdbUrl: 'KURRENTDB_URL',
  temporalAddress: 'TEMPORAL_ADDRESS',
  temporalNamespace: 'TEMPORAL_NAMESPACE',
  apiHost: 'REDRESS_API_HOST',
  apiPort: 'REDRESS_API_PORT',
  healthPort: 'REDRESS_HEALTH_PORT',
  reconcileMinutes: 'REDRESS_RECONCILE_MINUTES',
};

/** The secret that signs development tokens; made on first use, kept in the home. */
export function tokenSecret(home: string): Uint8Array {
  const file = join(home, 'keys', 'token.secret');
  mkdirSync(join(home, 'keys'), { recursive: true, mode: 0o700 });
  try {
    // `wx` fails where the file stands already, so that two who start at once agree on one secret.
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'base64url');
}
