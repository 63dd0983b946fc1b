import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadDatabase } from '../projections/database.ts';
import { openCases } from '../projections/standing.ts';
import type { Answer } from '../workflows/process.ts';

export type Reattend = {
  readonly database: ReadDatabase;
  readonly look: (stream: string) => Promise<Answer>;
  readonly perSecond: number;
};

export type Reattended = { readonly looked: number; readonly unknown: number };

const CASES_PER_PAGE = 500;

/**
 * Gives every open case a look, paced: after the loss of the workflow engine's database, or to bring every case to a
 * changed shell. Each stands up from the log.
 */
export async function reattend(
  { database, look, perSecond }: Reattend,
  onProgress: (counts: Reattended) => void = () => undefined,
): Promise<Reattended> {
  let looked = 0;
  let unknown = 0;
  const started = performance.now();
  for (let after = ''; ;) {
    const streams = await openCases(database, after, CASES_PER_PAGE);
    for (const stream of streams) {
      const due = started + (looked / perSecond) * 1_000;
      if (performance.now() < due) await sleep(due - performance.now());
      const answer = await look(stream).catch((): Answer => ({ status: 'unknown' }));
      looked += 1;
      if (answer.status === 'unknown') unknown += 1;
      onProgress({ looked, unknown });
    }
    const last = streams.at(-1);
    if (last === undefined) return { looked, unknown };
    after = last;
  }
}
