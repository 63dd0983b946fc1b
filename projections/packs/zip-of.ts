import { zipWriter } from './zip-writer.ts';

/** A ZIP of files in memory, in the order given. Throws a RangeError for more than a ZIP holds. */
export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const written: Buffer[] = [];
  const zip = zipWriter((bytes) => void written.push(bytes));
  for (const [name, bytes] of files) zip.add(name, bytes);
  zip.end();
  return Buffer.concat(written);
}
