import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Text } from '../events/envelope.ts';
import { LogUnavailable } from '../events/log/log-faults.ts';
import { InstitutionKeysFault, KeyRingUnavailable } from '../keys/key-faults.ts';
import { RequestMalformed } from './check-requests.ts';
import { houseFault } from './house-faults.ts';
import { sendMalformed, sendProblem, sendUnknown } from './problems.ts';
import { BODY_LIMIT } from './requests.ts';

/** Every error as a problem; what is ours to mend says nothing but its reference. */
export function sendError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { statusCode = 500 } = error;
  if (error instanceof RequestMalformed)
    return sendMalformed(reply, statusCode, error.code, error.faults);
  if (statusCode < 500) return sendForeign(error, statusCode, reply);
  if (error instanceof LogUnavailable || error instanceof KeyRingUnavailable)
    return sendUnknown(reply);
  if (error instanceof InstitutionKeysFault && error.code === 'institution-unknown')
    return sendProblem(reply, 403, error.code, notSetUp(request.caller.institution));
  request.log.error({ err: error, reference: request.id }, 'request failed');
  const { status, code, because, details } = houseFault(error, request.id);
  return sendProblem(reply, status, code, because, details);
}

export function notSetUp(institution: string): Text {
  return {
    en: `The institution ${institution} is not set up in this house.`,
    zh: `本系统未设立机构 ${institution}。`,
  };
}

/** Fastify's own refusals, in our way of writing codes. */
function sendForeign({ code, message }: FastifyError, status: number, reply: FastifyReply) {
  switch (status) {
    case 413:
      return sendMalformed(reply, status, 'body-too-large', [
        {
          at: 'body',
          message: `must have ${reply.request.routeOptions.bodyLimit ?? BODY_LIMIT} bytes at most`,
        },
      ]);
    case 415:
      return sendMalformed(reply, status, 'not-json', [
        { at: 'headers/content-type', message: 'must be application/json' },
      ]);
    default:
      return sendMalformed(reply, status, 'malformed-request', [
        code === 'FST_ERR_BAD_URL'
          ? { at: 'path', message: 'is not an address in percent-encoded UTF-8' }
          : { at: 'request', message },
      ]);
  }
}
