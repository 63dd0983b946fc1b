import { z } from 'zod';
import { personal } from '../events/personal.ts';
import { peopleCommands } from '../workflows/complaint/commands.ts';

/** What requests look like. Bodies are checked whole, so that every fault can be named at once. */

/** Bytes of a request body. */
export const BODY_LIMIT = 256 * 1024;
const COMMANDS = 20;

const { ReceiveComplaint, ...later } = peopleCommands;

/** A complaint as it is submitted; without a reference the house draws one, and it finds duplicates by itself. */
export const submission = ReceiveComplaint.omit({ possibleDuplicates: true })
  .extend({
    reference: personal(200)
      .optional()
      .describe('The number the source knows the complaint by; without it the house draws one.'),
  })
  .meta({
    description: 'A complaint. 投诉。',
    examples: ReceiveComplaint.meta()?.['examples'],
  });

const types = Object.keys(later) as (keyof typeof later)[];

const command = z.discriminatedUnion(
  'type',
  types.map((type) =>
    z.strictObject({ type: z.literal(type), data: later[type] }).meta({
      title: type,
      description: later[type].meta()?.description ?? type,
    }),
  ) as [CommandSchema, ...CommandSchema[]],
  { error: () => `must be one of ${types.join(', ')}` },
);

type CommandSchema = z.ZodObject<{
  type: z.ZodLiteral<keyof typeof later>;
  data: (typeof later)[keyof typeof later];
}>;

export const commands = z.strictObject({ commands: z.array(command).min(1).max(COMMANDS) }).meta({
  description:
    'Commands to a case; they are taken or refused together. 对案件的指令，整体受理或拒绝。',
  examples: [{ commands: [{ type: 'AcknowledgeComplaint', data: {} }] }],
});

export const caseParameter = z.object({
  case: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{12}$/, 'must be a case number of 12 characters')
    .meta({ description: 'The case number. 案号。', examples: ['0123456789AB'] }),
});

/** Visible ASCII without a colon, which parts submission ids. */
const idempotencyKey = z
  .string({
    error:
      'is required: an Idempotency-Key of your own for each request, repeated when the request is',
  })
  .regex(
    /^[\x21-\x39\x3b-\x7e]{1,200}$/,
    'must be 1 to 200 visible ASCII characters without a colon',
  )
  .meta({
    description:
      'Your own key for this request, one for each request to a case. Repeating a request with its key is safe. 幂等键：同一请求重复提交时使用同一值。',
    examples: ['intake-2026-000123'],
  });

export const submitHeaders = z.object({ 'idempotency-key': idempotencyKey });

export const commandHeaders = submitHeaders.extend({
  'if-match': z
    .string()
    .regex(/^"\d{1,9}(-[\w-]{8})?"$/, 'must be the ETag of the case, such as "7"')
    .meta({
      description: 'The ETag of the case as you read it; when it has moved since, nothing is done.',
      examples: ['"7"'],
    })
    .optional(),
});

/** The revision that the ETag of a case names; what may stand behind it says on what else the answer rested. */
export function revisionOf(etag: string): number {
  return Number.parseInt(etag.slice(1), 10);
}

/** Why personal data is opened or given out: one rule, for whoever asks. */
export const purpose = z.string().min(3).max(400).regex(/\S/, 'must say why in words');

export const caseQuery = z.strictObject({
  purpose: purpose
    .meta({
      description: 'Why personal data is opened. Without it, it stays sealed. 打开个人信息的理由。',
      examples: ['answering the complainant’s call'],
    })
    .optional(),
});

/** The last revision a stream can have. */
const LAST_REVISION = 2_147_483_647;

export const historyQuery = caseQuery.extend({
  from: z.coerce
    .number()
    .int()
    .min(0)
    .max(LAST_REVISION)
    .default(0)
    .describe('The first revision of the page.'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('Events on a page.'),
});

export const replayQuery = historyQuery.extend({
  whole: z
    .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
    .meta({
      description: 'With the whole state before and after each event. 附完整状态。',
      examples: ['true'],
    })
    .optional(),
});
