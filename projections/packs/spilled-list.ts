import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Measured } from './zip-writer.ts';

/** A JSON array that grows on the disk, one item a line, and is then read piece by piece. */
export type SpilledList = Disposable & {
  readonly push: (items: readonly object[]) => void;
  readonly end: () => { readonly measured: Measured; readonly pieces: Iterable<Buffer> };
};

const PIECE = 1_048_576;

/** `file` must not be there yet; whoever made its folder removes it. */
export function spilledList(file: string): SpilledList {
  const descriptor = openSync(file, 'wx+', 0o600);
  let [crc, length, items] = [0, 0, 0];
  const put = (text: string): void => {
    const bytes = Buffer.from(text, 'utf8');
    writeFileSync(descriptor, bytes);
    crc = crc32(bytes, crc);
    length += bytes.length;
  };
  put('[');
  return {
    push: (more) => {
      if (more.length === 0) return;
      const lines = more.map((item) => JSON.stringify(item)).join(',\n');
      put(`${items === 0 ? '' : ','}\n${lines}`);
      items += more.length;
    },
    end: () => {
      put('\n]\n');
      return { measured: { crc, length }, pieces: piecesOf(descriptor, length) };
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}

function* piecesOf(descriptor: number, length: number): Generator<Buffer> {
  for (let at = 0; at < length; at += PIECE) {
    const piece = Buffer.alloc(Math.min(PIECE, length - at));
    readSync(descriptor, piece, 0, piece.length, at);
    yield piece;
  }
}
