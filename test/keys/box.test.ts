import { createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { box as boxSchema } from '../../events/personal.ts';
import { BYTES_PER_VALUE, commits, open, seal } from '../../keys/box.ts';
import type { CaseKey } from '../../keys/box.ts';
import { BoxTampered, WrongKey } from '../../keys/key-faults.ts';

const STREAM = 'complaint-demo.0123456789AB';
/** 00 01 02 … 1f */
const key = createSecretKey(Uint8Array.from({ length: 32 }, (_, index) => index));
const caseKey: CaseKey = { id: `${STREAM}#1`, key };
const value = () => fc.string({ unit: 'grapheme', maxLength: 60 });

describe('a box', () => {
  // Computed from the published layout by another implementation; never to be changed.
  test('is the published one for the published key and value', () => {
    const box = seal(caseKey, '王小明 13800138000');
    expect(box).toEqual({
      key: 'complaint-demo.0123456789AB#1',
      sealed:
        'EQmXXkbd-bTQ_FPk4zMhQRIgsTf7RhHAHo4xn014ZAz5UnfzwcBCyLYRbjYwaLo5cAiXpgfKPj5UxaWs9ysQuL2rb5IiRfvkcfqCP8ZLQfGa',
      commitment: '7deb9e837928f81406a532e7b2dbb86b557a85458a7085d506013c5737ce28c8',
    });
    expect(Buffer.from(open(caseKey, box).salt).toString('hex')).toBe(
      '46a914e11ee982ef923d0bb4b1998d5794709daf75e40377cc9401d5998e5c30',
    );
  });

  test('gives back exactly what was sealed, and is of the form events take', () => {
    fc.assert(
      fc.property(value(), (text) => {
        const box = seal(caseKey, text);
        expect(boxSchema.parse(box)).toEqual(box);
        expect(open(caseKey, box).value).toBe(text);
      }),
    );
    expect(open(caseKey, seal(caseKey, '\ufeffwith a mark in front')).value.charCodeAt(0)).toBe(
      0xfeff,
    );
  });

  test('is equal for an equal value, and only then', () => {
    fc.assert(
      fc.property(value(), value(), (one, other) => {
        expect(seal(caseKey, one)).toEqual(seal(caseKey, one));
        fc.pre(one !== other);
        expect(seal(caseKey, one).commitment).not.toBe(seal(caseKey, other).commitment);
        expect(seal(caseKey, one).sealed.slice(0, 16)).not.toBe(
          seal(caseKey, other).sealed.slice(0, 16),
        );
      }),
    );
  });

  test('keeps composed and decomposed accents and trailing spaces apart', () => {
    for (const [one, other] of [
      ['caf\u00e9', 'cafe\u0301'],
      ['A', 'A '],
    ] as const)
      expect(seal(caseKey, one).commitment).not.toBe(seal(caseKey, other).commitment);
  });

  test('of one case says nothing about an equal value in another', () => {
    const other = { id: caseKey.id, key: createSecretKey(new Uint8Array(32).fill(9)) };
    expect(seal(other, 'A').commitment).not.toBe(seal(caseKey, 'A').commitment);
  });

  test('opened with the key of another id is refused as the wrong key', () => {
    expect(() => open({ id: `${STREAM}#2`, key }, seal(caseKey, 'A'))).toThrow(WrongKey);
  });

  test('opened with other bytes under the same id is refused', () => {
    const other = { id: caseKey.id, key: createSecretKey(new Uint8Array(32).fill(9)) };
    expect(() => open(other, seal(caseKey, 'A'))).toThrow(BoxTampered);
  });

  test('moved to another key id is refused though the bytes of the key are the same', () => {
    const moved = { ...seal(caseKey, 'A'), key: `${STREAM}#2` };
    expect(() => open({ id: `${STREAM}#2`, key }, moved)).toThrow(BoxTampered);
  });

  test('with any one character of its sealed text or commitment changed is refused', () => {
    const characters = fc.constantFrom(...'ABab01-_=+/ ');
    fc.assert(
      fc.property(
        value(),
        fc.constantFrom('sealed' as const, 'commitment' as const),
        fc.nat(),
        characters,
        (text, field, place, character) => {
          const box = seal(caseKey, text);
          const index = place % box[field].length;
          const altered = box[field].slice(0, index) + character + box[field].slice(index + 1);
          fc.pre(altered !== box[field]);
          expect(() => open(caseKey, { ...box, [field]: altered })).toThrow(BoxTampered);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('cut short, lengthened or put together from two is refused', () => {
    const [one, other] = [seal(caseKey, 'one'), seal(caseKey, 'other')];
    for (const sealed of [
      '',
      one.sealed.slice(0, -4),
      `${one.sealed}AAAA`,
      `${one.sealed}=`,
      other.sealed,
    ])
      expect(() => open(caseKey, { ...one, sealed })).toThrow(BoxTampered);
  });

  test('takes values up to its limit and no half characters', () => {
    const longest = seal(caseKey, 'x'.repeat(BYTES_PER_VALUE));
    expect(boxSchema.safeParse(longest).success).toBe(true);
    expect(() => seal(caseKey, 'x'.repeat(BYTES_PER_VALUE + 1))).toThrow(RangeError);
    expect(() => seal(caseKey, 'A\udc00')).toThrow(RangeError);
  });
});

describe('a commitment', () => {
  test('can be checked with salt and value and without the key', () => {
    fc.assert(
      fc.property(value(), value(), (text, another) => {
        const box = seal(caseKey, text);
        const { salt } = open(caseKey, box);
        expect(commits(box, salt, text)).toBe(true);
        expect(commits(box, salt, another)).toBe(text === another);
        expect(commits(box, salt.slice(1), text)).toBe(false);
      }),
    );
  });
});

test('a case key shows nothing of itself in logs or JSON', () => {
  const hidden = Buffer.from(key.export()).toString('hex').slice(0, 8);
  expect(inspect(caseKey, { depth: 9 }) + JSON.stringify(caseKey)).not.toContain(hidden);
  expect(JSON.parse(JSON.stringify(caseKey))).toEqual({ id: caseKey.id, key: {} });
});
