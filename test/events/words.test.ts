import { expect, test } from 'vitest';
import { complaintEvents } from '../../events/complaint/complaint-events.ts';
import { words } from '../../events/vocabulary.ts';
import {
  code,
  codeAsRecorded,
  money,
  moneyAsRecorded,
  staff,
  staffAsRecorded,
} from '../../events/words.ts';

/** Spellings that a person would take for `hana`, or that no system can write twice in the same way. */
const OTHER_SPELLINGS = [
  'Hana',
  'HANA ',
  ' hana',
  'hana ',
  '-hana',
  'hana li',
  'h\u00e4na',
  'ｈana',
  '',
];

test('a staff id has one form', () => {
  for (const id of ['hana', 'li-ming', 'clerk-1', '0755.wang', 'a_b', 'x'.repeat(80)])
    expect(staff.safeParse(id).success, id).toBe(true);
  for (const id of [...OTHER_SPELLINGS, 'x'.repeat(81)])
    expect(staff.safeParse(id).error?.issues[0]?.message, id).toMatch(
      /must be a staff id of small/,
    );
});

test('an event that was recorded with another spelling can still be read, and copied from', () => {
  const { check } = words(complaintEvents);
  for (const handler of OTHER_SPELLINGS.filter((id) => id !== '')) {
    expect(staffAsRecorded.safeParse(handler).success, handler).toBe(true);
    const data = { handler, unit: 'cards', by: handler };
    expect(() => check({ type: 'CaseAssigned', data }), handler).not.toThrow();
  }
});

test('a code is not blank and ends in no white space, but was recorded so before', () => {
  const { check } = words(complaintEvents);
  for (const product of [' ', 'card ', ' card', '\u3000']) {
    expect(code.safeParse(product).error?.issues, product).toMatchObject([
      { message: 'must not be blank, nor begin or end with white space' },
    ]);
    expect(codeAsRecorded.safeParse(product).success, product).toBe(true);
    const data = { product, cause: 'pricing', right: 'fair-dealing', class: 'simple', by: 'hana' };
    expect(() => check({ type: 'ComplaintClassified', data }), product).not.toThrow();
  }
  for (const right of ['credit card', '卡', 'a', 'x'.repeat(120)])
    expect(code.safeParse(right).success, right).toBe(true);
});

test('money that was recorded in a currency that is none any more can still be read', () => {
  const kuna = { amount: '7.50', currency: 'HRK' };
  expect(money.safeParse(kuna).success).toBe(false);
  expect(moneyAsRecorded.safeParse(kuna).success).toBe(true);
});
