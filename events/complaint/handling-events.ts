import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';
import {
  CONTACT_CHANNELS,
  CONTACT_PARTIES,
  DOCUMENT_BYTES,
  DOCUMENT_KINDS,
  INTERESTS,
  PRESSURE_SOURCES,
  TASK_KINDS,
} from './handling-codes.ts';

const interest = z.enum(INTERESTS);
/** The rule it rests on, and how sure the rule is: V, S, M or P. */
const origin = { article: z.string(), mark: z.string() };

/** What happens while a case is handled: who stands aside, whom we ask, what is filed, who speaks with whom. */
export const handlingEvents = {
  /** It binds every assignment from here on. */
  InterestRecorded: z.strictObject({
    person: staffAsRecorded,
    as: interest,
    ...origin,
    by: staffAsRecorded,
  }),
  /** The handler had an interest: the case waits for another. */
  HandlerRecused: z.strictObject({
    handler: staffAsRecorded,
    as: interest,
    ...origin,
    by: staffAsRecorded,
  }),
  /** Nobody handles the case and nothing else of it falls due: from then on it is raised by time. */
  HandlerAwaited: z.strictObject({
    since: instant,
    ladder: z.array(z.strictObject({ rank: codeAsRecorded, at: instant })),
    ...origin,
  }),
  /** By when a pause of the case ends, as who records it expects, and when it is raised to whom if it goes on. */
  PauseEndExpected: z.strictObject({
    pause: codeAsRecorded,
    expectedAt: instant,
    ladder: z.array(z.strictObject({ rank: codeAsRecorded, at: instant })),
    ...origin,
    by: staffAsRecorded,
  }),
  /** It goes on beyond that: whoever handles the case is reminded of it. */
  PauseOverdue: z.strictObject({ pause: codeAsRecorded, expectedAt: instant }),
  TaskSet: z.strictObject({
    kind: z.enum(TASK_KINDS),
    unit: codeAsRecorded,
    question: box,
    dueAt: instant,
    reminders: z.array(z.strictObject({ percent: z.int(), at: instant })),
    by: staffAsRecorded,
  }),
  TaskAnswered: z.strictObject({
    task: revision,
    answer: box,
    at: instant,
    inTime: z.boolean(),
    by: staffAsRecorded,
  }),
  TaskWithdrawn: z.strictObject({ task: revision, reasons: box, by: staffAsRecorded }),
  TaskReminded: z.strictObject({ task: revision, percent: z.int(), dueAt: instant }),
  TaskOverdue: z.strictObject({ task: revision, dueAt: instant }),
  DocumentFiled: z.strictObject({
    /** SHA-256 of salt and content; the content stands sealed in the store of documents. */
    document: z.string().regex(/^[0-9a-f]{64}$/),
    kind: z.enum(DOCUMENT_KINDS),
    name: box,
    mediaType: codeAsRecorded,
    bytes: z.int().min(0).max(DOCUMENT_BYTES),
    by: staffAsRecorded,
  }),
  ContactRecorded: z.strictObject({
    with: z.enum(CONTACT_PARTIES),
    direction: z.enum(['in', 'out']),
    channel: z.enum(CONTACT_CHANNELS),
    at: instant,
    /** Whether the other side was reached; an attempt that failed is proof as well. */
    reached: z.boolean(),
    /** That the complainant was told how far we are. */
    tells: z.literal('progress').optional(),
    note: box,
    by: staffAsRecorded,
  }),
  /** Read by the head and above only. */
  PressureRecorded: z.strictObject({
    from: z.enum(PRESSURE_SOURCES),
    account: box,
    at: instant,
    by: staffAsRecorded,
  }),
} as const;
