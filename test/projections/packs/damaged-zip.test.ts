import fc from 'fast-check';
import { expect, test } from 'vitest';
import { given, madeUpPack } from './made-up-pack.ts';
import { fileOf, forged, verdictInPython, verdictOn, verdictsInPython, zipOf } from './packs.ts';

/** A ZIP that is not as packs are written is no pack, for both verifiers alike. */
const FLIPS = Number(process.env['REDRESS_PACK_RUNS'] ?? 200);
const SEED = Number(process.env['REDRESS_PROPERTY_SEED'] ?? 20_261_129);
const [one] = fc.sample(given, { numRuns: 1, seed: SEED });
const { files, key } = madeUpPack(one ?? expect.fail('No pack.'));
const pack = forged(files, key);
const END = pack.length - 22;
const COUNT = pack.readUInt16LE(END + 10);
const DIRECTORY = pack.readUInt32LE(END + 16);

function changed(change: (zip: Buffer) => void, zip = pack): Buffer {
  const copy = Buffer.from(zip);
  change(copy);
  return copy;
}

/** Another count in the end record, of this disk and of all. */
const counted = (count: number, zip = pack) =>
  changed((copy) => {
    copy.writeUInt16LE(count, copy.length - 14);
    copy.writeUInt16LE(count, copy.length - 12);
  }, zip);

/** What an entry more brings, at the end and so that all else fits. */
function added(name: string, count: number): Buffer {
  const listed = pack.readUInt32LE(END + 12);
  const extra = zipOf(new Map([[name, Buffer.from('hidden')]]));
  const begin = extra.readUInt32LE(extra.length - 6);
  const entry = changed(
    (copy) => copy.writeUInt32LE(DIRECTORY, 42),
    extra.subarray(begin, extra.length - 22),
  );
  const end = changed((copy) => {
    copy.writeUInt32LE(listed + entry.length, 12);
    copy.writeUInt32LE(DIRECTORY + begin, 16);
  }, pack.subarray(END));
  const whole = [pack.subarray(0, DIRECTORY), extra.subarray(0, begin)];
  return counted(count, Buffer.concat([...whole, pack.subarray(DIRECTORY, END), entry, end]));
}

const at = (offset: number, xor = 1) =>
  changed((copy) => copy.writeUInt8(copy.readUInt8(offset) ^ xor, offset));
const sized = (more: number) =>
  changed((copy) => copy.writeUInt32LE(copy.readUInt32LE(END + 12) + more, END + 12));
const commented = (comment: Buffer) =>
  Buffer.concat([changed((copy) => copy.writeUInt16LE(comment.length, copy.length - 2)), comment]);

const CASES: readonly (readonly [string, string, Buffer])[] = [
  ['a file added, the count set back', 'directory', added('EXTRA.txt', COUNT)],
  ['a name twice', `entry ${COUNT}`, added('manifest.json', COUNT + 1)],
  ['the count too high', `entry ${COUNT}`, counted(COUNT + 1)],
  ['the count too low', 'directory', counted(COUNT - 1)],
  ['two counts', 'end', at(END + 8)],
  ['another disk', 'end', at(END + 4)],
  ['the directory said to be longer', 'end', sized(1)],
  ['the directory said to be shorter', 'end', sized(-1)],
  ['the directory elsewhere', 'end', at(END + 16)],
  ['a second end record', 'end', Buffer.concat([pack, pack.subarray(END)])],
  ['a comment', 'end', commented(Buffer.from('abcd'))],
  ['an end record as comment', 'end', commented(pack.subarray(END))],
  ['bytes behind', 'end', Buffer.concat([pack, Buffer.from('junk')])],
  ['bytes in front', 'end', Buffer.concat([Buffer.from('junk'), pack])],
  ['itself twice', 'end', Buffer.concat([pack, pack])],
  ['another name in front of the content', 'entry 0', at(30)],
  ['another name in the directory', 'entry 0', at(DIRECTORY + 46)],
  ['another size in front of the content', 'entry 0', at(22)],
  ['another size in the directory', 'entry 0', at(DIRECTORY + 24)],
  ['sizes that are beyond it', 'entry 0', at(DIRECTORY + 27, 0x80)],
  ['another CRC in front of the content', 'entry 0', at(14)],
  ['another CRC in the directory', 'entry 0', at(DIRECTORY + 16)],
  ['another method in front of the content', 'entry 0', at(8, 8)],
  ['another method in the directory', 'entry 0', at(DIRECTORY + 10, 8)],
  ['encrypted, it says', 'entry 0', at(6)],
  ['an extra field, it says', 'entry 0', at(DIRECTORY + 30)],
  ['another place of the content', 'entry 0', at(DIRECTORY + 42)],
  [
    'a name that is no text',
    'entry 0',
    changed((copy) => {
      copy.writeUInt8(0xff, 30);
      copy.writeUInt8(0xff, DIRECTORY + 46);
    }),
  ],
  ['content that fell over', 'entry 0', at(60)],
];

test('an entry more that is counted is a file that was added', () => {
  const zip = added('EXTRA.txt', COUNT + 1);
  expect(verdictOn(zip)).toEqual({ exitCode: 1, damages: ['file-added: EXTRA.txt'] });
  expect(verdictsInPython([zip])).toEqual([['file-added: EXTRA.txt']]);
});

test.each(CASES)('%s: damaged at %s', (_what, place, zip) => {
  const told = { exitCode: 2, damages: [], unreadable: `zip-damaged: ${place}` };
  expect(verdictOn(zip)).toEqual(told);
  expect(verdictInPython(zip)).toEqual(told);
});

test('no byte of it can be another', { timeout: 600_000 }, () => {
  const structure = fc.oneof(
    fc.integer({ min: DIRECTORY, max: pack.length - 1 }),
    fc.integer({ min: 0, max: pack.length - 1 }),
    fc.integer({ min: 0, max: 42 }),
  );
  const flips = fc.sample(fc.tuple(structure, fc.integer({ min: 1, max: 255 })), {
    ...{ numRuns: FLIPS, seed: SEED },
  });
  const zips = flips.map(([offset, xor]) => fileOf(at(offset, xor)));
  const found = zips.map((zip) => verdictOn(zip).unreadable);
  for (const place of found) expect(place).toMatch(/^zip-damaged: (end|directory|entry \d+)$/);
  expect(verdictsInPython(zips)).toEqual(found.map((place) => [`unreadable: ${place}`]));
});
