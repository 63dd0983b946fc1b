import { expect, test } from 'vitest';
import { simulateInParallel } from '../../simulation/in-parallel.ts';

/** What cannot occur, and why. */
const IMPOSSIBLE: { readonly [type: string]: string } = {
  WaitingClockPaused:
    'the only clock on the shelf that a word pauses counts in calendar days, so it never waits',
  WaitingClockResumed: 'follows WaitingClockPaused',
};
/** What occurs in one case of a thousand, so that a run as small as this cannot be asked for it, and why. */
const TOO_SELDOM: { readonly [type: string]: string } = {
  NoticeGiven:
    'a second step was granted in time, and its letter failed five times before the clock ran out',
  TellingExcused:
    'three days of contacts in vain, under the one order that knows it, before any telling',
};
/** Enough that what is drawn in one case of three hundred occurs under any change of the draws. */
const [SEED, CASES, THREADS] = [20_261_129, 900, 2];

test('every kind of event occurs in simulated cases, but those that cannot', async () => {
  const cases = { seed: SEED, first: 0, number: CASES };
  const { broken, kinds, never } = await simulateInParallel(cases, THREADS, () => undefined);
  expect(broken).toEqual([]);
  expect(never.filter((type) => !(type in IMPOSSIBLE) && !(type in TOO_SELDOM))).toEqual([]);
  // What has come to occur needs no exemption any more.
  expect(Object.keys(kinds).filter((type) => type in IMPOSSIBLE)).toEqual([]);
  expect(Object.values(kinds).every((times) => times > 0)).toBe(true);
}, 180_000);
