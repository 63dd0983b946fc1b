import type { FastifyReply, FastifyRequest } from 'fastify';
import { inChineseWords } from '../events/complaint/code-words.ts';
import type { Text } from '../events/envelope.ts';
import type { TOKEN_ROLES } from './actor.ts';
import { sendProblem } from './problems.ts';

/** Whose role may ask for what is no command to a case, in one table; commands stand in `authority`. */
export const ASKERS = {
  accesses: ['auditor'],
  figures: ['supervisor', 'head', 'executive', 'operator'],
  ledger: ['auditor', 'operator'],
  packs: ['auditor', 'head', 'executive'],
  readModels: ['auditor', 'operator'],
  repairs: ['operator'],
} as const satisfies { readonly [what: string]: readonly (typeof TOKEN_ROLES)[number][] };

export type Asked = keyof typeof ASKERS;

/** Refuses all callers but those who may ask for it. */
export function onlyFor(what: Asked) {
  const roles: readonly string[] = ASKERS[what];
  return async ({ caller }: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    roles.includes(caller.actor.role)
      ? undefined
      : sendProblem(reply, 403, 'not-your-role', notForYou(what));
}

/** The refusal, with every role that may. */
export function notForYou(what: Asked): Text {
  const roles: readonly string[] = ASKERS[what];
  return {
    en: `This is for ${roles.length === 1 ? 'the role' : 'the roles'} ${roles.join(', ')}.`,
    zh: `仅限以下角色：${roles.map((role) => `${inChineseWords(role)}（${role}）`).join('、')}。`,
  };
}
