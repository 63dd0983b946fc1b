import { describe, expect, test } from 'vitest';
import { open, seal } from '../../keys/box.ts';
import type { KeyRing } from '../../keys/key-ring.ts';

export const officer = { id: 'officer-1', role: 'privacy', unit: 'legal', rank: 'head' };

/** What every key ring does; each test asks for streams nobody has used. */
export function keyRingRules(ringOf: () => KeyRing, freshStream: () => string): void {
  describe('a case key', () => {
    test('is made when first asked for, and is the same ever after', async () => {
      const [ring, stream] = [ringOf(), freshStream()];
      const key = await ring.caseKey(stream);
      expect(key.id).toBe(`${stream}#1`);
      expect(key.key.symmetricKeySize).toBe(32);
      expect((await ring.caseKey(stream)).key.equals(key.key)).toBe(true);
      const found = await ring.find(key.id);
      expect(found.status === 'held' && found.caseKey.key.equals(key.key)).toBe(true);
    });

    test('is the same for many who ask at once', async () => {
      const [ring, stream] = [ringOf(), freshStream()];
      const keys = await Promise.all(Array.from({ length: 16 }, () => ring.caseKey(stream)));
      expect(new Set(keys.map(({ id, key }) => id + key.export().toString('hex'))).size).toBe(1);
    });

    test('is had for many cases at once, those that have one and those that have none', async () => {
      const ring = ringOf();
      const streams = Array.from({ length: 20 }, freshStream);
      const first = await ring.caseKey(streams[3] ?? '');
      const destroyed = streams[5] ?? '';
      await ring.caseKey(destroyed);
      await ring.destroy(destroyed, { by: officer, because: 'x' });
      const [keys, again] = await Promise.all([
        ring.caseKeys(streams),
        ring.caseKeys(streams.toReversed()),
      ]);
      expect([...keys.keys()].toSorted()).toEqual(streams.toSorted());
      expect(keys.get(streams[3] ?? '')?.key.equals(first.key)).toBe(true);
      expect(keys.get(destroyed)?.id).toBe(`${destroyed}#2`);
      for (const stream of streams) {
        const key = await ring.caseKey(stream);
        for (const many of [keys, again]) expect(many.get(stream)?.key.equals(key.key)).toBe(true);
      }
      expect(await ring.caseKeys([])).toEqual(new Map());
    });

    test('is another for another case', async () => {
      const ring = ringOf();
      const [one, other] = [await ring.caseKey(freshStream()), await ring.caseKey(freshStream())];
      expect(one.key.equals(other.key)).toBe(false);
    });

    test('is unknown when it was never made, or is no key id', async () => {
      const ring = ringOf();
      for (const id of [`${freshStream()}#1`, 'nonsense', `${freshStream()}#0`, '#1', ''])
        expect(await ring.find(id)).toEqual({ status: 'unknown' });
    });

    test('is not made for what is not a stream', async () => {
      await expect(ringOf().caseKey('complaint')).rejects.toThrow(RangeError);
      await expect(ringOf().destroy('complaint', { by: officer, because: 'x' })).rejects.toThrow(
        RangeError,
      );
    });
  });

  describe('a destroyed key', () => {
    test('leaves who, when and why', async () => {
      const [ring, stream] = [ringOf(), freshStream()];
      const { id } = await ring.caseKey(stream);
      const before = Date.now();
      const tombstones = await ring.destroy(stream, { by: officer, because: '保存期满' });
      expect(tombstones).toEqual([
        {
          id,
          by: officer,
          because: '保存期满',
          at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
        },
      ]);
      expect(Math.abs(Date.parse(tombstones[0]?.at ?? '') - before)).toBeLessThan(60_000);
      expect(await ring.find(id)).toEqual({ status: 'destroyed', tombstone: tombstones[0] });
    });

    test('stays as it was destroyed when that is repeated', async () => {
      const [ring, stream] = [ringOf(), freshStream()];
      await ring.caseKey(stream);
      const first = await ring.destroy(stream, { by: officer, because: 'first' });
      expect(await ring.destroy(stream, { by: officer, because: 'second' })).toEqual(first);
    });

    test('is followed by a key of the next generation when the complaint comes again', async () => {
      const [ring, stream] = [ringOf(), freshStream()];
      const first = await ring.caseKey(stream);
      await ring.destroy(stream, { by: officer, because: 'retention' });
      const second = await ring.caseKey(stream);
      expect(second.id).toBe(`${stream}#2`);
      expect(seal(second, 'A').commitment).not.toBe(seal(first, 'A').commitment);
      expect(open(second, seal(second, 'A')).value).toBe('A');
      expect((await ring.find(first.id)).status).toBe('destroyed');
      const both = await ring.destroy(stream, { by: officer, because: 'again' });
      expect(both.map(({ id, because }) => [id, because])).toEqual([
        [first.id, 'retention'],
        [second.id, 'again'],
      ]);
    });

    test('needs a reason', async () => {
      const [ring, stream] = [ringOf(), freshStream()];
      const { id } = await ring.caseKey(stream);
      await expect(ring.destroy(stream, { by: officer, because: ' ' })).rejects.toMatchObject({
        code: 'reason-missing',
      });
      expect((await ring.find(id)).status).toBe('held');
    });

    test('of a case that never had one is nothing', async () => {
      expect(await ringOf().destroy(freshStream(), { by: officer, because: 'x' })).toEqual([]);
    });
  });
}
