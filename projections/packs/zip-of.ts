import { crc32 } from 'node:zlib';

/**
 * A ZIP of files as they are, in the order given, dated 1980-01-01: equal files give equal bytes, on every machine and
 * with every version of everything. That is why nothing is deflated, and why no library writes it.
 */
export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  if (files.size > MOST_FILES) throw new RangeError(`A pack holds ${MOST_FILES} files at most.`);
  const [contents, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, bytes] of files) {
    const path = Buffer.from(name, 'utf8');
    const described = description(path, bytes);
    const local = Buffer.concat([LOCAL, described, path, bytes]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([CENTRAL, described, where, path]));
    contents.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  if (offset + listed.length > MOST_BYTES)
    throw new RangeError('A pack holds 4 GB at most: ask for a shorter period.');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...contents, listed, end]);
}

const MOST_FILES = 65_534;
const MOST_BYTES = 2 ** 32 - 65_536;
const LOCAL = Buffer.from('504b0304', 'hex');
/** Made by version 2.0 of the format, as it is read by. */
const CENTRAL = Buffer.from('504b01021400', 'hex');

/** What both headers of an entry say alike: stored, named in UTF-8. */
function description(path: Buffer, bytes: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(0x0021, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}
