import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf, unionOf } from '../../workflows/time-left-out.ts';

const at = (day: number) => new Date(Date.UTC(2026, 2, day)).toISOString();
const pause = (from: number, to: number) => ({ pausedAt: at(from), resumedAt: at(to) });

describe('the union of pauses', () => {
  test('holds once what several held, in the order of time', () => {
    expect(unionOf([pause(5, 10), pause(3, 14), pause(20, 22)])).toEqual([
      pause(3, 14),
      pause(20, 22),
    ]);
    expect(unionOf([pause(5, 10), pause(3, 7), pause(9, 12)])).toEqual([pause(3, 12)]);
    expect(unionOf([])).toEqual([]);
  });

  test('leaves apart what only touches', () => {
    expect(unionOf([pause(3, 5), pause(5, 7)])).toEqual([pause(3, 5), pause(5, 7)]);
  });
});

describe('the pieces of a pause that no other holds', () => {
  test('are what comes before, between and after the others', () => {
    expect(piecesOf(pause(3, 14), [pause(11, 12), pause(5, 10)])).toEqual([
      pause(3, 5),
      pause(10, 11),
      pause(12, 14),
    ]);
    expect(piecesOf(pause(3, 14), [pause(1, 5), pause(12, 20)])).toEqual([pause(5, 12)]);
    expect(piecesOf(pause(3, 14), [pause(1, 3), pause(14, 20)])).toEqual([pause(3, 14)]);
    expect(piecesOf(pause(3, 14), [])).toEqual([pause(3, 14)]);
  });

  test('are its end alone where the others hold all of it', () => {
    expect(piecesOf(pause(3, 14), [pause(3, 9), pause(8, 14)])).toEqual([pause(14, 14)]);
  });

  test('and what the others hold are all that any of them holds, none of it twice', () => {
    const day = fc.integer({ min: 1, max: 28 });
    const some = fc
      .tuple(day, day)
      .map(([one, other]) => [Math.min(one, other), Math.max(one, other)]);
    const span = some.map(([from = 1, to = 1]) => pause(from, to));
    const length = (pauses: readonly ReturnType<typeof pause>[]) =>
      pauses.reduce(
        (sum, { pausedAt, resumedAt }) => sum + Date.parse(resumedAt) - Date.parse(pausedAt),
        0,
      );
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 5 }), (one, others) => {
        const pieces = length(piecesOf(one, others));
        expect(pieces + length(unionOf(others))).toBe(length(unionOf([one, ...others])));
      }),
    );
  });
});
