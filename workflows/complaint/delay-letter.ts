import type { Instant } from '../../events/envelope.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { share } from '../calendar.ts';
import type { Refusal } from '../process.ts';
import { running } from './clocks.ts';
import type { AfterState } from './after-state.ts';
import { ruleOf } from './counting.ts';
import { endsOn } from './ends-on.ts';
import type { Content } from './letter-content.ts';
import { refuse } from './refuse.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * A letter that says why there is no answer yet stands for the answer only near the end of the time for it: sent on the
 * second day it would stop an eight weeks' clock of which nobody could know yet that it will not be kept
 * (DISP 1.6.2R(2)). Each clock has its own first instant; a letter takes the clocks that it is late enough for.
 */

/** From when on a letter of delay meets a clock; what went out before the clock began explains nothing of it. */
export function takesDelayFrom(
  clock: Pick<CaseClock, 'name' | 'regime' | 'version' | 'startsAt' | 'dueAt'>,
  rules: RuleBook,
): Instant {
  const { startsAt, dueAt } = clock;
  const from = ruleOf(clock, rules)?.rule.orMetByFrom;
  return from === undefined ? startsAt : share(startsAt, dueAt, from.percent);
}

/** The day of the answer that a letter of delay names, by the revision of the explanation that it is about. */
export function promisedBy({ promised }: AfterState, letter: number | null): string | undefined {
  return promised.find((one) => one.letter === letter)?.on;
}

/** A letter that must say by when an answer is expected names the day (DISP 1.6.2R(2)(a)). */
export function refuseUndated(
  demanded: readonly Content[],
  expectedOn: string | undefined,
): { readonly refused: Refusal } | undefined {
  const dated = demanded.find(({ sections }) => sections.some(({ day }) => day === true));
  return expectedOn === undefined && dated !== undefined
    ? refuse(
        'expected-day-missing',
        `The letter says by when an answer is expected (${dated.article}): give the day as expectedOn.`,
        `信函应载明预计答复日期（${dated.article}），请填写 expectedOn。`,
      )
    : undefined;
}

/** A letter promises no day that is over, by the days of any regime whose letter it is. */
export function refusePastDay(
  expectedOn: string | undefined,
  zones: readonly string[],
  now: Instant,
): { readonly refused: Refusal } | undefined {
  return expectedOn !== undefined && zones.some((zone) => endsOn(expectedOn, zone).dueAt < now)
    ? refuse(
        'expected-day-past',
        `The letter promises an answer by ${expectedOn}, which is past.`,
        `信函所载预计答复日期 ${expectedOn} 已过。`,
      )
    : undefined;
}

/** Why no letter of delay is written now: every clock that one meets is met by an earlier one, or takes it later. */
export function refuseDelayNow(
  state: ComplaintState,
  { now, rules }: { readonly now: Instant; readonly rules: RuleBook },
): { readonly refused: Refusal } | undefined {
  const { delayExplainedAt } = state.after;
  const firsts = running(state)
    .filter(({ orMetBy = [] }) => orMetBy.includes('delay-explained'))
    .map((clock) => takesDelayFrom(clock, rules));
  const unexplained = firsts.filter((from) => delayExplainedAt === null || delayExplainedAt < from);
  if (unexplained.some((from) => from <= now)) return undefined;
  const [first] = unexplained.toSorted();
  if (first !== undefined)
    return refuse(
      'delay-explained-too-early',
      `A letter of delay stands for the answer only towards the end of the time for it: from ${first} on.`,
      `延迟告知函仅在答复期限临近届满时方可代替答复，最早可于 ${first} 发出。`,
    );
  return delayExplainedAt === null
    ? undefined
    : refuse(
        'delay-explained-already',
        'The complainant was told of the delay already.',
        '此前已告知投诉人延迟情况。',
      );
}
