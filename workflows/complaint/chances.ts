import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * A chance is a clock of the firm whose end breaches nothing: a complaint resolved within it may end in a lighter way
 * (DISP 1.5, RG 271). Once it is gone the case goes the full way.
 */
export function recordLapse(
  state: ComplaintState,
  { clock: name }: CommandData<'RecordLapse'>,
  { now }: Context,
): Decision<ComplaintEvent> {
  const clock = running(state).find((one) => one.name === name && isChance(one));
  return { events: clock === undefined ? [] : [chanceLapsed(clock, now, 'time-over')] };
}

/** Who was given the decision in full has no use for a lighter way. */
export function chancesGone(state: ComplaintState, at: Instant): readonly ComplaintEvent[] {
  return [
    ...running(state)
      .filter(isChanceOfFirm)
      .map((clock) => chanceLapsed(clock, at, 'decision-told')),
    ...state.waiting
      .filter((clock) => isChanceOfFirm(clock) && clock.metAt === null)
      .map(({ name }): ComplaintEvent => ({ type: 'WaitingClockMet', data: { clock: name, at } })),
  ];
}

export function isChance({ whenMissed }: Pick<CaseClock, 'whenMissed'>): boolean {
  return whenMissed === 'lapse';
}

/** What others have time for opens only with the decision told. */
function isChanceOfFirm(clock: Pick<CaseClock, 'whenMissed' | 'whose'>): boolean {
  return isChance(clock) && clock.whose === undefined;
}

type Lapsing = Pick<CaseClock, 'name' | 'dueAt' | 'article' | 'mark'>;

export function chanceLapsed(
  { name: clock, dueAt, article, mark }: Lapsing,
  at: Instant,
  because: EventData<'ClockLapsed'>['because'],
): ComplaintEvent {
  return { type: 'ClockLapsed', data: { clock, at, dueAt, because, article, mark } };
}
