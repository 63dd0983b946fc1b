import { expect, test } from 'vitest';
import { inChineseWords, namedInChinese } from '../../../events/complaint/code-words.ts';
import * as codes from '../../../events/complaint/codes.ts';
import * as decisions from '../../../events/complaint/decision-codes.ts';
import * as handling from '../../../events/complaint/handling-codes.ts';
import * as intake from '../../../events/complaint/intake-codes.ts';
import { RANKS } from '../../../regimes/regime.ts';

test.each<[string, readonly string[]]>([
  ['ranks', RANKS],
  ['classes', codes.CLASSES],
  ['outcomes', codes.OUTCOMES],
  ['grounds of an ending', codes.ENDING_GROUNDS],
  ['remedies', decisions.REMEDIES.filter((kind) => kind !== 'none' && kind !== 'other')],
  ['channels', decisions.TELLING_CHANNELS],
  ['deeds', decisions.DEEDS],
  ['parts of a letter', intake.PART_KINDS],
  ['their ways', intake.WAYS],
  ['materials', intake.MATERIALS],
  ['interests', handling.INTERESTS],
])('every code of the %s that a refusal names has its Chinese', (_list, list) => {
  for (const code of list) expect(inChineseWords(code), code).toMatch(/^[\p{Script=Han}、]+$/u);
});

test('a name that is no code of ours stays as it is, and one that is keeps its name beside the word', () => {
  expect(inChineseWords('cn-nfra-2020')).toBe('cn-nfra-2020');
  expect(namedInChinese('in-progress')).toBe('in-progress');
  expect(namedInChinese('very-complex')).toBe('特别复杂（very-complex）');
});
