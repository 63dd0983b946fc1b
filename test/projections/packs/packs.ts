import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { zipOf } from '../../../projections/packs/zip-of.ts';

const VERIFIER = join(import.meta.dirname, '..', '..', '..', 'projections', 'packs', 'verify.mjs');

const FOLDER = mkdtempSync(join(tmpdir(), 'redress-pack-'));
let files = 0;
afterAll(() => rmSync(FOLDER, { recursive: true }));

export type Files = Map<string, Buffer>;

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

/** Zipped again, with a manifest that fits: anybody can make one. */
export function forged(files: Files): Buffer {
  const manifest = JSON.parse(String(files.get('manifest.json'))) as Record<string, unknown>;
  const others = [...files].filter(([name]) => name !== 'manifest.json');
  const streams = others.flatMap(([name, bytes]) => {
    const stream = /^events\/(.+)\.jsonl$/.exec(name)?.[1];
    return stream === undefined ? [] : [[stream, linesOf(bytes).length] as const];
  });
  const hashes = others.map(([name, bytes]) => [name, hash('sha256', bytes, 'hex')] as const);
  const fitting = {
    ...manifest,
    streams: Object.fromEntries(streams) as object,
    files: Object.fromEntries(hashes) as object,
  };
  return zipOf(new Map([['manifest.json', Buffer.from(JSON.stringify(fitting))], ...others]));
}

export function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

export type Verdict = {
  readonly exitCode: number | null;
  readonly damages: readonly string[];
  readonly unreadable?: string;
};

/** What verify.mjs says of a pack. */
export function verdictOn(zip: Buffer, ...options: readonly string[]): Verdict {
  const line = [VERIFIER, fileOf(zip), ...options, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  const said = JSON.parse(stdout) as Said;
  const damages = namesOf(said.damages);
  return {
    ...{ exitCode: status, damages },
    ...(said.unreadable === undefined ? {} : { unreadable: said.unreadable }),
  };
}

/** What verify.py, which shares nothing with verify.mjs, says of packs: their damages in order. */
export function verdictsInPython(zips: readonly Buffer[]): readonly (readonly string[])[] {
  const line = [join(import.meta.dirname, 'verify.py'), ...zips.map(fileOf)];
  const options = { encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr, error } = spawnSync('python3', line, options);
  if (error !== undefined || status !== 0)
    throw new Error(
      `python3 with \`cryptography\` is needed (Debian: python3-cryptography). ${error?.message ?? stderr}`,
    );
  return linesOf(Buffer.from(stdout)).map((said) => {
    const { damages, unreadable } = JSON.parse(said) as Said;
    return unreadable === undefined ? namesOf(damages).toSorted() : [`unreadable: ${unreadable}`];
  });
}

type Said = {
  readonly damages?: readonly { readonly code: string; readonly at: string }[];
  readonly unreadable?: string;
};

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
