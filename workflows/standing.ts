import type { AnyProcess, Standing } from './process.ts';

/** What the shell needs to know of a state. */
export function standing(process: AnyProcess, state: unknown, revision: number): Standing {
  const wakeAt = process
    .deadlines(state)
    .map((deadline) => deadline.at)
    .toSorted(compareText)[0];
  return {
    revision,
    ...(wakeAt === undefined ? {} : { wakeAt }),
    errands: process.errands(state).map(({ otherwise: _otherwise, ...errand }) => errand),
    closed: process.closed(state),
  };
}

/** Order by UTF-16 code units: that of instants, and the same on every machine. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
