import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { SigningKey } from '../../../projections/ledger/signing-key.ts';
import { signManifest } from '../../../projections/packs/manifest-signature.ts';
import { packCase } from '../../../projections/packs/pack-case.ts';
import type { CasePack, PackWish } from '../../../projections/packs/pack-case.ts';
import type { PackParts } from '../../../projections/packs/pack-parts.ts';
import { zipWriter } from '../../../projections/packs/zip-writer.ts';

const VERIFIER = join(import.meta.dirname, '..', '..', '..', 'projections', 'packs', 'verify.mjs');

const SIGNATURE = 'manifest.sig.json';
const FOLDER = mkdtempSync(join(tmpdir(), 'redress-pack-'));
let files = 0;
afterAll(() => rmSync(FOLDER, { recursive: true }));

export type Files = Map<string, Buffer>;

export type Packed = CasePack & { readonly zip: Buffer };

/** The pack of a case with its bytes; nothing is put on record. */
export async function packedCase(parts: PackParts, wish: PackWish): Promise<Packed> {
  const file = join(mkdtempSync(join(FOLDER, 'case-')), 'case.zip');
  const pack = await packCase(parts, wish, file, { beforehand: () => Promise.resolve() });
  return { ...pack, zip: readFileSync(file) };
}

/** The files of a pack as unzip gives them: a reader that is not ours. */
export function unzipped(zip: Buffer): Files {
  const file = fileOf(zip);
  const script =
    'import sys,zipfile,json,base64;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;' +
    'print(json.dumps([[n,base64.b64encode(z.read(n)).decode()] for n in z.namelist()]))';
  const listed = execFileSync('python3', ['-c', script, file], { maxBuffer: 2 ** 28 });
  const entries = JSON.parse(listed.toString()) as readonly (readonly [string, string])[];
  return new Map(entries.map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')]));
}

export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const written: Buffer[] = [];
  const zip = zipWriter((bytes) => void written.push(bytes));
  for (const [name, bytes] of files) zip.add(name, bytes);
  zip.end();
  return Buffer.concat(written);
}

/**
 * Zipped again, with a manifest that fits: anybody can make one. Only who has a key signs it; what stands in
 * manifest.sig.json stays when none is given.
 */
export function forged(files: Files, signer?: SigningKey): Buffer {
  const manifest = JSON.parse(String(files.get('manifest.json'))) as Record<string, unknown>;
  const others = [...files].filter(([name]) => !['manifest.json', SIGNATURE].includes(name));
  const streams = others.flatMap(([name, bytes]) => {
    const stream = /^events\/(.+)\.jsonl$/.exec(name)?.[1];
    return stream === undefined ? [] : [[stream, linesOf(bytes).length] as const];
  });
  const hashes = others.map(([name, bytes]) => [name, hash('sha256', bytes, 'hex')] as const);
  const fitting = Buffer.from(
    JSON.stringify({
      ...manifest,
      streams: Object.fromEntries(streams) as object,
      files: Object.fromEntries(hashes) as object,
    }),
  );
  const signature =
    signer && JSON.stringify(signManifest(signer, String(manifest['institution']), fitting));
  const word = signature === undefined ? files.get(SIGNATURE) : Buffer.from(signature);
  const signed: readonly [string, Buffer][] = word === undefined ? [] : [[SIGNATURE, word]];
  return zipOf(new Map([['manifest.json', fitting], ...others, ...signed]));
}

export function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** What a verifier says was shown by events, what by a signature alone, and what by nothing; by whose key. */
export type Shown = {
  readonly signedBy: readonly string[];
  readonly heldAgainst: readonly string[];
  readonly keyKnown: boolean | undefined;
  readonly proved: readonly string[];
  readonly signedOnly: readonly string[];
  readonly notProved: readonly string[];
};

export type Verdict = {
  readonly exitCode: number | null;
  readonly damages: readonly string[];
  readonly unreadable?: string;
};

/** What verify.mjs says of a pack. */
export function verdictOn(zip: Buffer | string, ...options: readonly string[]): Verdict {
  const { exitCode, said } = saidOf(zip, ...options);
  const { damages, unreadable } = said;
  return {
    ...{ exitCode, damages: namesOf(damages) },
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

/** What verify.mjs says of a pack to people. */
export function textOn(zip: Buffer, ...options: readonly string[]): string {
  return execFileSync(process.execPath, [VERIFIER, fileOf(zip), ...options], { encoding: 'utf8' });
}

/** What of a pack that holds verify.mjs says was shown. */
export function shownOn(zip: Buffer, ...options: readonly string[]): Shown {
  return shownIn(saidOf(zip, ...options).said);
}

/** What verify.py says of the same. */
export function shownInPython(zip: Buffer, ...options: readonly string[]): Shown {
  const [said] = runInPython([zip], ...options).said;
  return shownIn(said ?? {});
}

/** What verify.py, which shares nothing with verify.mjs, says of packs: their damages in order. */
export function verdictsInPython(
  zips: readonly (Buffer | string)[],
): readonly (readonly string[])[] {
  return runInPython(zips).said.map(({ damages, unreadable }) =>
    unreadable === undefined ? namesOf(damages).toSorted() : [`unreadable: ${unreadable}`],
  );
}

/** What verify.py says of one file, read or not. */
export function verdictInPython(zip: Buffer | string, ...options: readonly string[]): Verdict {
  const { exitCode, said } = runInPython([zip], ...options);
  const [{ damages, unreadable } = {}] = said;
  return {
    ...{ exitCode, damages: namesOf(damages) },
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

function saidOf(zip: Buffer | string, ...options: readonly string[]) {
  const line = [VERIFIER, pathOf(zip), ...options, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return { exitCode: status, said: JSON.parse(stdout) as Said };
}

function runInPython(zips: readonly (Buffer | string)[], ...options: readonly string[]) {
  const line = [join(import.meta.dirname, 'verify.py'), ...zips.map(pathOf), ...options];
  const piped = { encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr, error } = spawnSync('python3', line, piped);
  if (error !== undefined || stderr !== '')
    throw new Error(
      `python3 with \`cryptography\` is needed (Debian: python3-cryptography). ${error?.message ?? stderr}`,
    );
  const said = linesOf(Buffer.from(stdout)).map((one) => JSON.parse(one) as Said);
  return { exitCode: status, said };
}

type Said = Partial<Shown> & {
  readonly damages?: readonly { readonly code: string; readonly at: string }[];
  readonly unreadable?: string;
};

function shownIn({ proved = [], signedOnly = [], notProved = [], ...trust }: Said): Shown {
  const { signedBy = [], heldAgainst = [], keyKnown } = trust;
  return { proved, signedOnly, notProved, signedBy, heldAgainst, keyKnown };
}

const pathOf = (zip: Buffer | string) => (typeof zip === 'string' ? zip : fileOf(zip));

function namesOf(damages: Said['damages'] = []): readonly string[] {
  return damages.map(({ code, at }) => `${code}: ${at}`);
}

/** A file of the test's own, gone with its file of tests. */
export function fileOf(bytes: Buffer | string): string {
  files += 1;
  const file = join(FOLDER, `pack${files}`);
  writeFileSync(file, bytes);
  return file;
}
