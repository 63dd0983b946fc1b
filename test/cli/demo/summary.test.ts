import { expect, test } from 'vitest';
import { summarise, summaryText } from '../../../cli/demo/summary.ts';
import type { Told } from '../../../cli/demo/summary.ts';

const told = (...types: readonly string[]): Told => ({
  name: types.join(' '),
  life: 'told-and-closed',
  number: '0123456789AB',
  events: types.map((type, revision) => ({
    ...{ id: String(revision), revision, type, version: 1, data: {}, meta: {} },
    recordedAt: '2026-03-02T02:00:00.000Z',
  })),
});

const inTime = told('ComplaintReceived', 'ComplainantTold', 'CaseClosed');
const late = told('ComplaintReceived', 'DeadlineBreached', 'ComplainantTold', 'CaseClosed');
const unanswered = told('ComplaintReceived', 'DeadlineBreached');
const withdrawn = told('ComplaintReceived', 'DeadlineBreached', 'ComplaintWithdrawn');

/** The row of the breached cases, as a person reads it. */
const breachedRow = (...cases: readonly Told[]) =>
  summaryText(summarise(cases), 0)
    .split('\n')
    .find((line) => line.includes('逾期'))
    ?.replaceAll(/[│\s]+/g, ' ')
    .trim();

test('what is said of the cases breached is counted, however slow the machine was', () => {
  expect(breachedRow(inTime)).toBe(
    'cases breached · 逾期 0 not answered · 未答复 0, answered too late · 逾期答复 0',
  );
  expect(breachedRow(inTime, unanswered, late, late, withdrawn)).toBe(
    'cases breached · 逾期 4 not answered · 未答复 2, answered too late · 逾期答复 2',
  );
  expect(summarise([late, unanswered])).toMatchObject({
    breached: 2,
    toldTooLate: 1,
    status: { open: 1, closed: 1, withdrawn: 0 },
  });
});
