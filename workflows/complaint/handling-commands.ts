import { z } from 'zod';
import {
  CONTACT_CHANNELS,
  CONTACT_PARTIES,
  DOCUMENT_BYTES,
  DOCUMENT_KINDS,
  INTERESTS,
  PRESSURE_SOURCES,
  TASK_KINDS,
} from '../../events/complaint/handling-codes.ts';
import { personal } from '../../events/personal.ts';
import { code, instant, revision, staff, unit } from '../../events/words.ts';
import { said } from './said.ts';

/** At most this many persons with an interest in one command. */
const PERSONS = 20;

const task = revision.describe('The revision of the event that set the task. 任务事件的修订号。');
const reasons = personal(4_000);

/** Who has an interest in the matter, as the edge knows it: who sold the product, who looks after the account. */
export const involved = z
  .array(z.strictObject({ person: staff, as: z.enum(INTERESTS) }))
  .max(PERSONS);

/** What people may ask while a case is handled. */
export const handlingCommands = {
  RecordInterest: said(
    z.strictObject({ involved: involved.min(1) }),
    'Records who has an interest in the matter; whoever has takes no part in verifying it. 记录利害关系人，利害关系人应当回避。',
    { involved: [{ person: 'wei', as: 'seller' }] },
  ),
  SetTask: said(
    z.strictObject({
      kind: z.enum(TASK_KINDS),
      unit: unit.describe('The unit that is asked. 被询问的部门。'),
      question: personal(20_000),
      dueAt: instant.describe('Not later than the first legal deadline of the case that runs.'),
    }),
    'Asks a business unit, or legal, within the time of the case. 向业务部门或法律部门下达任务。',
    {
      kind: 'business',
      unit: 'card-centre',
      question: '（示例）请说明二月年费收取两次的原因。',
      dueAt: '2026-03-09T10:00:00.000Z',
    },
  ),
  AnswerTask: said(
    z.strictObject({ task, answer: personal(20_000) }),
    'Answers a task in the name of the unit that was asked. 以被询问部门的名义答复任务。',
    { task: 5, answer: '（示例）系统升级导致重复扣收。' },
  ),
  WithdrawTask: said(
    z.strictObject({ task, reasons }),
    'Takes a task back that is not answered yet. 撤回尚未答复的任务。',
    { task: 5, reasons: '（示例）已从其他渠道查明。' },
  ),
  RecordContact: said(
    z.strictObject({
      with: z.enum(CONTACT_PARTIES),
      direction: z.enum(['in', 'out']),
      channel: z.enum(CONTACT_CHANNELS),
      at: instant,
      reached: z
        .boolean()
        .default(true)
        .describe('False when nobody could be reached. 未能联系上。'),
      tells: z
        .literal('progress')
        .optional()
        .describe('What the complainant was told; some clocks stop by it. 告知办理进度。'),
      note: personal(20_000),
    }),
    'Notes a call, a message or a meeting, or the attempt at one. 记录与有关人员的联系，包括未联系上的情况。',
    {
      with: 'complainant',
      direction: 'out',
      channel: 'phone',
      at: '2026-03-04T02:00:00.000Z',
      note: '（示例）说明了办理进度。',
    },
  ),
  RecordPressure: said(
    z.strictObject({
      from: z.enum(PRESSURE_SOURCES),
      account: personal(20_000),
      at: instant,
    }),
    'Records pressure on whoever handles the case; the head and above read it. 记录对经办人的施压，仅负责人及以上可查阅。',
    {
      from: 'unit-complained-of',
      account: '（示例）要求不经调查直接驳回。',
      at: '2026-03-04T02:00:00.000Z',
    },
  ),
} as const;

/** Given by the edge once it has stored what was sent; a document nobody stored is not filed. */
export const documentCommands = {
  FileDocument: z.strictObject({
    document: z.string().regex(/^[0-9a-f]{64}$/),
    kind: z.enum(DOCUMENT_KINDS),
    name: personal(400),
    mediaType: code,
    bytes: z.int().min(0).max(DOCUMENT_BYTES),
  }),
} as const;

/** What the deadlines of tasks bring. */
export const taskDeadlineCommands = {
  RemindOfTask: z.strictObject({ task: revision, percent: z.int() }),
  RecordTaskOverdue: z.strictObject({ task: revision }),
} as const;
