import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../../api/fingerprints/fingerprint.ts';
import type { Likeness } from '../../../api/fingerprints/fingerprint.ts';

const key = (byte: number) => createSecretKey(new Uint8Array(32).fill(byte));
const likeness: Likeness = {
  complainant: { name: '王小明', phone: '+86 139-7741-90263', idNumber: '44030719690417293x' },
  product: 'credit-card',
  matter: 'K-1',
};
const print = (changes: Partial<Likeness> = {}, under = key(1)) =>
  fingerprint(under, { ...likeness, ...changes })?.toString('hex');

describe('a fingerprint', () => {
  test('is equal for one person, product and matter, however they are written', () => {
    expect(print()).toMatch(/^[0-9a-f]{64}$/);
    const written = { idNumber: ' ４４０３０７ 19690417293X ' };
    expect(print({ complainant: written, matter: 'k 1' })).toBe(print());
  });

  test('differs by person, by product, by matter and by institution', () => {
    const others = [
      print({ complainant: { idNumber: '440307196904172931' } }),
      print({ product: 'loan' }),
      print({ matter: 'K-2' }),
      print({}, key(2)),
    ];
    expect(new Set([print(), ...others]).size).toBe(5);
  });

  test('goes by name together with telephone where there is no number, never by name alone', () => {
    const complainant = { name: '王 小明', phone: '139 7741 90263' };
    expect(print({ complainant })).toBe(
      print({ complainant: { name: '王小明', phone: '+86139774190263' } }),
    );
    expect(print({ complainant: { name: '王小明' } })).toBeUndefined();
    expect(print({ complainant: {} })).toBeUndefined();
  });

  test('of one field does not pass for that of another', () => {
    expect(print({ product: 'a', matter: 'b' })).not.toBe(print({ product: 'ab', matter: '' }));
  });
});
