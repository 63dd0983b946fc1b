import { readFileSync } from 'node:fs';
import type { TLSConfig } from '@temporalio/client';
import { z } from 'zod';
import { WrongSetting, wrongSettings } from './wrong-setting.ts';

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
type Variables = z.infer<typeof variables>;

/** Every variable that says how Temporal is trusted, to be passed on to processes. */
export const TEMPORAL_VARIABLES: readonly string[] = Object.keys(variables.shape);

/** Throws by the name of the variable that is missing, wrong, or names a file that cannot be read. */
export function readTemporalTrust(environment: NodeJS.ProcessEnv = process.env): TemporalTrust {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = variables.safeParse(Object.fromEntries(given));
  if (!parsed.success)
    throw wrongSettings(
      { en: 'The configuration of Temporal is not complete', zh: 'Temporal 配置不完整' },
      parsed.error.issues,
    );
  const { TEMPORAL_TLS: wanted, ...settings } = parsed.data;
  if (wanted === 'false') {
    const others = Object.keys(settings);
    if (others.length === 0) return {};
    // Neither a key nor a certificate goes out in clear by mistake.
    throw new WrongSetting({
      en: `${others.join(', ')}: set TEMPORAL_TLS=true, or give none.`,
      zh: `${others.join('、')}：请设置 TEMPORAL_TLS=true，或者不给出。`,
    });
  }
  const { TEMPORAL_API_KEY: apiKey } = settings;
  return { tls: tlsOf(parsed.data), ...(apiKey === undefined ? {} : { apiKey }) };
}

function tlsOf(settings: Variables): TLSConfig {
  const { TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key, TEMPORAL_TLS_NAME: name } = settings;
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'TEMPORAL_TLS_CERT' : 'TEMPORAL_TLS_KEY';
    throw new WrongSetting({
      en: `${missing} is missing: a certificate and its key are given together.`,
      zh: `缺少 ${missing}：证书及其密钥应一并给出。`,
    });
  }
  const [ca, crt, ofCert] = (
    ['TEMPORAL_TLS_CA', 'TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'] as const
  ).map((variable) => contentOf(variable, settings[variable]));
  return {
    ...(name === undefined ? {} : { serverNameOverride: name }),
    ...(ca === undefined ? {} : { serverRootCACertificate: ca }),
    ...(crt === undefined || ofCert === undefined ? {} : { clientCertPair: { crt, key: ofCert } }),
  };
}

function contentOf(variable: string, file: string | undefined): Buffer | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file);
  } catch {
    throw new WrongSetting({
      en: `${variable}: ${file} cannot be read.`,
      zh: `${variable}：无法读取 ${file}。`,
    });
  }
}
