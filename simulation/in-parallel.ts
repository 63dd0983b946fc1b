import { Worker } from 'node:worker_threads';
import { countKinds, kindsOf } from './kinds.ts';
import { add, noCounts } from './simulate.ts';
import type { Simulated } from './simulate.ts';

/** Which cases of a seed are simulated: `number` of them beginning with `first`. */
export type Cases = { readonly seed: number; readonly first: number; readonly number: number };

/** What a thread is given, and what it says: that so many more cases are done, and at the end what came of all. */
export type Share = Cases & { readonly step: number };
export type Said = { readonly done: number } | { readonly simulated: Simulated };

/** Simulates cases of the complaint on several threads, each taking every so manieth case. */
export async function simulateInParallel(
  { seed, first, number }: Cases,
  threads: number,
  onDone: (cases: number) => void,
): Promise<Simulated> {
  const shares = Array.from({ length: Math.min(threads, number) }, (_, index) => ({
    seed,
    first: first + index,
    number: Math.ceil((number - index) / threads),
    step: threads,
  }));
  const parts = await Promise.all(shares.map((share) => onThread(share, onDone)));
  const counts = noCounts();
  const counted = new Map<string, number>();
  for (const part of parts) {
    add(counts, part);
    countKinds(counted, Object.entries(part.kinds));
  }
  return {
    ...{ ...counts, ...kindsOf(counted) },
    cases: parts.reduce((sum, part) => sum + part.cases, 0),
    broken: parts.flatMap(({ broken }) => broken).toSorted((a, b) => a.case - b.case),
  };
}

function onThread(share: Share, onDone: (cases: number) => void): Promise<Simulated> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: share });
  return new Promise((resolve, reject) => {
    worker.on('message', (said: Said) => {
      if ('done' in said) onDone(said.done);
      else resolve(said.simulated);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A thread ended early, with code ${code}.`)));
  });
}
