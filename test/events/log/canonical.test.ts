import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../../events/log/canonical.ts';

/** Keys that objects keep in another order, or not at all, come up often. */
const key = fc.oneof(
  fc.constantFrom(
    '10',
    '9',
    '1',
    '-1',
    '01',
    '__proto__',
    'toJSON',
    '',
    ' ',
    'é',
    'z',
    'Z',
    '\ue000',
    '😀',
  ),
  fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000')),
);
const { plain } = fc.letrec<{ plain: unknown }>((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, -1, Number.MAX_SAFE_INTEGER),
    fc.maxSafeInteger().filter((number) => !Object.is(number, -0)),
    key,
    fc.array(tie('plain'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('plain')), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

test('is RFC 8785, whatever the keys are called and in whatever order they come', () => {
  fc.assert(
    fc.property(plain, (value) => {
      const { text, copy } = canonical(value);
      expect(text).toBe(canonicalize(value));
      expect(copy).toStrictEqual(JSON.parse(text));
      expect(canonical(copy).text).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});

test('orders keys by UTF-16, as the example of RFC 8785 does', () => {
  const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
  expect(canonical(value).text).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
});

test('what is undefined is absent', () => {
  expect(canonical({ b: undefined, a: { c: undefined }, 1: undefined })).toStrictEqual({
    text: '{"a":{}}',
    copy: { a: {} },
  });
});

test.each([
  [{ a: [1.5] }, /^\$\.a\[0\] is not a whole number/],
  [{ a: Number.NaN }, /^\$\.a is not a whole number/],
  [{ a: -0 }, /^\$\.a is not a whole number/],
  [{ a: 2 ** 53 }, /^\$\.a is not a whole number/],
  [[undefined], /^\$\[0\] is undefined/],
  [{ a: { '\ud800': 1 } }, /^A key in \$\.a holds half a surrogate pair/],
  [{ 7: 'a\u0000' }, /^\$\.7 holds the character U\+0000/],
  [{ a: new Date(0) }, /^\$\.a is a Date/],
  [{ a: new Map() }, /^\$\.a is a Map/],
  [{ a: { toJSON: () => 'forged' } }, /^\$\.a\.toJSON is function/],
  [{ a: 1n }, /^\$\.a is bigint/],
])('what is not plain JSON is named by its path: %o', (value, message) => {
  expect(() => canonical(value)).toThrow(message);
});
