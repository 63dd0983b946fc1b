/**
 * Work on many cases at once, at most `limit` of them, and on each in the order it was given. `start` resolves when
 * there is room for more, so that whoever reads on waits; it rejects once any work has failed, as `finish` does.
 */
export function inTurn(limit: number): {
  readonly start: (key: string, work: () => Promise<void>) => Promise<void>;
  readonly finish: () => Promise<void>;
} {
  const last = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  const faults: unknown[] = [];

  const throwFault = (): void => {
    if (faults.length > 0) throw faults[0];
  };

  const run = (key: string, work: () => Promise<void>): void => {
    const before = last.get(key) ?? Promise.resolve();
    const done = before
      .then(() => (faults.length > 0 ? undefined : work()))
      .catch((error: unknown) => void faults.push(error))
      .finally(() => {
        running.delete(done);
        if (last.get(key) === done) last.delete(key);
      });
    last.set(key, done);
    running.add(done);
  };

  return {
    start: async (key, work) => {
      while (running.size >= limit) await Promise.race(running);
      throwFault();
      run(key, work);
    },
    finish: async () => {
      await Promise.all(running);
      throwFault();
    },
  };
}
