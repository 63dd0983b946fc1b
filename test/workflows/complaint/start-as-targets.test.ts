import { expect, test } from 'vitest';
import { startAsTargets } from '../../../workflows/complaint/start-as-targets.ts';
import { TUESDAY, given, receivedUnder, rules, told } from './a-case.ts';

const AT = '2026-03-06T02:00:00.000Z';
const from = {
  at: AT,
  raisedTo: 'handler',
  rule: { article: 'house proposal', mark: 'P' },
} as const;
const context = { rules, now: AT };
const regime = (name: string) => {
  const found = rules.regime(name, { at: TUESDAY });
  if (found === undefined) throw new Error(name);
  return found;
};

test('only the clocks to a decision told begin, as targets, from the dispute on', () => {
  const events = startAsTargets(given(told).state(), regime('cn-nfra-2020'), from, context);
  expect(events).toMatchObject([
    { type: 'ClockStarted', data: { clock: 'decide', startsAt: AT, limit: 'target', mark: 'P' } },
  ]);
});

test('what still runs goes on as it is', () => {
  const state = given(receivedUnder('uk-fca-disp')).state();
  expect(startAsTargets(state, regime('uk-fca-disp'), from, context)).toEqual([]);
});
