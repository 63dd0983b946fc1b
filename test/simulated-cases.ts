import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import { simulateCases } from '../simulation/simulate.ts';
import type { LeftCase } from '../simulation/simulate.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';

/** So many simulated cases of one seed, each with the rules it lived under. */
export async function simulatedCases(seed: number, cases: number): Promise<readonly LeftCase[]> {
  const left: LeftCase[] = [];
  const [shelf, calendars] = [readShelf(REGIMES), readCalendars(CALENDARS)];
  const numbers = Array.from({ length: cases }, (_, index) => index);
  await simulateCases({ kind: complaintKind, shelf, calendars }, seed, numbers, (one) =>
    left.push(one),
  );
  return left;
}
