import { crc32 } from 'node:zlib';

/**
 * Writes a ZIP of files as they are, in the order given, dated 1980-01-01: equal files give equal bytes, on every
 * machine and with every version of everything. That is why nothing is deflated, and why no library writes it. Only
 * the names are kept until the end.
 */
export type ZipWriter = {
  readonly add: (name: string, bytes: Buffer) => void;
  /** A file that is read piece by piece; what it comes to must be known before. */
  readonly addPieces: (name: string, measured: Measured, pieces: Iterable<Buffer>) => void;
  readonly end: () => void;
};

export type Measured = { readonly crc: number; readonly length: number };

/** Throws a RangeError for more than a ZIP holds. */
export function zipWriter(write: (bytes: Buffer) => void): ZipWriter {
  const directory: Buffer[] = [];
  let [offset, listed] = [0, 0];
  const put = (bytes: Buffer): void => {
    write(bytes);
    offset += bytes.length;
  };
  const addPieces: ZipWriter['addPieces'] = (name, measured, pieces) => {
    if (directory.length === MOST_FILES)
      throw new RangeError(
        `A pack holds ${MOST_FILES} files at most: ask for a shorter period. 请缩短期间。`,
      );
    const path = Buffer.from(name, 'utf8');
    const described = description(path, measured);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    const entry = Buffer.concat([CENTRAL, described, where, path]);
    listed += entry.length;
    if (offset + described.length + path.length + measured.length + listed > MOST_BYTES)
      throw new RangeError('A pack holds 4 GB at most: ask for a shorter period. 请缩短期间。');
    directory.push(entry);
    put(Buffer.concat([LOCAL, described, path]));
    for (const piece of pieces) put(piece);
  };
  return {
    add: (name, bytes) => addPieces(name, { crc: crc32(bytes), length: bytes.length }, [bytes]),
    addPieces,
    end: () => {
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(directory.length, 8);
      end.writeUInt16LE(directory.length, 10);
      end.writeUInt32LE(listed, 12);
      end.writeUInt32LE(offset, 16);
      for (const entry of directory) put(entry);
      put(end);
    },
  };
}

const MOST_FILES = 65_534;
const MOST_BYTES = 2 ** 32 - 65_536;
const LOCAL = Buffer.from('504b0304', 'hex');
/** Made by version 2.0 of the format, as it is read by. */
const CENTRAL = Buffer.from('504b01021400', 'hex');

/** What both headers of an entry say alike: stored, named in UTF-8. */
function description(path: Buffer, { crc, length }: Measured): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(0x0021, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(length, 14);
  fields.writeUInt32LE(length, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}
