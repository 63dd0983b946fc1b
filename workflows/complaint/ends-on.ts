import { count, noonOf } from '../calendar.ts';
import type { CountedPeriod } from '../count-period.ts';

/** A period that ends with a named day, which both sides agreed on or a letter promised: nothing is counted. */
export function endsOn(day: string, zone: string): CountedPeriod {
  // The first day counts, so the period of one day ends with that very day.
  const { dueAt } = count(noonOf(day, zone), { count: 1, unit: 'day' }, zone, true);
  const steps = [{ step: 'end', dueAt, lastDay: day } as const];
  return { dueAt, lastDay: day, countedTo: day, steps };
}
