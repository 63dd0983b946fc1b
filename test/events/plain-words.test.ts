import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainWords } from '../../events/plain-words.ts';

const schema = z.strictObject({
  text: z.string().min(3).max(5),
  name: z.string().min(1),
  count: z.int().min(0).max(5),
  even: z.number().multipleOf(2),
  kind: z.enum(['x', 'y']),
  always: z.literal('q'),
  list: z.array(z.string()).min(1).max(1),
  day: z.iso.date(),
  form: z.string().regex(/^x/),
  own: z.string().regex(/^x/, 'has words of its own'),
  flag: z.boolean(),
  either: z.union([z.string(), z.number()]),
  names: z.record(z.string().regex(/^a/), z.number()),
  options: z.discriminatedUnion('type', [z.strictObject({ type: z.literal('one') })]),
});

const right = {
  ...{ text: 'text', name: 'n', count: 1, even: 2, kind: 'x', always: 'q', list: ['a'] },
  ...{ day: '2026-03-02', form: 'x', own: 'x', flag: true, either: 'a', names: { a: 1 } },
  options: { type: 'one' },
};

const faults = (changes: object) => {
  const parsed = schema.safeParse({ ...right, ...changes }, { error: plainWords });
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('the example is right', () => expect(faults({})).toEqual([]));

test.each<[object, string]>([
  [{ text: undefined }, 'text: is missing: it must be a text'],
  [{ kind: undefined }, 'kind: is missing: it must be one of x, y'],
  [{ text: 13_912_345_678 }, 'text: must be a text, not a number'],
  [{ text: null }, 'text: must be a text, not null'],
  [{ text: {} }, 'text: must be a text, not an object'],
  [{ flag: [] }, 'flag: must be true or false, not a list'],
  [{ text: 'a' }, 'text: must have at least 3 characters'],
  [{ text: 'abcdef' }, 'text: must have at most 5 characters'],
  [{ name: '' }, 'name: must not be empty'],
  [{ count: 1.5 }, 'count: must be a whole number that JSON holds exactly'],
  [{ count: 'one' }, 'count: must be a number, not a text'],
  [{ count: -1 }, 'count: must be at least 0'],
  [{ count: 6 }, 'count: must be at most 5'],
  [{ even: 3 }, 'even: must be a multiple of 2'],
  [{ kind: 'z' }, 'kind: must be one of x, y'],
  [{ always: 1 }, 'always: must be q'],
  [{ list: [] }, 'list: must have at least 1 element'],
  [{ list: ['a', 'b'] }, 'list: must have at most 1 element'],
  [{ day: '2026-02-30' }, 'day: must be a day of the calendar, as 2026-03-02'],
  [{ form: 'a' }, 'form: must have the form /^x/'],
  [{ own: 'a' }, 'own: has words of its own'],
  [{ flag: 'yes' }, 'flag: must be true or false, not a text'],
  [{ either: true }, 'either: is none of the kinds it may be'],
  [{ names: { b: 1 } }, 'names.b: has a name or an element that is not as it must be'],
  [{ options: { type: 'two' } }, 'options.type: is none of the kinds it may be'],
  [{ more: 1, and: 2 }, ': has unknown fields: more, and'],
])('%j', (changes, said) => expect(faults(changes)).toEqual([said]));
