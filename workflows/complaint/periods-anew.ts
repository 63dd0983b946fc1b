import type { Instant } from '../../events/envelope.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import type { CountedPeriod } from '../count-period.ts';
import type { Context } from '../process.ts';
import { compareText } from '../standing.ts';
import { agreementsOn } from './agreed-day.ts';
import type { AgreedEnd } from './agreed-day.ts';
import { begunBy, firstPeriodOf } from './clock-period.ts';
import type { Unpublished } from './counting.ts';
import { endsOn } from './ends-on.ts';
import { isInTime } from './in-time.ts';
import { recount } from './recount.ts';
import { restarting } from './restart-clocks.ts';
import type { CaseClock, ClockPeriod, ComplaintState } from './state.ts';

type Rules = { readonly regime: Regime; readonly rule: Clock };

/** A period as it is counted; `agreed` is on which day both sides agreed in place of that. */
export type CountedAnew = ClockPeriod & {
  readonly counted: CountedPeriod;
  readonly agreed: AgreedEnd | null;
};

/**
 * The first period of a clock, counted from another instant, and the one that it is in by that: whatever facts are on
 * record begin it again where they came in time to the period before, and begin nothing where they came too late. What
 * both sides agreed in the time of a period ends it, and the next one where that is no earlier than its own count.
 */
export function periodsAnew(
  state: ComplaintState,
  clock: CaseClock,
  startsAt: Instant,
  { regime, rule }: Rules,
  context: Context,
): { readonly first: CountedAnew; readonly last: CountedAnew } | Uncounted {
  const known = clock.before.length === 0 ? [] : [...clock.before.slice(1), clock];
  const first = count({ ...firstPeriodOf(clock), startsAt });
  if ('unpublished' in first) return first;
  let last = first;
  for (const said of inOrder(state, clock, restarting(regime, rule.name) !== undefined)) {
    if (!isOf(last, said)) continue;
    if ('until' in said) {
      last = agreedTo(said, last, endsOn(said.until, clock.zone));
      continue;
    }
    const already = known.find((one) => one.startsAt === said.at);
    const counted = count(already ?? begunBy(said.at, last));
    if ('unpublished' in counted) return counted;
    const next = orAgreed(counted, last);
    if (already !== undefined || next.counted.dueAt >= last.counted.dueAt) last = next;
  }
  return { first, last };

  function count(period: ClockPeriod): CountedAnew | Uncounted {
    const counted = recount(regime, rule, period, context);
    return 'unpublished' in counted
      ? counted
      : { ...period, agreedOn: null, counted, agreed: null };
  }

  /** A day that was agreed before goes on standing where it is no earlier, told after what was counted. */
  function orAgreed(next: CountedAnew, { agreed }: CountedAnew): CountedAnew {
    const ends = agreed === null ? undefined : endsOn(agreed.until, clock.zone);
    return agreed === null || ends === undefined || ends.dueAt < next.counted.dueAt
      ? next
      : agreedTo(agreed, next, { ...ends, steps: [...next.counted.steps, ...ends.steps] });
  }
}

/**
 * Whether it came in the time of a period. An agreement was recorded only where there was time left by all that was
 * known: no fact that is put right since undoes it, but another agreement does.
 */
function isOf(period: CountedAnew, said: Said): boolean {
  const { startsAt, counted, agreed } = period;
  const stands = 'until' in said && agreed === null;
  return said.at >= startsAt && (stands || isInTime({ ...period, dueAt: counted.dueAt }, said.at));
}

type Uncounted = { readonly unpublished: Unpublished };

function agreedTo(agreed: AgreedEnd, period: CountedAnew, counted: CountedPeriod): CountedAnew {
  return { ...period, agreedOn: agreed.until, counted, agreed };
}

type Said = AgreedEnd | { readonly at: Instant };

/** The dated facts that move its end: those that begin it again, and what was agreed of it. */
function inOrder(state: ComplaintState, clock: CaseClock, restarts: boolean): readonly Said[] {
  const facts = restarts ? state.intake.factsAt.map((at) => ({ at })) : [];
  return [...facts, ...agreementsOn(state, clock)].toSorted((one, other) =>
    compareText(one.at, other.at),
  );
}
