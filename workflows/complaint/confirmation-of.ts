import type { EventData } from '../../events/complaint/complaint-events.ts';
import { RANKS } from '../../regimes/datum.ts';
import type { Regime } from '../../regimes/regime.ts';
import { hoursAfter } from '../calendar.ts';
import type { Context } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import { isAbove } from './promise.ts';
import { everHandled } from './relations.ts';
import { together } from './source.ts';
import type { ComplaintState } from './state.ts';

type Asked = NonNullable<EventData<'NewFactsReceived'>['confirmation']> & {
  /** The rank the case is raised to at once. */
  readonly tell: string;
};

/** Who records facts, and whether a breach on record would be none by them. */
type Recorded = { readonly by: string; readonly undoesBreach: boolean };

/**
 * Who must confirm that facts are new before a clock moves, and by when; undefined where whoever records them is a
 * second person already: somebody who neither handles nor ever handled the case, and whose rank is enough where its
 * clocks have begun again as often as a regime lets them. What undoes a breach nobody records alone. Of several
 * regimes the strictest asks, for all of them.
 */
export function confirmationOf(
  state: ComplaintState,
  { by: recorder, undoesBreach }: Recorded,
  { rules, now, actor }: Context,
): Asked | undefined {
  const repeats = openRegimes(state, rules).flatMap(restarting);
  const persons = repeats.flatMap(({ secondPerson }) => secondPerson ?? []);
  const [first] = persons.toSorted((one, other) => one.hours - other.hours);
  if (first === undefined) return undefined;
  const above = repeats
    .flatMap(({ atMost }) => atMost ?? [])
    .filter(({ restarts }) => restarts <= state.intake.factsAt.length)
    .toSorted((one, other) => RANKS.indexOf(other.rank) - RANKS.indexOf(one.rank))[0];
  const isTooLow = above !== undefined && isAbove(above.rank, actor.rank);
  if (!undoesBreach && !everHandled(state, recorder) && !isTooLow) return undefined;
  const { tell, then } = first;
  const dueAt = hoursAfter(now, first.hours);
  return above === undefined
    ? { tell, dueAt, then, article: first.article, mark: first.mark }
    : { tell: above.rank, dueAt, then, rank: above.rank, ...together([first, above]) };
}

function restarting({ repeats = [] }: Regime) {
  return repeats.filter(({ newFacts, effect }) => newFacts && effect === 'restart');
}
