import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CommandFailed } from '../../../cli/output.ts';
import { randomBy } from '../../kill/random.ts';
import { fileOf, importingHouse, tableOf } from './an-importing-house.ts';

/**
 * Files with bytes altered, cut out, doubled and put in are either refused whole, with nothing recorded, or taken row
 * by row, each counted once; and taken again they change nothing. Each run makes the same ones; another
 * REDRESS_FUZZ_SEED makes others.
 */
const SEED = Number(process.env['REDRESS_FUZZ_SEED'] ?? 20_261_124);
const ROUNDS = Number(process.env['REDRESS_FUZZ_ROUNDS'] ?? 150);

const alphabet = [',', '"', '\n', '\r\n', '\u0000', '\ufeff', 'é', '_', '/', '0', 'N/A', '\u2028'];
const bytes = [0xff, 0xc3, 0x00, 0x80, 0xfe];

const records = Array.from({ length: 25 }, (_, index) => ({
  'Complaint ID': index % 7 === 0 ? '' : String(3_000_000 + index),
  'Consumer complaint narrative':
    index % 3 === 0 ? `They “took” it,\n${'x'.repeat(index * 9)}` : '',
  'Company response to consumer': index % 5 === 0 ? 'In progress' : 'Closed',
  'Date received': index % 2 === 0 ? '3/2/2019' : '2019-03-02',
}));

test(`${ROUNDS} damaged files, seed ${SEED}`, { timeout: 300_000 }, async () => {
  console.log(`import fuzz: REDRESS_FUZZ_SEED=${SEED}`);
  const random = randomBy(SEED);
  const good = Buffer.from(tableOf(...records));
  const file = fileOf(good);
  const outcomes = { refused: 0, taken: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    let content: Buffer = Buffer.from(good);
    for (let count = 1 + random.below(4); count > 0; count -= 1)
      content = damaged(content, random.below);
    writeFileSync(file, content);
    const house = importingHouse();
    const first = await house.take(file).catch((error: unknown) => error);
    const events = await house.all();
    if (first instanceof CommandFailed) {
      expect(first.message).toMatch(/Nothing was recorded/);
      expect(events).toEqual([]);
      outcomes.refused += 1;
      continue;
    }
    const { counts } = first as Awaited<ReturnType<typeof house.take>>;
    const { rows, cases, repeated, changed, doubtful, refused } = counts;
    expect(cases + repeated + changed + doubtful + refused, `round ${round}`).toBe(rows);
    expect(refused).toBe(0);
    const again = await house.take(file);
    expect(again.counts).toMatchObject({ rows, cases: 0, changed: 0, refused: 0 });
    expect(await house.all()).toEqual(events);
    outcomes.taken += 1;
  }
  console.log(`import fuzz: ${JSON.stringify(outcomes)}`);
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(outcomes.taken).toBeGreaterThan(0);
});

function damaged(content: Buffer, below: (limit: number) => number): Buffer {
  const at = below(content.length);
  const [before, after] = [content.subarray(0, at), content.subarray(at)];
  switch (below(5)) {
    case 0:
      return Buffer.concat([before, Buffer.from(alphabet[below(alphabet.length)] ?? ''), after]);
    case 1:
      return Buffer.concat([before, Buffer.from([bytes[below(bytes.length)] ?? 0]), after]);
    case 2:
      return Buffer.concat([before, after.subarray(below(50))]);
    case 3:
      return Buffer.concat([before, after.subarray(0, below(400)), after]);
    default:
      return Buffer.concat([
        before,
        Buffer.from(alphabet[below(alphabet.length)] ?? ''),
        after.subarray(1),
      ]);
  }
}
