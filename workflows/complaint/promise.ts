import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { RANKS } from '../../regimes/regime.ts';
import type { Clock } from '../../regimes/regime.ts';
import { share } from '../calendar.ts';
import type { CountedPeriod } from '../count-period.ts';

/** What is promised when a clock starts or moves, as it stands in the event. */
export type ClockPromise = Pick<
  EventData<'ClockStarted'>,
  'dueAt' | 'lastDay' | 'countedTo' | 'warnings' | 'ladder' | 'article' | 'mark' | 'trace'
>;

export function promiseOf(
  rule: Clock,
  startsAt: Instant,
  { dueAt, lastDay, countedTo, steps }: CountedPeriod,
  about: { readonly raisedTo: string; readonly now: Instant; readonly source?: Source },
): ClockPromise {
  const { article, mark } = about.source ?? rule;
  return {
    ...{ dueAt, lastDay, countedTo },
    ...signposts(rule, { startsAt, dueAt }, about),
    ...{ article, mark, trace: steps },
  };
}

type Source = Pick<ClockPromise, 'article' | 'mark'>;

/**
 * When the handler is warned and the case raised. A warning whose time had passed before the promise was made would
 * tell nobody anything; a raise that is overdue by then is made up for at once. Ranks already reached are left out.
 */
function signposts(
  rule: Clock,
  { startsAt, dueAt }: { readonly startsAt: Instant; readonly dueAt: Instant },
  { raisedTo, now }: { readonly raisedTo: string; readonly now: Instant },
): Pick<ClockPromise, 'warnings' | 'ladder'> {
  const at = (percent: number): Instant => share(startsAt, dueAt, percent);
  const warnings = rule.warnings.map(({ percent }) => ({ percent, at: at(percent) }));
  return {
    warnings: dueAt < now ? [] : warnings.filter((warning) => warning.at >= now),
    ladder: rule.ladder
      .filter(({ rank }) => isAbove(rank, raisedTo))
      .map(({ rank, percent }) => ({ rank, percent, at: later(at(percent), now) })),
  };
}

function later(one: Instant, other: Instant): Instant {
  return one < other ? other : one;
}

/** Whether a rank stands above another on the ladder. */
export function isAbove(rank: string, other: string): boolean {
  return placeOf(rank) > placeOf(other);
}

function placeOf(rank: string): number {
  return (RANKS as readonly string[]).indexOf(rank);
}
