import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';

/** A task that waits for its answer; `task` is the revision of the event that set it. */
export type OpenTask = {
  readonly task: number;
  readonly kind: EventData<'TaskSet'>['kind'];
  readonly unit: string;
  readonly dueAt: Instant;
  /** What is still to come of them. */
  readonly reminders: EventData<'TaskSet'>['reminders'];
  readonly overdue: boolean;
};

/** By when a pause is expected to end; `revision` is of the event that says so last. */
export type ExpectedEnd = Pick<EventData<'PauseEndExpected'>, 'pause' | 'expectedAt' | 'ladder'> & {
  readonly revision: number;
  readonly overdue: boolean;
};

export type Contact = Pick<EventData<'ContactRecorded'>, 'at' | 'channel' | 'direction'>;

/** What is known of the handling of a case, beside its decision. */
export type Handling = {
  readonly interests: readonly Pick<EventData<'InterestRecorded'>, 'person' | 'as'>[];
  /** The unit in which the handler has the case. */
  readonly unit: string | null;
  /** Everybody the case was ever assigned to: none of them reviews it. */
  readonly handlers: readonly string[];
  /** When it was first assigned; null before, and where the event does not say. */
  readonly assignedAt: Instant | null;
  /** While nobody handles the case: when it is raised, and by which event; null when that was never needed. */
  readonly awaited: {
    readonly revision: number;
    readonly ladder: EventData<'HandlerAwaited'>['ladder'];
  } | null;
  /** One of each pause that was recorded, also where it is over by now. */
  readonly expectedEnds: readonly ExpectedEnd[];
  readonly tasks: readonly OpenTask[];
  readonly documents: readonly string[];
  /** The last contact that there was with the complainant's side, whoever sought it. */
  readonly lastContact: Contact | null;
  /** When we tried to reach the complainant's side in vain, since that contact. */
  readonly unreached: readonly Pick<Contact, 'at' | 'channel'>[];
  /** Revisions of the events that record pressure; what they say is for the head and above. */
  readonly pressure: readonly number[];
};

export const nothingHandled: Handling = {
  interests: [],
  unit: null,
  handlers: [],
  assignedAt: null,
  awaited: null,
  expectedEnds: [],
  tasks: [],
  documents: [],
  lastContact: null,
  unreached: [],
  pressure: [],
};
