import type { WorkflowHandle } from '@temporalio/client';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** What the workflow engine holds of a case, read from the history of its last attendance. */
export type Held = {
  readonly running: boolean;
  /** When its timers ring, in milliseconds since 1970. */
  readonly timers: readonly number[];
  /** Names of errands that are under way. */
  readonly errands: readonly string[];
  /** How the attendance ended that should go on, or why its worker does not get on with it. */
  readonly trouble: string | undefined;
};

/** Nothing: the engine knows no attendance of the case. */
export const NOTHING_HELD: Held = {
  ...{ running: false, timers: [], errands: [] },
  trouble: undefined,
};

/** Throws a TypeError on a history that does not begin with its beginning. */
export function heldIn({ events }: History): Held {
  const all = events ?? [];
  if (all[0]?.workflowExecutionStartedEventAttributes == null)
    throw new TypeError('A history begins with the start of its workflow.');
  const ended = endOf(all.at(-1));
  return {
    running: ended === undefined,
    timers: ended === undefined ? timersIn(all) : [],
    errands: ended === undefined ? errandsIn(all) : [],
    trouble: ended ?? failureIn(all),
  };
}

/** How a run ended that nobody may take up again; undefined for one that runs. */
function endOf(last: HistoryEvent | undefined): string | undefined {
  if (last === undefined) return undefined;
  const terminated = last.workflowExecutionTerminatedEventAttributes;
  if (terminated != null) return `terminated${terminated.reason ? `: ${terminated.reason}` : ''}`;
  if (last.workflowExecutionCompletedEventAttributes != null) return 'completed';
  const failed = last.workflowExecutionFailedEventAttributes;
  if (failed != null) return `failed: ${failed.failure?.message ?? 'without a reason'}`;
  if (last.workflowExecutionTimedOutEventAttributes != null) return 'timed out';
  if (last.workflowExecutionCanceledEventAttributes != null) return 'cancelled';
  return undefined;
}

/** Why the worker's last step failed, when none has been done since. */
function failureIn(events: readonly HistoryEvent[]): string | undefined {
  const last = events.findLast(
    (event) =>
      event.workflowTaskCompletedEventAttributes != null ||
      event.workflowTaskFailedEventAttributes != null,
  );
  const failed = last?.workflowTaskFailedEventAttributes;
  return failed == null
    ? undefined
    : `its worker fails: ${failed.failure?.message ?? 'without a reason'}`;
}

function timersIn(events: readonly HistoryEvent[]): readonly number[] {
  const set = new Map<string, number>();
  for (const event of events) {
    const started = event.timerStartedEventAttributes;
    if (started?.timerId != null)
      set.set(
        started.timerId,
        milliseconds(event.eventTime) + milliseconds(started.startToFireTimeout),
      );
    const over = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (over?.timerId != null) set.delete(over.timerId);
  }
  return [...set.values()];
}

function errandsIn(events: readonly HistoryEvent[]): readonly string[] {
  const underWay = new Map<string, string>();
  for (const event of events) {
    const { eventId, activityTaskScheduledEventAttributes: scheduled } = event;
    // The shell calls each with the stream, the errand's name and what it is given.
    const name = scheduled?.input?.payloads?.[1]?.data;
    if (name != null) underWay.set(String(eventId), nameOf(name));
    const over =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (over != null) underWay.delete(String(over.scheduledEventId));
  }
  return [...underWay.values()];
}

function nameOf(data: Uint8Array): string {
  return String(JSON.parse(Buffer.from(data).toString()));
}

/** Of an instant or a duration as protocol buffers have them. */
function milliseconds(of: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(of?.seconds ?? 0) * 1_000 + (of?.nanos ?? 0) / 1_000_000;
}
