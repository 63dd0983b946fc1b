import { createHash, hash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SigningKey } from '../ledger/signing-key.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import type { CaseFiles } from './case-files.ts';
import { keyOfHead, signManifest } from './manifest-signature.ts';
import type { PackParts } from './pack-parts.ts';
import { eventLines, groundsOf, pretty, receiversFiles, ruleBytes } from './packed-bytes.ts';
import { announcedUnder } from './proved-events.ts';
import type { Proved } from './proved-events.ts';
import { spilledList } from './spilled-list.ts';
import type { SpilledList } from './spilled-list.ts';
import { zipWriter } from './zip-writer.ts';
import type { ZipWriter } from './zip-writer.ts';

/** The lists that every pack has, whatever it is of. */
const OF_EVERY_PACK = ['proofs', 'openings', 'erasures', 'sign-offs', 'letters', 'documents'];

/**
 * A pack that is written case by case into a file beside the one that is wanted, which appears when all is done. Of a
 * case only names and hashes are kept in memory. Disposed of, it leaves nothing else behind.
 */
export type PackFile = Disposable & {
  /** The events of a stream under the head, whole. */
  readonly addEvents: (stream: string, events: readonly Proved[]) => void;
  readonly addCase: (of: CaseFiles) => void;
  readonly addFile: (name: string, bytes: Buffer) => void;
  /** Items of a list of this kind of pack alone, which becomes the file `name`. */
  readonly addItem: (name: string, item: object) => void;
  /** Writes what follows from the events, and answers the SHA-256 of the file. */
  readonly end: (says: { readonly [name: string]: unknown }) => string;
  /** Puts the file in its place; what is there already is replaced. */
  readonly publish: () => void;
};

export type PackFileParts = Pick<PackParts, 'shelf'> & {
  readonly head: SignedHead;
  /** The keys that were announced under the head. */
  readonly keys: readonly object[];
  /** What signs the manifest. */
  readonly key: SigningKey;
};

/** What a pack under this head is written with. Throws `NothingToProve`. */
export async function packFileParts(parts: PackParts, head: SignedHead): Promise<PackFileParts> {
  const keys = await announcedUnder(parts, head);
  return { shelf: parts.shelf, head, keys, key: await keyOfHead(parts, head) };
}

export function packFile(file: string, { shelf, head, keys, key }: PackFileParts): PackFile {
  const folder = mkdtempSync(join(dirname(file), '.redress-pack-'));
  const written = join(folder, 'pack.zip');
  const descriptor = openSync(written, 'wx', 0o600);
  const whole = createHash('sha256');
  const zip = zipWriter((bytes) => {
    writeFileSync(descriptor, bytes);
    whole.update(bytes);
  });
  const hashes: (readonly [string, string])[] = [];
  const streams: (readonly [string, number])[] = [];
  const grounds = new Set<string>();
  const lists = listsIn(folder);
  const addFile = (name: string, bytes: Buffer): void => {
    hashes.push([name, hash('sha256', bytes, 'hex')]);
    zip.add(name, bytes);
  };
  const addRules = (): readonly string[] => {
    const known = new Map(shelf.map((one) => [one.ground.sha256, one]));
    const all = [...grounds].toSorted();
    for (const sha256 of all) {
      const rule = known.get(sha256);
      if (rule !== undefined) addFile(`rules/${sha256}.json`, ruleBytes(rule));
    }
    return all.filter((sha256) => !known.has(sha256));
  };

  return {
    addEvents: (stream, events) => {
      streams.push([stream, events.length]);
      for (const ground of groundsOf(events)) grounds.add(ground);
      addFile(`events/${stream}.jsonl`, eventLines(events));
      lists.add('proofs.json', ...events.map(({ proof }) => proof));
    },
    addCase: ({ openings, erasures, signOffs, letters, documents, files }) => {
      for (const [name, bytes] of files) addFile(name, bytes);
      lists.add('openings.json', ...openings);
      lists.add('erasures.json', ...erasures);
      lists.add('sign-offs.json', ...signOffs);
      lists.add('letters.json', ...letters);
      lists.add('documents.json', ...documents);
    },
    addFile,
    addItem: (name, item) => lists.add(name, item),
    end: (says) => {
      const rulesNotOnShelf = addRules();
      hashes.push(...lists.end(zip));
      addFile('head.json', pretty(head));
      addFile('keys.json', pretty(keys));
      for (const [name, bytes] of receiversFiles()) addFile(name, bytes);
      const manifest = pretty({
        ...{ is: 'redress/pack/1', ...says, streams: Object.fromEntries(streams) },
        ...{ rulesNotOnShelf, files: Object.fromEntries(hashes) },
      });
      zip.add('manifest.json', manifest);
      zip.add('manifest.sig.json', pretty(signManifest(key, head.institution, manifest)));
      zip.end();
      return whole.digest('hex');
    },
    publish: () => renameSync(written, file),
    [Symbol.dispose]: () => {
      lists[Symbol.dispose]();
      closeSync(descriptor);
      rmSync(folder, { recursive: true });
    },
  };
}

type Lists = Disposable & {
  readonly add: (name: string, ...items: readonly object[]) => void;
  /** Writes them into the ZIP, and answers their hashes by name. */
  readonly end: (zip: ZipWriter) => readonly (readonly [string, string])[];
};

function listsIn(folder: string): Lists {
  const lists = new Map<string, SpilledList>();
  const listed = (name: string): SpilledList => {
    const known = lists.get(name) ?? spilledList(join(folder, name));
    lists.set(name, known);
    return known;
  };
  for (const name of OF_EVERY_PACK) listed(`${name}.json`);
  return {
    add: (name, ...items) => listed(name).push(items),
    end: (zip) =>
      [...lists].map(([name, list]) => {
        const { measured, pieces } = list.end();
        const bytes = createHash('sha256');
        zip.addPieces(
          name,
          measured,
          heardBy(pieces, (piece) => bytes.update(piece)),
        );
        return [name, bytes.digest('hex')];
      }),
    [Symbol.dispose]: () => {
      for (const list of lists.values()) list[Symbol.dispose]();
    },
  };
}

function* heardBy(pieces: Iterable<Buffer>, hear: (piece: Buffer) => void): Generator<Buffer> {
  for (const piece of pieces) {
    hear(piece);
    yield piece;
  }
}
