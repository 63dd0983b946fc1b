import { expect, test } from 'vitest';
import { simulateInParallel } from '../../simulation/in-parallel.ts';

/** What a run as small as this cannot be asked for, and why. */
const EXEMPT: { readonly [type: string]: string } = {
  WaitingClockPaused:
    'the only clock on the shelf that a word pauses counts in calendar days, so it never waits',
  WaitingClockResumed: 'follows WaitingClockPaused',
};
/** Enough that what is drawn in one case of a hundred occurs under any change of the draws. */
const [SEED, CASES, THREADS] = [20_261_129, 900, 2];

test('every kind of event occurs in simulated cases, but those that cannot', async () => {
  const cases = { seed: SEED, first: 0, number: CASES };
  const { broken, kinds, never } = await simulateInParallel(cases, THREADS, () => undefined);
  expect(broken).toEqual([]);
  expect(never.filter((type) => EXEMPT[type] === undefined)).toEqual([]);
  // What has come to occur needs no exemption any more.
  expect(Object.keys(kinds).filter((type) => EXEMPT[type] !== undefined)).toEqual([]);
  expect(Object.values(kinds).every((times) => times > 0)).toBe(true);
}, 180_000);
