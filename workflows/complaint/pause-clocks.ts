import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Regime } from '../../regimes/regime.ts';
import { resumePeriod } from '../count-period.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { counting, refuseUncounted, ruleName, ruleOf } from './counting.ts';
import { promiseOf } from './promise.ts';
import { refuse } from './refuse.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * Time that does not count: expert work of which the complainant was told, mediation to which he agreed. Only what a
 * regime lists as a pause stops its clocks, and only once all that it asks for beforehand is so.
 */
export function pauseClocks(
  state: ComplaintState,
  { pause: name, ...said }: CommandData<'PauseClocks'>,
  { actor, now, rules }: Context,
): Decision<ComplaintEvent> {
  if (state.handler === null)
    return refuse(
      'nobody-assigned',
      'While nothing falls due somebody must look after the case: assign it first.',
      '时限中止期间须有人跟进，请先分派经办人。',
    );
  const events: ComplaintEvent[] = [];
  for (const clock of running(state).filter(
    ({ paused, breached }) => paused === null && !breached,
  )) {
    const pause = ruleOf(clock, rules)?.regime.pauses?.find(
      (one) => one.name === name && one.clocks.includes(ruleName(clock.name)),
    );
    if (pause === undefined || clock.dueAt < now) continue;
    const missing = missingFor(pause.preconditions, said, now);
    if (missing !== undefined) return missing;
    const { article, mark } = pause;
    const data = { clock: clock.name, pause: name, pausedAt: now, ...said, article, mark };
    events.push({ type: 'ClockPaused', data: { ...data, by: actor.id } });
  }
  if (events.length > 0) return { events };
  return running(state).some(({ paused }) => paused?.pause === name)
    ? { events: [] }
    : refuse(
        'nothing-to-pause',
        `No clock that still runs in time may be paused by ${name}.`,
        `没有可因 ${name} 中止计算且尚未届满的时限。`,
      );
}

type Preconditions = NonNullable<Regime['pauses']>[number]['preconditions'];

function missingFor(
  preconditions: Preconditions,
  said: Pick<CommandData<'PauseClocks'>, 'complainantToldAt' | 'complainantAgreedAt'>,
  now: string,
): { readonly refused: Refusal } | undefined {
  const at = {
    'complainant-told': said.complainantToldAt,
    'complainant-agreed': said.complainantAgreedAt,
  };
  for (const precondition of preconditions) {
    const instant = at[precondition];
    if (instant !== undefined && instant <= now) continue;
    return precondition === 'complainant-told'
      ? refuse(
          'complainant-not-told-of-pause',
          'The clock runs on until the complainant has been told of the pause; say when he was.',
          '告知投诉人之前时限不得中止；请注明告知时间。',
        )
      : refuse(
          'complainant-not-agreed',
          'The clock runs on unless the complainant has agreed; say when he did.',
          '未经投诉人同意时限不得中止；请注明同意时间。',
        );
  }
  return undefined;
}

/** The clocks of a pause run on, later by the time that did not count. */
export function resumeClocks(
  state: ComplaintState,
  { pause }: CommandData<'ResumeClocks'>,
  context: Context,
): Decision<ComplaintEvent> {
  if (state.handler === null)
    return refuse(
      'nobody-assigned',
      'A case in which nothing falls due needs somebody who looks after it: assign it first.',
      '时限中止期间须有人跟进，请先分派经办人。',
    );
  const events: ComplaintEvent[] = [];
  for (const clock of running(state).filter(({ paused }) => paused?.pause === pause)) {
    const resumed = resume(state, clock, context);
    if ('refused' in resumed) return resumed;
    events.push(resumed);
  }
  return { events };
}

function resume(
  { raisedTo }: ComplaintState,
  clock: CaseClock,
  { actor, now, rules }: Context,
): ComplaintEvent | { readonly refused: Refusal } {
  const found = ruleOf(clock, rules);
  if (found === undefined || clock.paused === null)
    return refuse(
      'no-such-rule',
      `The rule of the clock ${clock.name} is not on the shelf.`,
      `未找到时限 ${clock.name} 所依据的规则。`,
    );
  const { pause, pausedAt } = clock.paused;
  const { regime, rule } = found;
  const { dueAt, lastDay, countedTo, startsAt } = clock;
  const counted = counting(regime, rule, { rules, now })((way) =>
    resumePeriod(
      { dueAt, lastDay, countedTo },
      { pausedAt, resumedAt: now },
      rule.length.unit,
      way,
    ),
  );
  if ('unpublished' in counted) return refuseUncounted(counted.unpublished);
  const source = { article: clock.article, mark: rule.mark };
  return {
    type: 'ClockResumed',
    data: {
      ...{ clock: clock.name, pause, pausedAt, resumedAt: now, before: dueAt },
      ...promiseOf(rule, startsAt, counted, { raisedTo, now, source }),
      by: actor.id,
    },
  };
}
