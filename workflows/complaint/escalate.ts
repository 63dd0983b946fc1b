import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { isAbove } from './promise.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { lapsed } from './stop-clocks.ts';
import type { ComplaintState } from './state.ts';

/** What time does to a case – warnings, the ladder, the breach – and a person who raises it. */

export function escalate(
  state: ComplaintState,
  { to, reasons }: CommandData<'EscalateCase'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  if (state.raisedTo === to) return { events: [] };
  if (!isAbove(to, state.raisedTo))
    return refuse(
      'raised-higher-already',
      `The case was raised to ${state.raisedTo} already.`,
      `案件已升级至${inChineseWords(state.raisedTo)}。`,
    );
  return {
    events: [{ type: 'CaseEscalated', data: { to, because: 'person', reasons, by: actor.id } }],
  };
}

export function raiseByTime(
  state: ComplaintState,
  { clock, percent, to }: CommandData<'RaiseByTime'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return { events: raised(state, { to, because: 'time', clock, percent }, actor) };
}

export function warn(
  state: ComplaintState,
  { clock: name, percent }: CommandData<'WarnOfDeadline'>,
): Decision<ComplaintEvent> {
  const clock = state.clocks.find((one) => one.name === name);
  if (clock?.warnings.some((one) => one.percent === percent) !== true) return { events: [] };
  const { dueAt } = clock;
  return { events: [{ type: 'DeadlineWarned', data: { clock: name, percent, dueAt } }] };
}

/** The breach is recorded when it happens; the case goes on, and its clock stops when it is satisfied, late. */
export function breach(
  state: ComplaintState,
  { clock: name }: CommandData<'RecordBreach'>,
): Decision<ComplaintEvent> {
  const clock = state.clocks.find((one) => one.name === name && !one.stopped && !one.breached);
  if (clock === undefined) return { events: [] };
  const { dueAt, limit, article, mark } = clock;
  return {
    events: [
      { type: 'DeadlineBreached', data: { clock: name, dueAt, limit, article, mark } },
      ...lapsed(state, name, 'clock-breached'),
    ],
  };
}

type Raising = Omit<EventData<'CaseEscalated'>, 'by'>;

/** The case raised to a rank; nothing where it stands as high already. */
export function raised(
  { raisedTo }: Pick<ComplaintState, 'raisedTo'>,
  said: Raising,
  { id: by }: Context['actor'],
): readonly ComplaintEvent[] {
  return isAbove(said.to, raisedTo) ? [{ type: 'CaseEscalated', data: { ...said, by } }] : [];
}
