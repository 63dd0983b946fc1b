import type { Clock, Regime } from '../../regimes/regime.ts';
import type { Uncovered } from '../business-days.ts';
import { countPeriod, prolongPeriod, resumePeriod } from '../count-period.ts';
import type { CountedPeriod, CountingWay, Pause } from '../count-period.ts';
import type { Context } from '../process.ts';
import { unionOf } from '../time-left-out.ts';
import { counting } from './counting.ts';
import type { Counted } from './counting.ts';
import type { CaseClock } from './state.ts';

/** A period with all its steps and pauses, counted from another start; its trace tells each of them. */
export function recount(
  regime: Regime,
  rule: Clock,
  { startsAt, step, pauses }: Pick<CaseClock, 'startsAt' | 'step' | 'pauses'>,
  context: Pick<Context, 'rules' | 'now'>,
): Counted {
  const taken = rule.extensions.findIndex(({ name }) => name === step) + 1;
  return counting(regime, rule, context, (way) =>
    withPauses(
      rule.extensions
        .slice(0, taken)
        .reduce<CountedPeriod | Uncovered>(
          (before, { to }) =>
            then(before, (counted) =>
              'total' in to
                ? countPeriod(startsAt, to.total, way, 'total')
                : prolongPeriod(counted, to.add, way),
            ),
          countPeriod(startsAt, rule.length, way),
        ),
      rule,
      pauses,
      way,
    ),
  );
}

/** A new length in all does not swallow the time that did not count; what several pauses held is left out once. */
export function withPauses(
  period: CountedPeriod | Uncovered,
  { length }: Clock,
  pauses: readonly Pause[],
  way: CountingWay,
): CountedPeriod | Uncovered {
  return unionOf(pauses).reduce<CountedPeriod | Uncovered>(
    (before, pause) => then(before, (counted) => resumePeriod(counted, pause, length.unit, way)),
    period,
  );
}

/** One count after another, with the steps of both. */
function then(
  before: CountedPeriod | Uncovered,
  next: (counted: CountedPeriod) => CountedPeriod | Uncovered,
): CountedPeriod | Uncovered {
  if ('uncovered' in before) return before;
  const after = next(before);
  return 'uncovered' in after ? after : { ...after, steps: [...before.steps, ...after.steps] };
}
