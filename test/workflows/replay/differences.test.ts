import { expect, test } from 'vitest';
import { differences } from '../../../workflows/replay/differences.ts';

test('equal values differ nowhere, whatever the order of their names', () => {
  expect(differences({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toEqual([]);
});

test('a difference is named by its path, as deep as it lies', () => {
  expect(
    differences({ a: { b: 1, gone: 'x' }, list: [1, 2] }, { a: { b: 2 }, list: [1, 2, 3] }),
  ).toEqual([
    { path: 'a.b', before: 1, after: 2 },
    { path: 'a.gone', before: 'x' },
    { path: 'list[2]', after: 3 },
  ]);
});

test('items with a name of their own are told apart by it', () => {
  const [one, other] = [
    { name: 'decide', dueAt: '1' },
    { name: 'tell', dueAt: '2' },
  ];
  expect(differences([one], [other, { ...one, dueAt: '3' }])).toEqual([
    { path: '[decide].dueAt', before: '1', after: '3' },
    { path: '[tell]', after: other },
  ]);
});

test('items that share a name are told apart by their place', () => {
  const item = { name: 'a', is: 1 };
  expect(differences([item, item], [item, { ...item, is: 2 }])).toEqual([
    { path: '[1].is', before: 1, after: 2 },
  ]);
});

test('what becomes of another kind differs as a whole, and so does a sealed box', () => {
  expect(differences(null, { a: 1 })).toEqual([{ path: '', before: null, after: { a: 1 } }]);
  const box = (sealed: string) => ({ key: 'k', sealed, commitment: sealed });
  expect(differences({ letter: box('a') }, { letter: box('b') })).toEqual([
    { path: 'letter', before: box('a'), after: box('b') },
  ]);
});
