/** One after another for each name; others go on meanwhile. */
export type InTurn = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Writers of one stream who mind no revision queue here, in this process, instead of being refused by the server over
 * and over; those of other processes are still told apart by the revision.
 */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const done = (before ?? Promise.resolve()).then(work);
    const settled = done.catch(() => undefined);
    last.set(name, settled);
    try {
      return await done;
    } finally {
      if (last.get(name) === settled) last.delete(name);
    }
  };
}
