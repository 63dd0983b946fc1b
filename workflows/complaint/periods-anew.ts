import type { Instant } from '../../events/envelope.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import type { CountedPeriod } from '../count-period.ts';
import type { Context } from '../process.ts';
import { begunBy } from './clock-period.ts';
import type { Unpublished } from './counting.ts';
import { isInTime } from './in-time.ts';
import { recount } from './recount.ts';
import { restarting } from './restart-clocks.ts';
import type { CaseClock, ClockPeriod, ComplaintState } from './state.ts';

type Rules = { readonly regime: Regime; readonly rule: Clock };
type Counted = ClockPeriod & { readonly counted: CountedPeriod };

/**
 * The first period of a clock, counted from another instant, and the one that it is in by that: whatever facts are on
 * record begin it again where they came in time to the period before, and begin nothing where they came too late.
 */
export function periodsAnew(
  { intake }: ComplaintState,
  clock: CaseClock,
  startsAt: Instant,
  { regime, rule }: Rules,
  context: Context,
): { readonly first: Counted; readonly last: Counted } | { readonly unpublished: Unpublished } {
  const [begun = clock] = clock.before;
  const known = clock.before.length === 0 ? [] : [...clock.before.slice(1), clock];
  const first = count({ ...begun, startsAt });
  if ('unpublished' in first) return first;
  let last = first;
  for (const at of restarting(regime, rule.name) === undefined ? [] : intake.factsAt) {
    const { dueAt } = last.counted;
    if (at < last.startsAt || !isInTime({ ...last, dueAt }, at)) continue;
    const already = known.find((one) => one.startsAt === at);
    const next = count(already ?? begunBy(at, last));
    if ('unpublished' in next) return next;
    if (already !== undefined || next.counted.dueAt > dueAt) last = next;
  }
  return { first, last };

  function count(period: ClockPeriod): Counted | { readonly unpublished: Unpublished } {
    const counted = recount(regime, rule, period, context);
    return 'unpublished' in counted ? counted : { ...period, counted };
  }
}
