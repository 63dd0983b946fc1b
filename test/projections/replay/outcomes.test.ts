import { expect, test } from 'vitest';
import { outcomesOf } from '../../../projections/replay/outcomes.ts';

const breach = (clock: string, limit: string) => ({
  type: 'DeadlineBreached',
  data: { clock, limit, dueAt: '2026-03-17T15:59:59.999Z' },
});

test('breaches, targets missed, extensions and escalations are counted', () => {
  const extended = { type: 'ClockExtended', data: { clock: 'decide' } };
  const raised = { type: 'CaseEscalated', data: { to: 'head' } };
  expect(
    outcomesOf([breach('decide', 'legal'), breach('reply', 'target'), extended, raised, raised]),
  ).toEqual({ breaches: 1, targetsMissed: 1, extensions: 1, escalations: 2 });
});

test('a breach that was revoked is none', () => {
  const revoked = { ...breach('decide', 'legal'), type: 'BreachRevoked' };
  expect(outcomesOf([breach('decide', 'legal'), revoked])).toMatchObject({ breaches: 0 });
});
