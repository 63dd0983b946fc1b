import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReturnRefused } from '../projections/returns/return-refused.ts';
import type { RefusalCode } from '../projections/returns/return-refused.ts';
import { inBoth, sendProblem } from './problems.ts';

const STATUS: { readonly [Code in RefusalCode]?: number } = {
  'figure-missing': 409,
  'returns-behind': 503,
};

/** A return that cannot be made, as a problem. Everything else that goes wrong is told as everywhere. */
export function sendReturnRefused(
  error: unknown,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (!(error instanceof ReturnRefused)) throw error;
  // What could not be made has no name either.
  void reply.removeHeader('etag');
  const { code, because, faults } = error;
  const details = faults.length === 0 ? {} : { faults: inBoth(faults) };
  return sendProblem(reply, STATUS[code] ?? 400, code, because, details);
}
