import type { OnParked } from './take.ts';

export type HeardAfterwards = { readonly onParked: OnParked; readonly tell: () => void };

/** What is parked in a transaction is told once that has committed, and not at all when it has not. */
export function heardAfterwards(onParked: OnParked | undefined): HeardAfterwards {
  const parked: Parameters<OnParked>[] = [];
  return {
    onParked: (...one) => void parked.push(one),
    tell: () => parked.forEach((one) => onParked?.(...one)),
  };
}
