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

test('a breach of a promise that was moved since is revoked by its new due instant', () => {
  const of = (type: string, more: object) => {
    const data = { clock: 'decide', dueAt: '2026-04-17T15:59:59.999Z', because: 'fact-corrected' };
    return { type, data: { ...data, ...more } };
  };
  const breaches = [breach('decide', 'legal'), breach('reply', 'legal')];
  expect(outcomesOf([...breaches, of('BreachRevoked', {})])).toMatchObject({ breaches: 1 });
  const earlier = of('BreachRevoked', { promise: 3 });
  expect(outcomesOf([...breaches, earlier])).toMatchObject({ breaches: 2 });
  const anew = of('DeadlineBreached', { limit: 'target' });
  expect(outcomesOf([...breaches, anew, of('BreachRevoked', {})])).toMatchObject({
    ...{ breaches: 2, targetsMissed: 0 },
  });
});
