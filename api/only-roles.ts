import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Text } from '../events/envelope.ts';
import { sendProblem } from './problems.ts';

export const NOT_YOURS = {
  en: 'This is for those who run the house: role operator.',
  zh: '仅限系统运维人员（operator）。',
};

/** Refuses all callers but those of these roles. */
export function onlyRoles(...roles: readonly string[]) {
  return onlyFor(roles, NOT_YOURS);
}

/** The same, and says why in words of its own. */
export function onlyFor(roles: readonly string[], because: Text) {
  return async ({ caller }: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    roles.includes(caller.actor.role)
      ? undefined
      : sendProblem(reply, 403, 'not-your-role', because);
}
