import fc from 'fast-check';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../events/envelope.ts';
import { Clear, personal } from '../../events/personal.ts';
import type { Box } from '../../events/personal.ts';
import { memoryKeyRing } from '../../keys/memory-key-ring.ts';
import { openPersonal } from '../../keys/open-personal.ts';
import type { Access, Erased, Opened, Opening } from '../../keys/open-personal.ts';
import { hasClear, sealPersonal } from '../../keys/seal-personal.ts';
import { officer } from './key-ring-rules.ts';

const STREAM = 'complaint-demo.0123456789AB';
const schema = z.strictObject({
  complainant: z.strictObject({ name: personal(100), phone: personal(40).optional() }),
  product: z.string(),
  notes: z.array(z.union([z.int(), personal(1_000)])),
});
const given = {
  complainant: { name: '王小明', phone: '13800138000' },
  product: 'loan',
  notes: [7, '备注'],
};

function opening(ring: Opening['ring'], over: Partial<Opening> = {}): Opening {
  return { ring, who: officer, why: 'answering the complaint', record: () => undefined, ...over };
}

describe('sealing', () => {
  test('replaces every personal text and nothing else', async () => {
    const key = await memoryKeyRing().caseKey(STREAM);
    const sealed = sealPersonal(schema.parse(given), key);
    const box = {
      key: key.id,
      sealed: expect.any(String) as string,
      commitment: expect.any(String) as string,
    };
    expect(sealed).toEqual({
      complainant: { name: box, phone: box },
      product: 'loan',
      notes: [7, box],
    });
    expect(JSON.stringify(sealed)).not.toMatch(/王小明|13800138000|备注/);
    expect(sealPersonal(schema.parse(given), key)).toEqual(sealed);
  });

  test('gives back what was given, however deep it stands', async () => {
    const ring = memoryKeyRing();
    const key = await ring.caseKey(STREAM);
    const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.string().map((text) => new Clear(text)),
      ),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('tree')),
        fc.dictionary(fc.string(), tie('tree')),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        const sealed = sealPersonal(value, key);
        expect(hasClear(sealed)).toBe(false);
        expect(hasClear(value)).toBe(JSON.stringify(sealed).includes(key.id));
        expect(await openPersonal(sealed, opening(ring))).toEqual(clear(value));
      }),
    );
  });

  test('keeps a property named like a prototype as the plain property it is', async () => {
    const key = await memoryKeyRing().caseKey(STREAM);
    const odd: unknown = JSON.parse('{"__proto__":{"a":1}}');
    expect(JSON.stringify(sealPersonal(odd, key))).toBe('{"__proto__":{"a":1}}');
  });

  test('refuses what is not plain JSON rather than losing it', async () => {
    const key = await memoryKeyRing().caseKey(STREAM);
    expect(() => sealPersonal({ at: new Date(0) }, key)).toThrow(TypeError);
    expect(() => sealPersonal(new Map(), key)).toThrow(TypeError);
    const deep: unknown = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000));
    expect(() => sealPersonal(deep, key)).toThrow(/nested/);
  });
});

describe('opening', () => {
  test('asks who and why and records it with the keys before it opens', async () => {
    const ring = memoryKeyRing();
    const sealed = sealPersonal(schema.parse(given), await ring.caseKey(STREAM));
    const order: string[] = [];
    const accesses: Access[] = [];
    const opened = await openPersonal(
      sealed,
      opening(
        { find: (id) => (order.push('find'), ring.find(id)) },
        {
          record: (access) => void (order.push('record'), accesses.push(access)),
          now: () => new Date(0),
        },
      ),
    );
    expect(opened).toEqual(given);
    expect(order).toEqual(['record', 'find']);
    expect(accesses).toEqual([
      {
        who: officer,
        why: 'answering the complaint',
        keys: [`${STREAM}#1`],
        at: '1970-01-01T00:00:00.000Z',
      },
    ]);
  });

  test.each(['', ' \t'])('without a reason (%j) is refused and not recorded', async (why) => {
    const ring = memoryKeyRing();
    const sealed = sealPersonal(schema.parse(given), await ring.caseKey(STREAM));
    const record = vi.fn();
    await expect(openPersonal(sealed, opening(ring, { why, record }))).rejects.toMatchObject({
      code: 'reason-missing',
    });
    expect(record).not.toHaveBeenCalled();
  });

  test('does not happen when it cannot be recorded', async () => {
    const ring = memoryKeyRing();
    const sealed = sealPersonal(schema.parse(given), await ring.caseKey(STREAM));
    const find = vi.fn(ring.find);
    const record = () => Promise.reject(new Error('no room'));
    await expect(openPersonal(sealed, opening({ find }, { record }))).rejects.toThrow('no room');
    expect(find).not.toHaveBeenCalled();
  });

  test('of what was erased says so in both languages, and opens the rest', async () => {
    const at = '2026-03-02T12:00:00.000Z';
    const ring = memoryKeyRing(() => new Date(at));
    const before = sealPersonal({ name: new Clear('王小明') }, await ring.caseKey(STREAM));
    await ring.destroy(STREAM, { by: officer, because: 'retention' });
    const after = sealPersonal({ name: new Clear('李四') }, await ring.caseKey(STREAM));
    expect(await openPersonal([before, after], opening(ring))).toEqual([
      { name: { erased: { at, text: { en: 'Erased personal data', zh: '个人信息已删除' } } } },
      { name: '李四' },
    ]);
  });

  test('of a box that was altered, or whose key was never made, fails by name', async () => {
    const ring = memoryKeyRing();
    const key = await ring.caseKey(STREAM);
    const [one, other] = [sealPersonal(new Clear('A'), key), sealPersonal(new Clear('B'), key)];
    const altered = { name: { ...one, sealed: other.sealed } };
    await expect(openPersonal(altered, opening(ring))).rejects.toMatchObject({
      code: 'box-tampered',
    });
    await expect(openPersonal(one, opening(memoryKeyRing()))).rejects.toMatchObject({
      code: 'key-unknown',
    });
  });

  test('of nothing sealed records nothing', async () => {
    const record = vi.fn();
    expect(await openPersonal({ a: [1] }, opening(memoryKeyRing(), { record }))).toEqual({
      a: [1],
    });
    expect(record).not.toHaveBeenCalled();
  });
});

test('types follow: clear text becomes a box, a box becomes text or the mark of its erasure', () => {
  type Parsed = z.infer<typeof schema>;
  type Shut = ReturnType<typeof sealPersonal<Parsed>>;
  expectTypeOf<Shut['complainant']['name']>().toEqualTypeOf<Box>();
  expectTypeOf<Shut['complainant']['phone']>().toEqualTypeOf<Box | undefined>();
  expectTypeOf<Opened<Shut>['complainant']['name']>().toEqualTypeOf<string | Erased>();
  expectTypeOf<Opened<Shut>['product']>().toEqualTypeOf<string>();
  expectTypeOf<Opened<JsonObject>>().toBeObject();
});

function clear(value: unknown): unknown {
  if (value instanceof Clear) return value.value;
  if (Array.isArray(value)) return value.map(clear);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clear(item)]));
}
