import { describe, expect, test } from 'vitest';
import type { Awaited } from '../../../workers/reconcile/awaited.ts';
import { driftsOf } from '../../../workers/reconcile/drifts.ts';
import { NOTHING_HELD } from '../../../workers/reconcile/held.ts';
import type { Held } from '../../../workers/reconcile/held.ts';

const STREAM = 'complaint-onebank.0123456789AB';
const NOW = Date.parse('2026-03-02T12:00:00.000Z');
const at = (seconds: number): string => new Date(NOW + seconds * 1_000).toISOString();
const HOUR = 3_600;

const awaited = (differences: Partial<Awaited> = {}): Awaited => ({
  ...{ revision: 4, wakeAt: at(HOUR), errands: {}, isOver: false },
  ...differences,
});
const over = awaited({ isOver: true, wakeAt: undefined });
const held = (differences: Partial<Held> = {}): Held => ({
  ...{ running: true, timers: [NOW + HOUR * 1_000 + 1], errands: [], trouble: undefined },
  ...differences,
});
const ringsIn = (seconds: number): Held => held({ timers: [NOW + seconds * 1_000] });
const letter = (seconds: number): Awaited => awaited({ errands: { 'letter@3': at(seconds) } });
const kinds = (one: Awaited | undefined, other: Held): readonly string[] =>
  driftsOf(STREAM, one, other, NOW).map(({ kind }) => kind);

describe('both agree', () => {
  test.each<[string, Awaited | undefined, Held]>([
    ['on the instant, a millisecond after which the timer rings', awaited(), held()],
    ['on a timer that a slow visit made late', awaited(), ringsIn(HOUR + 9)],
    ['on nothing at all', undefined, NOTHING_HELD],
    ['on a case that is over', over, held({ running: false, timers: [] })],
    ['while a deadline is seen to', awaited({ wakeAt: at(-20) }), held({ timers: [] })],
    ['while the shell tries again, since the log was away', awaited(), ringsIn(30)],
    ['on an errand under way', letter(-HOUR), held({ errands: ['letter@3'] })],
    ['on an errand that rests in its time', letter(60), held()],
  ])('%s', (_how, one, other) => {
    expect(driftsOf(STREAM, one, other, NOW)).toEqual([]);
  });
});

describe('a drift is', () => {
  test.each<[string, Awaited | undefined, Held]>([
    ['not-attended', awaited(), NOTHING_HELD],
    ['not-attended', awaited({ wakeAt: undefined }), held({ running: false, timers: [] })],
    ['attended-in-vain', undefined, held()],
    ['attended-in-vain', over, held()],
    ['late', awaited({ wakeAt: at(-31) }), held({ timers: [] })],
    ['no-timer', awaited(), held({ timers: [] })],
    ['wrong-instant', awaited(), ringsIn(HOUR + 11)],
    ['wrong-instant', awaited(), ringsIn(HOUR / 2)],
    ['wrong-instant', awaited({ wakeAt: undefined }), held()],
    ['errand-lost', letter(-31), held()],
    ['errand-in-vain', awaited(), held({ errands: ['letter@3'] })],
  ])('%s', (kind, one, other) => {
    expect(kinds(one, other)).toEqual([kind]);
  });

  test('told with what either side has, and the cause', () => {
    const trouble = 'terminated: by hand';
    expect(driftsOf(STREAM, awaited(), { ...NOTHING_HELD, trouble }, NOW)).toEqual([
      { stream: STREAM, kind: 'not-attended', awaits: at(HOUR), holds: null, cause: trouble },
    ]);
    expect(driftsOf(STREAM, awaited(), ringsIn(HOUR / 2), NOW)).toMatchObject([
      { awaits: at(HOUR), holds: at(HOUR / 2) },
    ]);
  });

  test('not the only one a case may have', () => {
    const other = held({ timers: [], errands: ['survey@4'] });
    expect(kinds(letter(-HOUR), other)).toEqual(['no-timer', 'errand-lost', 'errand-in-vain']);
  });
});
