import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Deadline, Decision } from '../process.ts';
import { isChance } from './chances.ts';
import { running } from './clocks.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import type { OpenTask } from './handling-state.ts';
import { refuse } from './refuse.ts';
import { remindersOf } from './reminders.ts';
import type { ComplaintState } from './state.ts';

/**
 * Tasks to business units and to legal. A task is due within the case's own time, is reminded of on the way, and is
 * recorded as overdue when nobody answered; it can be answered late.
 */

export function setTask(
  state: ComplaintState,
  { kind, unit, question, dueAt }: CommandData<'SetTask'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor } = context;
  if (dueAt <= now)
    return refuse(
      'task-due-in-the-past',
      'A task must be due later than now.',
      '任务的完成期限应当晚于当前时间。',
    );
  const limit = firstLegalDeadline(state);
  if (limit !== undefined && dueAt > limit.dueAt)
    return refuse(
      'task-due-after-deadline',
      `The task would be due after the deadline of ${limit.name} (${limit.article}), at ${limit.dueAt}.`,
      `任务期限不得晚于案件时限 ${limit.name}（${limit.article}）的届满时间 ${limit.dueAt}。`,
    );
  const reminders = [...remindersOf(state, 'task', { startsAt: now, dueAt }, context)];
  return {
    events: [{ type: 'TaskSet', data: { kind, unit, question, dueAt, reminders, by: actor.id } }],
  };
}

/** Only the unit that was asked answers. What it said elsewhere is a finding, and the task is taken back. */
export function answerTask(
  state: ComplaintState,
  { task, answer }: CommandData<'AnswerTask'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const open = openTask(state, task);
  if (open === undefined) return noSuchTask(task);
  if (actor.unit !== open.unit)
    return refuse(
      'not-the-unit-asked',
      `The task was set to ${open.unit}; it is answered there.`,
      `该任务由 ${open.unit} 答复。`,
    );
  const inTime = now <= open.dueAt;
  return {
    events: [{ type: 'TaskAnswered', data: { task, answer, at: now, inTime, by: actor.id } }],
  };
}

export function withdrawTask(
  state: ComplaintState,
  { task, reasons }: CommandData<'WithdrawTask'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return openTask(state, task) === undefined
    ? noSuchTask(task)
    : { events: [{ type: 'TaskWithdrawn', data: { task, reasons, by: actor.id } }] };
}

export function remindOfTask(
  state: ComplaintState,
  { task, percent }: CommandData<'RemindOfTask'>,
): Decision<ComplaintEvent> {
  const open = openTask(state, task);
  if (open?.reminders.some((one) => one.percent === percent) !== true) return { events: [] };
  return { events: [{ type: 'TaskReminded', data: { task, percent, dueAt: open.dueAt } }] };
}

export function taskOverdue(
  state: ComplaintState,
  { task }: CommandData<'RecordTaskOverdue'>,
): Decision<ComplaintEvent> {
  const open = openTask(state, task);
  if (open === undefined || open.overdue) return { events: [] };
  return { events: [{ type: 'TaskOverdue', data: { task, dueAt: open.dueAt } }] };
}

/** What falls due of the tasks that wait for an answer. */
export function taskDeadlines({ handling }: ComplaintState): readonly Deadline<ComplaintCommand>[] {
  return handling.tasks.flatMap(({ task, dueAt, reminders, overdue }) => [
    ...reminders.map(({ percent, at }): Deadline<ComplaintCommand> => ({
      name: `task-reminder-${percent}@${task}`,
      at,
      command: { type: 'RemindOfTask', data: { task, percent } },
    })),
    ...(overdue ? [] : [overdueAt(task, dueAt)]),
  ]);
}

function overdueAt(task: number, at: Instant): Deadline<ComplaintCommand> {
  return {
    name: `task-overdue@${task}`,
    at,
    command: { type: 'RecordTaskOverdue', data: { task } },
  };
}

/** A limit that is broken already leaves nothing to keep within. */
function firstLegalDeadline(state: ComplaintState) {
  return running(state)
    .filter((clock) => clock.limit === 'legal' && !clock.breached && !isChance(clock))
    .toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1))[0];
}

function openTask({ handling }: ComplaintState, task: number): OpenTask | undefined {
  return handling.tasks.find((one) => one.task === task);
}

function noSuchTask(task: number): ReturnType<typeof refuse> {
  return refuse(
    'no-such-task',
    `No task set at revision ${task} waits for an answer.`,
    `修订号 ${task} 处没有待答复的任务。`,
  );
}
