import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import { simulateCases } from '../simulation/simulate.ts';
import type { LeftCase } from '../simulation/simulate.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';

/** So many simulated cases of one seed, each with the rules it lived under. */
export async function simulatedCases(seed: number, cases: number): Promise<readonly LeftCase[]> {
  const all: LeftCase[] = [];
  for await (const left of eachSimulatedCase(seed, cases)) all.push(left);
  return all;
}

/** The same one after the other: of many thousands no more than one is in memory. */
export async function* eachSimulatedCase(seed: number, cases: number): AsyncGenerator<LeftCase> {
  const [shelf, calendars] = [readShelf(REGIMES), readCalendars(CALENDARS)];
  const subject = { kind: complaintKind, shelf, calendars };
  for (let number = 0; number < cases; number += 1) {
    const left: LeftCase[] = [];
    await simulateCases(subject, seed, [number], (one) => left.push(one));
    yield* left;
  }
}
