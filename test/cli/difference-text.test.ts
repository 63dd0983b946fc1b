import { expect, test } from 'vitest';
import { differenceText } from '../../cli/difference-text.ts';

test('a place is told with what stood there and what stands there', () => {
  expect(differenceText({ path: 'handler', before: null, after: 'hana' })).toBe(
    'handler: null → hana',
  );
  expect(differenceText({ path: 'told', after: true })).toBe('told: – → true');
});

test('what is sealed stays so, wherever it lies, and what is long is cut', () => {
  const box = { key: 'k', sealed: 'c2VhbGVk', commitment: 'ab' };
  expect(differenceText({ path: 'a', before: box, after: { letter: box } })).toBe(
    'a: (sealed · 已加密) → {"letter":"(sealed)"}',
  );
  const long = differenceText({ path: 'a', before: 'x'.repeat(500), after: 1 });
  expect(long.length).toBeLessThan(120);
});
