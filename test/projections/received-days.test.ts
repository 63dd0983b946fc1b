import { expect, test } from 'vitest';
import { daysUnder, receivedAs } from '../../projections/received-days.ts';
import * as story from '../workflows/complaint/a-case.ts';

const own = story.decideClock;
const received = {
  ...{ regime: own.regime, zone: null },
  ...{ received_at: '2026-03-01T16:30:00.000Z', received_on: '2026-03-01' },
};

test('the first clock of the case’s own regime says in whose day it was received, once', () => {
  const days = daysUnder(received, own);
  expect(days).toEqual({ zone: 'Asia/Shanghai', received_on: '2026-03-02' });
  expect(daysUnder({ ...received, ...days }, { ...own, zone: 'America/New_York' })).toEqual({});
});

test('the clock of an overlay does not', () => {
  const abroad = { ...own, regime: 'us-cfpb', zone: 'America/New_York' };
  expect(daysUnder(received, abroad)).toEqual({});
});

test('a corrected receipt is on its day in that zone, also of a case that came without an instant', () => {
  const zone = 'Asia/Shanghai';
  const at = '2026-02-27T16:30:00.000Z';
  expect(receivedAs({ ...received, zone }, at)).toEqual({
    received_at: at,
    received_on: '2026-02-28',
  });
  expect(receivedAs({ ...received, received_at: null, zone }, at)).toEqual({
    received_at: null,
    received_on: '2026-02-28',
  });
});
