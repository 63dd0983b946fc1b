import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { STREAM_NAME } from '../events/log/limits.ts';
import type { SealedDocument } from './seal-document.ts';

/** Where sealed documents lie, by case and commitment. It never sees what they say. */
export type DocumentStore = {
  /** Keeps a document for good; again, it changes nothing. */
  readonly put: (stream: string, document: SealedDocument) => Promise<void>;
  readonly get: (stream: string, commitment: string) => Promise<Buffer | undefined>;
};

/** A local folder, with one folder a case and one file a document, for the owner alone. */
export function folderStore(folder: string): DocumentStore {
  return {
    put: async (stream, { commitment, sealed }) => {
      const file = fileOf(folder, stream, commitment);
      await mkdir(join(folder, stream), { recursive: true, mode: 0o700 });
      // A link appears with its whole, durable content or not at all, and never replaces what is there.
      const draft = `${file}.${randomUUID()}`;
      try {
        await writeThrough(draft, sealed);
        await link(draft, file);
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error;
      } finally {
        await rm(draft, { force: true });
      }
    },
    get: async (stream, commitment) => {
      try {
        return await readFile(fileOf(folder, stream, commitment));
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
  };
}

/** Throws a RangeError on names that could lead elsewhere. */
function fileOf(folder: string, stream: string, commitment: string): string {
  if (!STREAM_NAME.test(stream) || !/^[0-9a-f]{64}$/.test(commitment))
    throw new RangeError('A document is kept by the stream of its case and its commitment.');
  return join(folder, stream, commitment);
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
