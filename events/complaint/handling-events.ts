import { z } from 'zod';
import { box } from '../personal.ts';
import { code, instant, revision, staff } from '../words.ts';
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
  InterestRecorded: z.strictObject({ person: staff, as: interest, ...origin, by: staff }),
  /** The handler had an interest: the case waits for another. */
  HandlerRecused: z.strictObject({ handler: staff, as: interest, ...origin, by: staff }),
  TaskSet: z.strictObject({
    kind: z.enum(TASK_KINDS),
    unit: code,
    question: box,
    dueAt: instant,
    reminders: z.array(z.strictObject({ percent: z.int(), at: instant })),
    by: staff,
  }),
  TaskAnswered: z.strictObject({
    task: revision,
    answer: box,
    at: instant,
    inTime: z.boolean(),
    by: staff,
  }),
  TaskWithdrawn: z.strictObject({ task: revision, reasons: box, by: staff }),
  TaskReminded: z.strictObject({ task: revision, percent: z.int(), dueAt: instant }),
  TaskOverdue: z.strictObject({ task: revision, dueAt: instant }),
  DocumentFiled: z.strictObject({
    /** SHA-256 of salt and content; the content stands sealed in the store of documents. */
    document: z.string().regex(/^[0-9a-f]{64}$/),
    kind: z.enum(DOCUMENT_KINDS),
    name: box,
    mediaType: code,
    bytes: z.int().min(0).max(DOCUMENT_BYTES),
    by: staff,
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
    by: staff,
  }),
  /** Read by the head and above only. */
  PressureRecorded: z.strictObject({
    from: z.enum(PRESSURE_SOURCES),
    account: box,
    at: instant,
    by: staff,
  }),
} as const;
