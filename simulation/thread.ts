import { parentPort, workerData } from 'node:worker_threads';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import type { Said, Share } from './in-parallel.ts';
import { simulateCases } from './simulate.ts';

/** One thread's share of the cases. */

/** Cases between two words about progress. */
const A_WORD_EVERY = 10;

const { seed, first, number, step } = workerData as Share;
const say = (said: Said): void => parentPort?.postMessage(said);
let silent = 0;
const cases = Array.from({ length: number }, (_, index) => first + index * step);
const subject = {
  kind: complaintKind,
  shelf: readShelf(REGIMES),
  calendars: readCalendars(CALENDARS),
};
const simulated = await simulateCases(subject, seed, cases, () => {
  silent += 1;
  if (silent < A_WORD_EVERY) return;
  say({ done: silent });
  silent = 0;
});
say({ done: silent });
say({ simulated });
