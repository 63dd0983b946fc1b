import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { isAgreed, refuseAgreed } from './agreed-day.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { ruleOf } from './counting.ts';
import { expectEnd, isHeldBy } from './expected-end.ts';
import { standing } from './in-time.ts';
import { isMetAfter } from './clock-period.ts';
import { metAnew } from './met-anew.ts';
import { missingFor, refuseUntimely } from './pause-preconditions.ts';
import type { Said } from './pause-preconditions.ts';
import { pauseWaiting } from './pause-waiting.ts';
import { latest, pausesOf } from './pauses-of.ts';
import type { Pause } from './pauses-of.ts';
import { refuse } from './refuse.ts';
import { receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { revokedBy } from './stop-clocks.ts';

/**
 * Time that does not count: expert work of which the complainant was told, mediation to which he agreed. Only what a
 * regime lists as a pause stops its clocks, and only once all that it asks for beforehand is so. Several may hold a
 * clock at once; their time is left out once, and the clock runs on when none is left. A day on which both sides agreed
 * is waited for by the calendar, whatever else goes on. Nobody stops his own time: whoever asked for the work, somebody
 * who leads and never handled the case records it, from then on; what had run out by then is no longer stopped.
 */
export function pauseClocks(
  state: ComplaintState,
  { pause: name, expectedAt, ...said }: CommandData<'PauseClocks'>,
  context: Context,
): Decision<ComplaintEvent> {
  if (state.handler === null) return refuseUnassigned();
  const refused =
    refuseMediation(state, name, context) ?? refuseUntimely(said, receivedAtOf(state), context.now);
  if (refused !== undefined) return refused;
  const from = { ...said, at: context.now };
  const isMeant = (one: Pause) => one.name === name;
  const paused = pauses(state, isMeant, from, context);
  if ('refused' in paused) return paused;
  const waits = pauseWaiting(state, name, from, context);
  if ('refused' in waits) return waits;
  const events = [...paused.events, ...waits.events];
  if (events.length > 0 || isHeldBy(state, name)) {
    const expected = expectEnd(state, name, expectedAt, context);
    return 'refused' in expected ? expected : { events: [...events, ...expected.events] };
  }
  const agreed = running(state).find(
    (clock) => isAgreed(clock) && pausesOf(clock, context.rules).some(isMeant),
  );
  return agreed !== undefined
    ? refuseAgreed(agreed.name)
    : refuse(
        'nothing-to-pause',
        `No clock that still runs in time may be paused by ${name}.`,
        `没有可因 ${name} 中止计算且尚未届满的时限。`,
      );
}

/** Nobody’s word alone stops time for mediation: both sides have applied for it (Order 2020-3 art. 23). */
function refuseMediation(
  state: ComplaintState,
  name: string,
  { rules }: Context,
): { readonly refused: Refusal } | undefined {
  const isMediation = (pause: Pause) =>
    pause.name === name && pause.startsWith === 'mediation-requested';
  return [...running(state), ...state.waiting].some((clock) =>
    ruleOf(clock, rules)?.regime.pauses?.some(isMediation),
  )
    ? refuse(
        'begun-by-mediation',
        `Time stands still by ${name} once both sides have applied for mediation: record that with BeginMediation.`,
        `双方申请调解后，时限方可因 ${name} 中止计算：请以 BeginMediation 登记调解。`,
      )
    : undefined;
}

/**
 * The clocks that stand still from an instant, each by the pause that its own regime lists. One that counts only from
 * later on is held from then.
 */
function pauses(
  state: ComplaintState,
  isMeant: (pause: Pause) => boolean,
  { at, ...said }: Said,
  { actor, now, rules }: Context,
): Decision<ComplaintEvent> {
  const events: ComplaintEvent[] = [];
  for (const clock of [...state.replaced, ...state.clocks]) {
    const pausedAt = latest(at, clock.startsAt);
    if (!mayStandStill(clock, pausedAt, now)) continue;
    const pause = pausesOf(clock, rules).find(isMeant);
    if (pause === undefined || standing(clock).some((one) => one.pause === pause.name)) continue;
    const missing = missingFor(pause.preconditions, said, now);
    if (missing !== undefined) return missing;
    const { name, article, mark } = pause;
    const data = { clock: clock.name, pause: name, pausedAt, ...said, article, mark };
    const paused: ComplaintEvent = { type: 'ClockPaused', data: { ...data, by: actor.id } };
    if (isMetAfter(clock, pausedAt)) events.push(...metAnew(state, clock, [paused]));
    else events.push(...revokedBy('mediation', clock), paused);
  }
  return { events };
}

/** Recorded later a pause holds all the same what ran when it began, but nothing of which the time was over by then. */
function mayStandStill(clock: CaseClock, pausedAt: Instant, now: Instant): boolean {
  const ranThen = clock.stopped ? isMetAfter(clock, pausedAt) : !clock.breached || pausedAt < now;
  return ranThen && !isAgreed(clock) && pausedAt <= now && pausedAt <= clock.dueAt;
}

/** What begins outside and stops clocks by its own event, such as mediation, where somebody looks after the case. */
export function pausesFor(
  state: ComplaintState,
  occasion: Pause['startsWith'],
  said: Said,
  context: Context,
): Decision<ComplaintEvent> {
  const paused = pauses(state, ({ startsWith }) => startsWith === occasion, said, context);
  if ('refused' in paused) return { events: [] };
  return paused.events.length > 0 && state.handler === null ? refuseUnassigned() : paused;
}

function refuseUnassigned(): { readonly refused: Refusal } {
  return refuse(
    'nobody-assigned',
    'While nothing falls due somebody must look after the case: assign it first.',
    '时限中止期间须有人跟进，请先分派经办人。',
  );
}

export type Held = CaseClock['alsoPaused'][number];

/** The pauses that hold a clock on from an instant, at which it was counted anew. */
export function heldOn(
  clock: CaseClock,
  held: readonly Held[],
  from: Instant,
  { actor, rules }: Context,
): readonly ComplaintEvent[] {
  const listed = ruleOf(clock, rules)?.regime.pauses ?? [];
  return held.flatMap(({ pause, pausedAt: since }) =>
    listed
      .filter(({ name }) => name === pause)
      .map(({ article, mark }) => ({
        type: 'ClockPaused',
        data: {
          ...{ clock: clock.name, pause, pausedAt: latest(since, from) },
          ...{ article, mark, by: actor.id },
        },
      })),
  );
}
