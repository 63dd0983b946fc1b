import type { Clock } from '../../regimes/regime.ts';
import type { Instant } from '../../events/envelope.ts';
import type { CountedPeriod } from '../count-period.ts';
import type { Refusal } from '../process.ts';
import { compareText } from '../standing.ts';
import { firstPeriodOf } from './clock-period.ts';
import { endsOn } from './ends-on.ts';
import { refuse } from './refuse.ts';
import type { Agreed } from './decision-state.ts';
import { latest } from './pauses-of.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * The day with which both sides agreed that a clock ends goes before what the rules count (Order 2020-3 art. 21). It is
 * a day and no length: no step of the ladder and no time that does not count moves it, and new facts only where they
 * give more time. A clock that begins anew, as after a dispute, has nothing agreed of it.
 */

/** Whether both sides agreed on the end of a clock: only another agreement moves it. */
export function isAgreed({ agreedOn }: Pick<CaseClock, 'agreedOn'>): boolean {
  return agreedOn !== null;
}

export function refuseAgreed(clock: string): { readonly refused: Refusal } {
  return refuse(
    'time-limit-agreed',
    `Both sides agreed when the clock ${clock} ends: only another agreement moves it.`,
    `双方已就时限 ${clock} 另有约定，仅可再行约定。`,
  );
}

type Ends = {
  readonly ends: CountedPeriod;
  /** What decides the end, where it is the day agreed. */
  readonly source: Pick<CaseClock, 'article' | 'mark'>;
  readonly said: { readonly agreedOn?: string };
};

/** The end of a clock counted anew; or the day agreed, where that is no earlier, told after what was counted. */
export function orAgreedDay(clock: CaseClock, rule: Clock, counted: CountedPeriod): Ends {
  const agreed = agreedDay(clock);
  return agreed === undefined || agreed.ends.dueAt < counted.dueAt
    ? { ends: counted, source: rule, said: {} }
    : { ...agreed, ends: { ...agreed.ends, steps: [...counted.steps, ...agreed.ends.steps] } };
}

export function agreedDay({ agreedOn, zone, article, mark }: CaseClock) {
  return agreedOn === null
    ? undefined
    : { ends: endsOn(agreedOn, zone), source: { article, mark }, said: { agreedOn } };
}

/** On which end of a clock both sides agreed and when; `at` is when it counts from. */
export type AgreedEnd = Pick<Agreed, 'article' | 'mark' | 'agreedAt'> & {
  readonly at: Instant;
  readonly until: string;
};

/** All that they agreed of its end, by when they did; of what was agreed before it began, from its beginning on. */
export function agreementsOn(
  { decided, replaced }: Pick<ComplaintState, 'decided' | 'replaced'>,
  clock: CaseClock,
): readonly AgreedEnd[] {
  const { startsAt } = firstPeriodOf(clock);
  const { stoppedAt } = clock;
  const before = replaced
    .filter((one) => one !== clock && one.name === clock.name)
    .flatMap((one) => one.stoppedAt ?? [])
    .filter((one) => one <= startsAt);
  return decided.agreed
    .filter((one) => one.clock === clock.name && before.every((end) => end < one.agreedAt))
    .filter(({ agreedAt }) => stoppedAt === null || agreedAt <= stoppedAt)
    .flatMap(({ agreedAt, until, article, mark }) =>
      until === undefined
        ? []
        : [{ at: latest(agreedAt, startsAt), agreedAt, until, article, mark }],
    )
    .toSorted((one, other) => compareText(one.at, other.at));
}
