import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Text } from '../events/envelope.ts';
import type { Answer } from '../workflows/process.ts';

/** One fault of a request, by where it stands. */
export type Fault = { readonly at: string; readonly message: string };

/** A problem as RFC 9457 has it, with a code of ours, both languages, and every fault named. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  because: z.object({ en: z.string(), zh: z.string() }).optional(),
  faults: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
  reference: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

type Details = Pick<Problem, 'because' | 'faults' | 'reference'>;

export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
  details: Details = {},
): FastifyReply {
  const title = code.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
  const body: Problem = {
    type: `urn:redress:problem:${code}`,
    title,
    status,
    code,
    detail,
    ...details,
  };
  return reply.status(status).type('application/problem+json').send(body);
}

/** A sentence in the language the caller prefers. */
export function inLanguage(text: Text, acceptLanguage: string | undefined): string {
  return /^\s*zh\b/i.test(acceptLanguage ?? '') ? text.zh : text.en;
}

/** Every answer of the desk that is not a yes. */
export function sendRefusal(
  reply: FastifyReply,
  answer: Exclude<Answer, { status: 'recorded' | 'accepted' }>,
): FastifyReply {
  switch (answer.status) {
    case 'refused': {
      const { code, because } = answer;
      const detail = inLanguage(because, reply.request.headers['accept-language']);
      return sendProblem(reply, code === 'no-such-case' ? 404 : 409, code, detail, { because });
    }
    case 'reused':
      return sendProblem(
        reply,
        422,
        'idempotency-key-reused',
        'This Idempotency-Key came before with another request.',
      );
    case 'stale':
      void reply.header('etag', `"${answer.revision}"`);
      return sendProblem(
        reply,
        412,
        'case-has-moved',
        `The case stands at revision ${answer.revision}; read it again and decide anew.`,
      );
    case 'fault':
      return sendProblem(
        reply,
        500,
        'rule-failed',
        'A rule of ours failed. The case is unharmed; please report the reference.',
        { reference: answer.reference },
      );
    case 'unknown':
      void reply.header('retry-after', '1');
      return sendProblem(
        reply,
        503,
        'outcome-unknown',
        'Outcome unknown: repeat the request with the same Idempotency-Key.',
      );
  }
}
