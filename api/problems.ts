import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { inChinese } from '../events/chinese-words.ts';
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

const text = z.object({ en: z.string(), zh: z.string() });

/** A problem as RFC 9457 has it, with a code of ours, both languages, and every fault named. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('For programs; does not change.'),
  detail: z.string().describe('For people, in the language that Accept-Language prefers.'),
  because: text.optional(),
  faults: z
    .array(z.object({ at: z.string(), message: z.string(), because: text }))
    .optional()
    .describe(
      'Each fault of a request, by where it stands; `because` says it in both languages. 逐项问题。',
    ),
  reference: z.string().optional().describe('Finds what failed in our log files.'),
});
export type Problem = z.infer<typeof problem>;

type Details = Pick<Problem, 'faults' | 'reference'>;

/** What is told instead of a receipt, before anybody knows how it travels. */
export type Told = {
  readonly status: number;
  readonly code: string;
  readonly because: Text;
  readonly details?: Details;
};

/** The problem's body; `acceptLanguage` is what an HTTP caller prefers. */
export function problemBody(
  { status, code, because, details = {} }: Told,
  acceptLanguage?: string,
): Problem {
  return {
    type: `urn:redress:problem:${code}`,
    title: titleOf(code),
    status,
    code,
    detail: inLanguage(because, acceptLanguage),
    because,
    ...details,
  };
}

export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: string,
  because: Text,
  details: Details = {},
): FastifyReply {
  const told = { status, code, because, details };
  const body = problemBody(told, reply.request.headers['accept-language']);
  return reply.status(status).type('application/problem+json').send(body);
}

function send(reply: FastifyReply, { status, code, because, details }: Told): FastifyReply {
  return sendProblem(reply, status, code, because, details);
}

/** A code as a title: `Case has moved`. */
export function titleOf(code: string): string {
  return code.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
}

/** Faults as they are told, in both languages. */
export function inBoth(faults: readonly Fault[]): (Fault & { because: Text })[] {
  return faults.map(({ at, message }) => ({
    ...{ at, message },
    because: { en: message, zh: inChinese(message) },
  }));
}

/** A request that is not as it must be. */
export function malformed(status: number, code: string, faults: readonly Fault[]): Told {
  const said = inBoth(faults);
  const en = said.map(({ at, message }) => `${at}: ${message}`).join('; ');
  const zh = said.map((fault) => `${fault.at}：${fault.because.zh}`).join('；');
  return {
    status,
    code,
    because: {
      en: `The request is not as it must be, and nothing was recorded. ${en}`,
      zh: `请求不符合要求，未作任何记录。${zh}`,
    },
    details: { faults: said },
  };
}

/** A request that is not as its route describes it. */
export function sendMalformed(
  reply: FastifyReply,
  status: number,
  code: string,
  faults: readonly Fault[],
): FastifyReply {
  return send(reply, malformed(status, code, faults));
}

/** A sentence in the language the caller prefers. */
function inLanguage(text: Text, acceptLanguage: string | undefined): string {
  return /^\s*zh\b/i.test(acceptLanguage ?? '') ? text.zh : text.en;
}

const unknownOutcome: Told = {
  status: 503,
  code: 'outcome-unknown',
  because: {
    en: 'Outcome unknown: repeat the request, with the same Idempotency-Key where it has one.',
    zh: '结果未知：请重复该请求；带有 Idempotency-Key 的，请使用同一值。',
  },
};

/** The log, the key ring or the engine did not answer in time. */
export function sendUnknown(reply: FastifyReply): FastifyReply {
  void reply.header('retry-after', '1');
  return send(reply, unknownOutcome);
}

export type Refused = Exclude<Answer, { status: 'recorded' | 'accepted' }>;

/** Every answer of the desk that is not a yes. */
export function sendRefusal(reply: FastifyReply, answer: Refused): FastifyReply {
  if (answer.status === 'unknown') return sendUnknown(reply);
  if (answer.status === 'stale') void reply.header('etag', `"${answer.revision}"`);
  return send(reply, refusalOf(answer));
}

/** The same as data. */
export function refusalOf(answer: Refused): Told {
  switch (answer.status) {
    case 'refused': {
      const { code, because } = answer;
      return { status: code === 'no-such-case' ? 404 : 409, code, because };
    }
    case 'reused':
      return {
        status: 422,
        code: 'idempotency-key-reused',
        because: {
          en: 'This Idempotency-Key came before with another request.',
          zh: '该 Idempotency-Key 此前已用于另一请求。',
        },
      };
    case 'stale':
      return {
        status: 412,
        code: 'case-has-moved',
        because: {
          en: `The case stands at revision ${answer.revision}; read it again and decide anew.`,
          zh: `案件当前修订号为 ${answer.revision}，请重新读取后再作决定。`,
        },
      };
    case 'fault':
      return {
        status: 500,
        code: 'rule-failed',
        because: {
          en: 'A rule of ours failed. The case is unharmed; please report the reference.',
          zh: '系统规则执行出错，案件未受影响；请报告错误编号。',
        },
        details: { reference: answer.reference },
      };
    case 'unknown':
      return unknownOutcome;
  }
}
