import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Changes } from './evolve.ts';
import type { Contact, Handling, OpenTask } from './handling-state.ts';
import type { ComplaintState } from './state.ts';

/** Interests, tasks, documents, contacts and pressure. */
export const handlingChanges: Changes<
  | 'CaseAssigned'
  | 'InterestRecorded'
  | 'HandlerRecused'
  | 'HandlerAwaited'
  | 'PauseEndExpected'
  | 'PauseOverdue'
  | 'TaskSet'
  | 'TaskAnswered'
  | 'TaskWithdrawn'
  | 'TaskReminded'
  | 'TaskOverdue'
  | 'DocumentFiled'
  | 'ContactRecorded'
  | 'PressureRecorded'
> = {
  CaseAssigned: (state, { handler, unit, at = null }) => ({
    ...withHandling(state, ({ handlers, assignedAt }) => ({
      ...{ handlers: withOne(handlers, handler), unit, awaited: null },
      assignedAt: assignedAt ?? at,
    })),
    handler,
  }),
  InterestRecorded: (state, { person, as }) =>
    withHandling(state, ({ interests }) => ({ interests: [...interests, { person, as }] })),
  HandlerRecused: (state) => ({ ...state, handler: null }),
  HandlerAwaited: (state, { ladder }, revision) =>
    withHandling(state, () => ({ awaited: { revision, ladder } })),
  PauseEndExpected: (state, { pause, expectedAt, ladder }, revision) =>
    withHandling(state, ({ expectedEnds }) => ({
      expectedEnds: [
        ...expectedEnds.filter((one) => one.pause !== pause),
        { pause, expectedAt, ladder, revision, overdue: false },
      ],
    })),
  PauseOverdue: (state, { pause }) =>
    withHandling(state, ({ expectedEnds }) => ({
      expectedEnds: expectedEnds.map((one) =>
        one.pause === pause ? { ...one, overdue: true } : one,
      ),
    })),
  TaskSet: (state, data, task) =>
    withHandling(state, ({ tasks }) => ({ tasks: [...tasks, opened(data, task)] })),
  TaskAnswered: withoutTask,
  TaskWithdrawn: withoutTask,
  TaskReminded: (state, { task, percent }) =>
    withTask(state, task, ({ reminders }) => ({
      reminders: reminders.filter((one) => one.percent !== percent),
    })),
  TaskOverdue: (state, { task }) => withTask(state, task, () => ({ overdue: true })),
  DocumentFiled: (state, { document }) =>
    withHandling(state, ({ documents }) => ({ documents: withOne(documents, document) })),
  ContactRecorded: (state, { with: party, reached, tells, at, channel, direction }) => {
    const { after } = state;
    const told =
      tells === 'progress' ? { ...state, after: { ...after, progressTold: true } } : state;
    if (!ON_THE_COMPLAINANTS_SIDE.includes(party)) return told;
    const isThere = reached || direction === 'in';
    return withHandling(told, isThere ? met({ at, channel, direction }) : tried({ at, channel }));
  },
  PressureRecorded: (state, _data, revision) =>
    withHandling(state, ({ pressure }) => ({ pressure: [...pressure, revision] })),
};

type Change = (handling: Handling) => Partial<Handling>;

/** What was tried before somebody was reached shows nothing any more, in whatever order it is recorded. */
function met(contact: Contact): Change {
  return ({ lastContact, unreached }) =>
    lastContact !== null && lastContact.at >= contact.at
      ? {}
      : { lastContact: contact, unreached: unreached.filter(({ at }) => at > contact.at) };
}

function tried(attempt: Handling['unreached'][number]): Change {
  return ({ lastContact, unreached }) =>
    lastContact !== null && lastContact.at >= attempt.at
      ? {}
      : { unreached: [...unreached, attempt] };
}

const ON_THE_COMPLAINANTS_SIDE: readonly string[] = [
  'complainant',
  'representative',
  'agent-or-heir',
];

function withHandling(
  state: ComplaintState,
  change: (handling: Handling) => Partial<Handling>,
): ComplaintState {
  return { ...state, handling: { ...state.handling, ...change(state.handling) } };
}

function withTask(
  state: ComplaintState,
  task: number,
  change: (task: OpenTask) => Partial<OpenTask>,
): ComplaintState {
  return withHandling(state, ({ tasks }) => ({
    tasks: tasks.map((one) => (one.task === task ? { ...one, ...change(one) } : one)),
  }));
}

function withoutTask(
  state: ComplaintState,
  { task }: Pick<EventData<'TaskAnswered'>, 'task'>,
): ComplaintState {
  return withHandling(state, ({ tasks }) => ({ tasks: tasks.filter((one) => one.task !== task) }));
}

function opened({ kind, unit, dueAt, reminders }: EventData<'TaskSet'>, task: number): OpenTask {
  return { task, kind, unit, dueAt, reminders, overdue: false };
}

function withOne(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}
