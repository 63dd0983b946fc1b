import { expect, test } from 'vitest';
import { pairsIn, searchable } from '../../../projections/texts/searchable.ts';

test.each([
  ['ＡＢＣ　１２３', 'abc 123'],
  ['  Two\n\tlines ', 'two lines'],
  ['a\0b', 'a b'],
  ['ﬁnanz', 'finanz'],
  ['病历', '病历'],
  ['lone \ud800 half', 'lone \ufffd half'],
  ['', ''],
])('%j is searched as %j', (text, as) => {
  expect(searchable(text)).toBe(as);
});

test.each([
  ['病历记录', ['病历', '历记', '记录']],
  ['aaa', ['aa']],
  ['𠮷野家', ['𠮷野', '野家']],
  ['病', []],
  ['', []],
])('%j has the pairs %j', (text, pairs) => {
  expect(pairsIn(text)).toEqual(pairs);
});
