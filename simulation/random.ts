/** A small random generator by seed (mulberry32): the same seed gives the same choices on every machine. */
export type Random = {
  /** A whole number from 0 up to, but not including, `limit`. */
  readonly below: (limit: number) => number;
  /** True in about this share of calls, from 0 to 1. */
  readonly chance: (share: number) => boolean;
  /** One of a list, `undefined` of an empty one. */
  readonly pick: <Item>(items: readonly Item[]) => Item | undefined;
};

/** The generator of a seed, and of whatever further numbers set it apart. */
export function randomOf(seed: number, ...apart: readonly number[]): Random {
  let state = apart.reduce((mixed, one) => scramble(mixed ^ scramble(one + 1)), seed >>> 0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return scramble(state);
  };
  return {
    below: (limit) => next() % limit,
    chance: (share) => next() < share * 2 ** 32,
    pick: (items) => items[next() % Math.max(1, items.length)],
  };
}

function scramble(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 15), number | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
