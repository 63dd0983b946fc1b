import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatedNames } from '../../api/repeated-names.ts';

const placesOf = (text: string) => {
  JSON.parse(text);
  return repeatedNames(text, 'body').map(({ at }) => at);
};

test.each<[string, readonly string[]]>([
  ['{"a":1,"b":2}', []],
  ['{"a":1,"a":2}', ['body/a']],
  ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', []],
  ['[{"a":1},{"a":1,"b":[{"c":1,"c":1}],"a":1}]', ['body/1/b/0/c', 'body/1/a']],
  [String.raw`{"a":1,"\u0061":2}`, ['body/a']],
  [String.raw`{"a\"":1,"a\\":2,"a\\\"":3}`, []],
  [String.raw`{"x":"\"a\":1,\"a\":2{[","y":"a","z":"a"}`, []],
  ['{"a":{"b":1},"a":{"b":1}}', ['body/a']],
  ['{"":1,"":2}', ['body/']],
  ['{"__proto__":1,"__proto__":2}', ['body/__proto__']],
  ['{ "a" : [ 1 , 2 ] ,\n "b" : { } , "a" : null }', ['body/a']],
  ['"a"', []],
])('%s', (text, places) => expect(placesOf(text)).toEqual(places));

test('JSON as it is written by a program never has any', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
      expect(placesOf(JSON.stringify(JSON.parse(text)))).toEqual([]);
    }),
  );
});

test('a name put a second time into any object is found', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (object) => {
      const text = JSON.stringify(object);
      const [name = ''] = Object.keys(JSON.parse(text) as object);
      const twice = `[0,${text.replace(/\}$/, `,${JSON.stringify(name)}:0}`)}]`;
      expect(placesOf(twice)).toHaveLength(1);
    }),
  );
});

test('a megabyte takes no longer than its parser by far, whatever it holds', () => {
  const size = 1_000_000;
  const texts = [
    `"${'x'.repeat(size)}"`,
    `"${'\\\\'.repeat(size / 2)}"`,
    `"${'\\"'.repeat(size / 2)}"`,
    `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`,
    `${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)}`,
    `{${Array.from({ length: size / 12 }, (_, index) => `"k${index}":1`).join(',')}}`,
  ];
  for (const text of texts) {
    const startedAt = performance.now();
    expect(repeatedNames(text, 'body')).toEqual([]);
    expect(performance.now() - startedAt, text.slice(0, 20)).toBeLessThan(1_000);
  }
});

test('many of them, and deep ones, are told in few words', () => {
  const many = `{${Array(10_000).fill('"a":1').join(',')}}`;
  expect(placesOf(many)).toHaveLength(20);
  const deep = `${'['.repeat(1_000)}{"a":1,"a":1}${']'.repeat(1_000)}`;
  expect(placesOf(deep)).toEqual([`body${'/0'.repeat(20)}/…`]);
});
