import type { RecordedEvent } from '../../events/envelope.ts';
import type { Figure } from '../../events/institution/figure.ts';
import { countedFrom } from '../returns/count-return.ts';
import type { CountedReturn } from '../returns/count-return.ts';
import type { KnownCase } from '../returns/known-case.ts';
import type { Period } from '../returns/period.ts';
import { cellsOf } from '../returns/placed.ts';
import { returnCases } from '../returns/return-cases.ts';
import type { ReturnForm } from '../returns/return-form.ts';
import { tallyOf } from '../returns/tally.ts';
import { foldsAt } from './folds-at.ts';
import type { At } from './folds-at.ts';

/**
 * A return as it would have been made of what was known, or was so, at an instant; from the log alone. By recorded time
 * it is the return that is pinned to that instant. Throws as `countReturn` does.
 */
export async function returnAsOf(
  { form, period, at }: { readonly form: ReturnForm; readonly period: Period; readonly at: At },
  cases: AsyncIterable<readonly RecordedEvent[]>,
  figures: readonly Figure[] = [],
): Promise<CountedReturn> {
  const tally = tallyOf(form);
  for await (const { stream, state } of foldsAt(returnCases, cases, at)) {
    // What the read model of returns folds.
    const { known } = state as { readonly known: KnownCase };
    tally.add(stream.slice(stream.indexOf('.') + 1), cellsOf(form, period, known));
  }
  return countedFrom(tally, { form, period, knownAt: at.instant }, figures);
}
