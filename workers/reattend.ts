import PQueue from 'p-queue';
import type { ReadDatabase } from '../projections/database.ts';
import { openCases } from '../projections/standing.ts';
import type { Answer } from '../workflows/process.ts';

export type Reattend = {
  readonly database: ReadDatabase;
  readonly look: (stream: string) => Promise<Answer>;
  /** Above 0. */
  readonly perSecond: number;
};

/** `unknown` are those of `looked` that did not answer in time, or could not be asked. */
export type Reattended = { readonly looked: number; readonly unknown: number };

const CASES_PER_PAGE = 500;
/** A case that stands up takes its time; the others do not wait for it. */
const LOOKS_AT_ONCE = 8;

/**
 * Gives every open case a look, paced: after the loss of the workflow engine's database, or to bring every case to a
 * changed shell. Each stands up from the log. Rejects when the database cannot be read; running it again is safe.
 */
export async function reattend(
  { database, look, perSecond }: Reattend,
  onProgress: (counts: Reattended) => void = () => undefined,
): Promise<Reattended> {
  let looked = 0;
  let unknown = 0;
  const pace = { interval: 1_000 / perSecond, intervalCap: 1 };
  const queue = new PQueue({ concurrency: LOOKS_AT_ONCE, ...pace });
  const lookAt = async (stream: string): Promise<void> => {
    const answer = await look(stream).catch((): Answer => ({ status: 'unknown' }));
    looked += 1;
    if (answer.status === 'unknown') unknown += 1;
    onProgress({ looked, unknown });
  };
  for (let after = ''; ;) {
    const streams = await openCases(database, after, CASES_PER_PAGE);
    await queue.addAll(streams.map((stream) => () => lookAt(stream)));
    const last = streams.at(-1);
    if (last === undefined) return { looked, unknown };
    after = last;
  }
}
