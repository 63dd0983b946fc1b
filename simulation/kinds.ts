import { complaintEvents } from '../events/complaint/complaint-events.ts';

/** Which kinds of events a simulation drew: what never occurred proves nothing of its rules. */

/** Still read in old records, and recorded by no command any more. */
const RECORDED_NO_MORE: { readonly [type: string]: string } = {
  ReviewDecided: 'of the time when the reviewer decided alone; a review is signed off now',
};

const KINDS: readonly string[] = Object.keys(complaintEvents).filter(
  (type) => RECORDED_NO_MORE[type] === undefined,
);

/** How often each kind that occurred did so, and those that never did. */
export type Kinds = {
  readonly kinds: { readonly [type: string]: number };
  readonly never: readonly string[];
};

export function kindsOf(counted: ReadonlyMap<string, number>): Kinds {
  return {
    kinds: Object.fromEntries([...counted].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    never: KINDS.filter((type) => !counted.has(type)),
  };
}

/** Adds what else was counted. */
export function countKinds(
  counted: Map<string, number>,
  more: Iterable<readonly [type: string, times: number]>,
): void {
  for (const [type, times] of more) counted.set(type, (counted.get(type) ?? 0) + times);
}
