import type { TLSConfig } from '@temporalio/client';
import { z } from 'zod';
import { readTlsFiles, refuseWithoutTls } from './read-tls-files.ts';
import { readVariables } from './read-variables.ts';

/** How Temporal's server is trusted, and by what it knows us: nothing where it is spoken to in clear. */
export type TemporalTrust = { readonly tls?: TLSConfig; readonly apiKey?: string };

const text = z.string().min(1).optional();

/** By the names of the variables. `NAME` is that of the server's certificate, where it is not the address. */
const variables = z.object({
  TEMPORAL_TLS: z.enum(['true', 'false'], 'must be true or false').default('false'),
  TEMPORAL_TLS_CA: text,
  TEMPORAL_TLS_CERT: text,
  TEMPORAL_TLS_KEY: text,
  TEMPORAL_TLS_NAME: text,
  TEMPORAL_API_KEY: text,
});

/** Every variable that says how Temporal is trusted, to be passed on to processes. */
export const TEMPORAL_VARIABLES: readonly string[] = Object.keys(variables.shape);

/** Throws by the name of the variable that is missing, wrong, or names a file that cannot be read. */
export function readTemporalTrust(environment: NodeJS.ProcessEnv = process.env): TemporalTrust {
  const head = { en: 'The configuration of Temporal is not complete', zh: 'Temporal 配置不完整' };
  const { TEMPORAL_TLS: wanted, ...settings } = readVariables(variables, environment, head);
  if (wanted === 'false') {
    refuseWithoutTls('TEMPORAL', Object.keys(settings));
    return {};
  }
  const { TEMPORAL_TLS_NAME: name, TEMPORAL_API_KEY: apiKey } = settings;
  const { ca, own } = readTlsFiles('TEMPORAL', settings);
  const tls: TLSConfig = {
    ...(name === undefined ? {} : { serverNameOverride: name }),
    ...(ca === undefined ? {} : { serverRootCACertificate: ca }),
    ...(own === undefined ? {} : { clientCertPair: { crt: own.cert, key: own.key } }),
  };
  return { tls, ...(apiKey === undefined ? {} : { apiKey }) };
}
