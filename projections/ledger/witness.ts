import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { INSTITUTION_NAME } from '../../keys/institution-keys.ts';
import type { PublicKey } from './signing-key.ts';
import type { SignedHead } from './tree-head.ts';

/**
 * A folder that every signed head is dropped into, for somebody else to take away: who keeps one can show later that
 * the ledger was rolled back or told two stories. One file a head, never overwritten. The name holds size and root, so
 * two heads of one size are two files, and both stay.
 */
export type Witnessed = { readonly file: string } & (
  { readonly head: SignedHead; readonly publicKey: string } | { readonly unreadable: string }
);

const DIGITS = 12;
const ROOT_CHARACTERS = 16;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const written = z.object({
  institution: z.string().regex(INSTITUTION_NAME),
  treeSize: z.int().min(1),
  rootHash: hex,
  timestamp: z.iso.datetime({ precision: 3 }),
  keyId: hex,
  signature: z.string(),
  publicKey: z.string(),
});

/** Answers the file's name. A head that lies there already is left as it is. */
export function dropHead(folder: string, head: SignedHead, { publicKey }: PublicKey): string {
  const { institution, treeSize, rootHash } = head;
  const size = String(treeSize).padStart(DIGITS, '0');
  const file = `${institution}-${size}-${rootHash.slice(0, ROOT_CHARACTERS)}.json`;
  mkdirSync(folder, { recursive: true });
  try {
    const text = JSON.stringify({ ...head, publicKey }, undefined, 2);
    writeFileSync(join(folder, file), `${text}\n`, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return file;
}

/** The heads of an institution that lie in the folder, the smallest tree first; the last `latest` of them if given. */
export function witnessedHeads(
  folder: string,
  institution: string,
  latest?: number,
): readonly Witnessed[] {
  const files = filesIn(folder).filter(
    (file) => file.startsWith(`${institution}-`) && file.endsWith('.json'),
  );
  return files
    .toSorted()
    .slice(latest === undefined ? 0 : -latest)
    .map((file) => readHead(folder, file));
}

/** The institutions of which the folder holds a head. */
export function witnessedInstitutions(folder: string): readonly string[] {
  const names = filesIn(folder).flatMap(
    (file) => /^([a-z0-9]{2,16})-.*\.json$/.exec(file)?.[1] ?? [],
  );
  return [...new Set(names)];
}

/** Whether there is such a folder, with heads or without. */
export function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether a folder is there and holds any head at all. */
export function isWitness(folder: string): boolean {
  return witnessedInstitutions(folder).length > 0;
}

function readHead(folder: string, file: string): Witnessed {
  try {
    const { publicKey, ...head } = written.parse(
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    );
    return { file, head, publicKey };
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { file, unreadable: what };
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
