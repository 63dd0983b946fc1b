import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Text } from '../events/envelope.ts';
import type { Answer } from '../workflows/process.ts';

/** One fault of a request, by where it stands: `body/commands/0/data/handler`. */
export type Fault = { readonly at: string; readonly message: string };

const LONGEST_NAME = 80;

/** A step on the way to a fault, short and well-formed whatever the caller wrote there. */
export function nameOf(step: PropertyKey): string {
  const name = String(step).toWellFormed();
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** A problem as RFC 9457 has it, with a code of ours, both languages, and every fault named. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('For programs; does not change.'),
  detail: z.string().describe('For people, in the language that Accept-Language prefers.'),
  because: z.object({ en: z.string(), zh: z.string() }).optional(),
  faults: z
    .array(z.object({ at: z.string(), message: z.string() }))
    .optional()
    .describe('Each fault of a request, by where it stands.'),
  reference: z.string().optional().describe('Finds what failed in our log files.'),
});
export type Problem = z.infer<typeof problem>;

type Details = Pick<Problem, 'faults' | 'reference'>;

export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: string,
  because: Text,
  details: Details = {},
): FastifyReply {
  const body: Problem = {
    type: `urn:redress:problem:${code}`,
    title: titleOf(code),
    status,
    code,
    detail: inLanguage(because, reply.request.headers['accept-language']),
    because,
    ...details,
  };
  return reply.status(status).type('application/problem+json').send(body);
}

/** A code as a title: `Case has moved`. */
export function titleOf(code: string): string {
  return code.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
}

/** A request that is not as its route describes it. */
export function sendMalformed(
  reply: FastifyReply,
  status: number,
  code: string,
  faults: readonly Fault[],
): FastifyReply {
  const listed = faults.map(({ at, message }) => `${at}: ${message}`).join('; ');
  return sendProblem(
    reply,
    status,
    code,
    {
      en: `The request is not as it must be, and nothing was recorded. ${listed}`,
      zh: `请求不符合要求，未作任何记录。${listed}`,
    },
    { faults: [...faults] },
  );
}

/** A sentence in the language the caller prefers. */
function inLanguage(text: Text, acceptLanguage: string | undefined): string {
  return /^\s*zh\b/i.test(acceptLanguage ?? '') ? text.zh : text.en;
}

/** The log, the key ring or the engine did not answer in time. */
export function sendUnknown(reply: FastifyReply): FastifyReply {
  void reply.header('retry-after', '1');
  return sendProblem(reply, 503, 'outcome-unknown', {
    en: 'Outcome unknown: repeat the request, with the same Idempotency-Key where it has one.',
    zh: '结果未知：请重复该请求；带有 Idempotency-Key 的，请使用同一值。',
  });
}

/** Every answer of the desk that is not a yes. */
export function sendRefusal(
  reply: FastifyReply,
  answer: Exclude<Answer, { status: 'recorded' | 'accepted' }>,
): FastifyReply {
  switch (answer.status) {
    case 'refused': {
      const { code, because } = answer;
      return sendProblem(reply, code === 'no-such-case' ? 404 : 409, code, because);
    }
    case 'reused':
      return sendProblem(reply, 422, 'idempotency-key-reused', {
        en: 'This Idempotency-Key came before with another request.',
        zh: '该 Idempotency-Key 此前已用于另一请求。',
      });
    case 'stale': {
      const { revision } = answer;
      void reply.header('etag', `"${revision}"`);
      return sendProblem(reply, 412, 'case-has-moved', {
        en: `The case stands at revision ${revision}; read it again and decide anew.`,
        zh: `案件当前修订号为 ${revision}，请重新读取后再作决定。`,
      });
    }
    case 'fault':
      return sendProblem(
        reply,
        500,
        'rule-failed',
        {
          en: 'A rule of ours failed. The case is unharmed; please report the reference.',
          zh: '系统规则执行出错，案件未受影响；请报告错误编号。',
        },
        { reference: answer.reference },
      );
    case 'unknown':
      return sendUnknown(reply);
  }
}
