import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { postgresFingerprints } from '../../../api/fingerprints/fingerprints.ts';
import { CANDIDATES } from '../../../events/complaint/intake-codes.ts';
import { postgresKeyRing } from '../../../keys/postgres-key-ring.ts';
import { officer } from '../../keys/key-ring-rules.ts';
import { withDatabase } from '../../with-database.ts';

const database = withDatabase();
const fingerprints = postgresFingerprints(database.application);
let drawn = 0;
const freshStream = () => `complaint-demo.${String((drawn += 1)).padStart(12, '0')}`;
const freshPrint = () => randomBytes(32);

describe('fingerprints of cases', () => {
  test('find those before, oldest first, and the same again when a case comes again', async () => {
    const [print, first, second, third] = [
      freshPrint(),
      freshStream(),
      freshStream(),
      freshStream(),
    ];
    expect(await fingerprints.note(first, print)).toEqual({ isNew: true, earlier: [] });
    expect(await fingerprints.note(second, print)).toEqual({ isNew: true, earlier: [first] });
    expect(await fingerprints.note(third, print)).toEqual({
      isNew: true,
      earlier: [first, second],
    });
    expect(await fingerprints.note(second, print)).toEqual({ isNew: false, earlier: [first] });
    expect(await fingerprints.note(freshStream(), freshPrint())).toEqual({
      isNew: true,
      earlier: [],
    });
  });

  test('of two that come at once, the second finds the first', async () => {
    for (let round = 0; round < 20; round += 1) {
      const print = freshPrint();
      const noted = await Promise.all(
        [1, 2, 3, 4].map(() => fingerprints.note(freshStream(), print)),
      );
      expect(noted.map(({ earlier }) => earlier.length).toSorted()).toEqual([0, 1, 2, 3]);
    }
  });

  test('answer with as many as a complaint can bring along', async () => {
    const print = freshPrint();
    for (let one = 0; one < CANDIDATES + 2; one += 1) await fingerprints.note(freshStream(), print);
    expect((await fingerprints.note(freshStream(), print)).earlier).toHaveLength(CANDIDATES);
  });

  test('are forgotten with a complaint that was not taken in', async () => {
    const [print, stream] = [freshPrint(), freshStream()];
    await fingerprints.note(stream, print);
    await fingerprints.forget(stream);
    expect((await fingerprints.note(freshStream(), print)).earlier).toEqual([]);
  });

  test('are erased with the case’s key, in the same moment', async () => {
    const wrapping = createSecretKey(new Uint8Array(32).fill(2));
    const ring = postgresKeyRing({ pool: database.application, wrappingOf: () => wrapping });
    const [print, stream, other] = [freshPrint(), freshStream(), freshStream()];
    for (const one of [stream, other]) {
      await ring.caseKey(one);
      await fingerprints.note(one, print);
    }
    await ring.destroy(stream, { by: officer, because: 'retention has ended' });
    expect((await fingerprints.note(freshStream(), print)).earlier).toEqual([other]);
    await ring[Symbol.asyncDispose]();
  });
});
