import { readFileSync } from 'node:fs';
import { WrongSetting } from './wrong-setting.ts';

/** Whom a server's certificate must come from, and what we show to it, in PEM. */
export type TlsFiles = { readonly ca?: Buffer; readonly own?: { cert: Buffer; key: Buffer } };

/**
 * What stands in the files that `<server>_TLS_CA`, `<server>_TLS_CERT` and `<server>_TLS_KEY` name. Throws, naming the
 * variable, where one cannot be read, and where a certificate comes without its key.
 */
export function readTlsFiles(
  server: string,
  settings: { readonly [variable: string]: unknown },
): TlsFiles {
  const named = (part: 'CA' | 'CERT' | 'KEY') => ({
    variable: `${server}_TLS_${part}`,
    file: settings[`${server}_TLS_${part}`],
  });
  const own = [named('CERT'), named('KEY')];
  const missing = own.find(({ file }) => file === undefined);
  if (missing !== undefined && own.some(({ file }) => file !== undefined))
    throw new WrongSetting({
      en: `${missing.variable} is missing: a certificate and its key are given together.`,
      zh: `缺少 ${missing.variable}：证书及其密钥应一并给出。`,
    });
  const ca = contentOf(named('CA'));
  const [cert, key] = own.map(contentOf);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { own: { cert, key } }),
  };
}

/** Throws where something of TLS is set that would not be used, so that no key goes out in clear by mistake. */
export function refuseWithoutTls(server: string, given: readonly string[]): void {
  if (given.length === 0) return;
  throw new WrongSetting({
    en: `${given.join(', ')}: set ${server}_TLS=true, or give none.`,
    zh: `${given.join('、')}：请设置 ${server}_TLS=true，或者不给出。`,
  });
}

function contentOf({ variable, file }: { variable: string; file: unknown }): Buffer | undefined {
  if (typeof file !== 'string') return undefined;
  try {
    return readFileSync(file);
  } catch {
    throw new WrongSetting({
      en: `${variable}: ${file} cannot be read.`,
      zh: `${variable}：无法读取 ${file}。`,
    });
  }
}
