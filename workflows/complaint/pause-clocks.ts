import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Box } from '../../events/personal.ts';
import type { Regime } from '../../regimes/regime.ts';
import { resumePeriod } from '../count-period.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { counting, refuseUncounted, ruleName, ruleOf } from './counting.ts';
import { promiseOf } from './promise.ts';
import { refuse } from './refuse.ts';
import { receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * Time that does not count: expert work of which the complainant was told, mediation to which he agreed. Only what a
 * regime lists as a pause stops its clocks, and only once all that it asks for beforehand is so.
 */
export function pauseClocks(
  state: ComplaintState,
  { pause: name, ...said }: CommandData<'PauseClocks'>,
  context: Context,
): Decision<ComplaintEvent> {
  if (state.handler === null)
    return refuse(
      'nobody-assigned',
      'While nothing falls due somebody must look after the case: assign it first.',
      '时限中止期间须有人跟进，请先分派经办人。',
    );
  const receivedAt = receivedAtOf(state);
  if (receivedAt !== null && (said.complainantToldAt ?? receivedAt) < receivedAt)
    return refuse(
      'told-before-received',
      'The complainant cannot have been told of the pause before the complaint was received.',
      '告知投诉人中止的时间不能早于投诉接收时间。',
    );
  const paused = pauses(state, (one) => one.name === name, { ...said, at: context.now }, context);
  if ('refused' in paused || paused.events.length > 0) return paused;
  return running(state).some((clock) => clock.paused?.pause === name)
    ? { events: [] }
    : refuse(
        'nothing-to-pause',
        `No clock that still runs in time may be paused by ${name}.`,
        `没有可因 ${name} 中止计算且尚未届满的时限。`,
      );
}

type Pause = NonNullable<Regime['pauses']>[number];
type Said = Pick<CommandData<'PauseClocks'>, 'complainantToldAt' | 'complainantAgreedAt'> & {
  readonly reasons?: Box | undefined;
  readonly at: Instant;
};

/** The clocks that stand still from an instant, each by the pause that its own regime lists. */
function pauses(
  state: ComplaintState,
  isMeant: (pause: Pause) => boolean,
  { at: pausedAt, ...said }: Said,
  { actor, now, rules }: Context,
): Decision<ComplaintEvent> {
  const events: ComplaintEvent[] = [];
  const ticking = running(state).filter(({ paused, breached }) => paused === null && !breached);
  for (const clock of ticking.filter(
    ({ dueAt, startsAt, pauses: over }) =>
      startsAt <= pausedAt && dueAt >= now && over.every(({ resumedAt }) => resumedAt <= pausedAt),
  )) {
    const pause = ruleOf(clock, rules)?.regime.pauses?.find(
      (one) => isMeant(one) && one.clocks.includes(ruleName(clock.name)),
    );
    if (pause === undefined) continue;
    const missing = missingFor(pause.preconditions, said, now);
    if (missing !== undefined) return missing;
    const { name, article, mark } = pause;
    const data = { clock: clock.name, pause: name, pausedAt, ...said, article, mark };
    events.push({ type: 'ClockPaused', data: { ...data, by: actor.id } });
  }
  return { events };
}

/** What begins outside and stops clocks by its own event, such as mediation; none while nobody looks after the case. */
export function pausesFor(
  state: ComplaintState,
  occasion: Pause['startsWith'],
  said: Said,
  context: Context,
): readonly ComplaintEvent[] {
  if (state.handler === null) return [];
  const paused = pauses(state, ({ startsWith }) => startsWith === occasion, said, context);
  return 'events' in paused ? paused.events : [];
}

function missingFor(
  preconditions: Pause['preconditions'],
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
  return resumed(state, (one) => one.name === pause, context.now, context);
}

/** The same, when what stopped them has ended outside at an instant. */
export function resumesAfter(
  state: ComplaintState,
  occasion: Pause['endsWith'],
  at: Instant,
  context: Context,
): Decision<ComplaintEvent> {
  return resumed(state, ({ endsWith }) => endsWith === occasion, at, context);
}

function resumed(
  state: ComplaintState,
  isMeant: (pause: Pause) => boolean,
  at: Instant,
  context: Context,
): Decision<ComplaintEvent> {
  const events: ComplaintEvent[] = [];
  for (const clock of running(state)) {
    const { paused } = clock;
    const listed = ruleOf(clock, context.rules)?.regime.pauses ?? [];
    const isOver = listed.some((one) => one.name === paused?.pause && isMeant(one));
    if (paused === null || !isOver) continue;
    const event = resume(state, clock, at, context);
    if ('refused' in event) return event;
    events.push(event);
  }
  return { events };
}

function resume(
  { raisedTo }: ComplaintState,
  clock: CaseClock,
  resumedAt: Instant,
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
  const counted = counting(regime, rule, { rules, now }, (way) =>
    resumePeriod({ dueAt, lastDay, countedTo }, { pausedAt, resumedAt }, rule.length.unit, way),
  );
  if ('unpublished' in counted) return refuseUncounted(counted.unpublished);
  const source = { article: clock.article, mark: rule.mark };
  return {
    type: 'ClockResumed',
    data: {
      ...{ clock: clock.name, pause, pausedAt, resumedAt, before: dueAt },
      ...promiseOf(rule, startsAt, counted, { raisedTo, now, source }),
      by: actor.id,
    },
  };
}
