import { z } from 'zod';
import type { Text } from '../events/envelope.ts';
import { inBoth, problem, titleOf } from './problems.ts';
import { keptFor } from './retention-shape.ts';
import { authority, restsOn } from './rules-shape.ts';

/** What answers look like. Fields that are not declared here never leave. */

export const receipt = z
  .object({
    case: z.string().describe('The case number.'),
    outcome: z
      .enum(['recorded', 'accepted'])
      .describe('`accepted`: what was asked for is so already, and nothing was recorded.'),
    repeated: z.boolean().describe('Recorded by an earlier request with the same Idempotency-Key.'),
    revision: z.int().min(0),
    position: z.string().optional().describe('Where it stands in the order of all events; opaque.'),
    events: z.array(z.object({ id: z.string(), type: z.string(), revision: z.int().min(0) })),
    reference: z.string().optional().describe('The reference, where the house drew it.'),
  })
  .meta({
    description: 'What was recorded. 记录结果。',
    examples: [
      {
        case: '0123456789AB',
        outcome: 'recorded',
        repeated: false,
        revision: 4,
        position: '1207',
        events: [
          {
            id: '5f9373fb-c542-5e61-abc7-46df9ceb85ac',
            type: 'ComplaintClassified',
            revision: 4,
          },
        ],
      },
    ],
  });
export type Receipt = z.infer<typeof receipt>;

/** JSON as it stands in the log. */
const recorded = z.record(z.string(), z.unknown());

export const caseView = z
  .object({
    case: z.string(),
    revision: z.int().min(0),
    status: z.string(),
    closed: z.boolean(),
    state: recorded.describe(
      'The case as folded from its events; personal data sealed unless opened.',
    ),
    deadlines: z.array(z.object({ name: z.string(), at: z.string() })),
    errands: z.array(z.object({ name: z.string(), activity: z.string() })),
    retention: keptFor,
    authority,
    restsOn,
  })
  .meta({
    description: 'A case as it stands. 案件现状。',
    examples: [
      {
        case: '0123456789AB',
        revision: 4,
        status: 'open',
        closed: false,
        state: { status: 'open', acknowledged: true, handler: 'hana' },
        deadlines: [{ name: 'decide-warning@1', at: '2026-03-14T15:59:59.999Z' }],
        errands: [],
        retention: {
          ...{ endedOn: null, keepUntil: null, longest: null },
          ...{ terms: [], waits: [], matters: [], holds: [] },
        },
        authority: null,
        restsOn: [
          {
            ...{ regime: 'us-cfpb', version: '2015', datum: 'clocks.respond' },
            ...{ article: 'Company Portal Manual', mark: 'S' },
            confirmed: { by: 'Ann Lee', on: '2026-11-24' },
            decided: [{ revision: 1, event: 'ClockStarted' }],
          },
        ],
      },
    ],
  });
export type CaseView = z.infer<typeof caseView>;

export const history = z
  .object({
    case: z.string(),
    events: z.array(
      z.object({
        id: z.string(),
        revision: z.int().min(0),
        type: z.string(),
        version: z.int(),
        data: recorded,
        meta: recorded,
        recordedAt: z.string(),
      }),
    ),
    next: z.int().nullable().describe('Ask on from this revision; null at the end.'),
  })
  .meta({
    description: 'A page of a case’s history. 案件历史。',
    examples: [
      {
        case: '0123456789AB',
        events: [
          {
            id: '5f9373fb-c542-5e61-abc7-46df9ceb85ac',
            revision: 4,
            type: 'CaseAssigned',
            version: 1,
            data: { handler: 'hana', unit: 'consumer-protection', by: 'li' },
            meta: { occurredAt: '2026-03-02T02:00:00.000Z' },
            recordedAt: '2026-03-02T02:00:00.012Z',
          },
        ],
        next: null,
      },
    ],
  });
export type History = z.infer<typeof history>;

export const figureMissing = problemOf(409, 'figure-missing', {
  en: 'The institution has not stated a figure that the return divides by.',
  zh: '机构尚未提供报表所需的分母数据。',
});

/** What can be answered instead, by status: RFC 9457's problems. */
export const problems = {
  400: problemOf(400, 'malformed-request', {
    en: 'The request is not as it must be; every fault is named.',
    zh: '请求不符合要求，逐项列明。',
  }),
  401: problemOf(401, 'no-valid-token', { en: 'No valid token.', zh: '令牌无效。' }),
  403: problemOf(403, 'institution-unknown', {
    en: 'The institution of the token is not set up in this house.',
    zh: '本系统未设立令牌所属机构。',
  }),
  404: problemOf(404, 'no-such-case', { en: 'There is no such case.', zh: '没有该案件。' }),
  409: problemOf(409, 'not-signed-off', {
    en: 'Refused by a rule; code and because say which.',
    zh: '按规则拒绝，并说明理由。',
  }),
  412: problemOf(412, 'case-has-moved', {
    en: 'The case has moved since it was read (If-Match).',
    zh: '案件在读取后已有变更。',
  }),
  413: problemOf(413, 'body-too-large', { en: 'The body is too large.', zh: '请求正文过大。' }),
  415: problemOf(415, 'not-json', { en: 'The body is not JSON.', zh: '请求正文不是 JSON。' }),
  422: problemOf(422, 'idempotency-key-reused', {
    en: 'The Idempotency-Key came before with another request.',
    zh: '幂等键此前已用于另一请求。',
  }),
  500: problemOf(500, 'internal-fault', {
    en: 'Something of ours failed; reference finds it.',
    zh: '系统内部出错，可凭编号查找。',
  }),
  503: problemOf(503, 'outcome-unknown', {
    en: 'Outcome unknown: repeat the request with the same Idempotency-Key.',
    zh: '结果未知，请使用同一幂等键重复请求。',
  }),
};

/** An answer as OpenAPI describes it, with an example. */
export function problemOf(status: number, code: string, because: Text) {
  const type = `urn:redress:problem:${code}`;
  const faults =
    status === 400 ? inBoth([{ at: 'body/unit', message: 'must be a text' }]) : undefined;
  const example = { type, title: titleOf(code), status, code, detail: because.en, because, faults };
  return {
    description: `${because.en} ${because.zh}`,
    content: { 'application/problem+json': { schema: problem.meta({ examples: [example] }) } },
  };
}
