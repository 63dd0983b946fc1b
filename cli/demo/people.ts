import { apiClient } from '../../api/client.ts';
import type { Client } from '../../api/client.ts';
import type { CallerOptions } from '../caller.ts';
import { tokenFor } from '../caller.ts';
import { INSTITUTION } from '../address.ts';

/** The people of the demonstration bank; each acts with a token of their own. */
export type People = { readonly [Name in keyof typeof staff]: Client };

const staff = {
  clerk: { as: 'chen', role: 'clerk' },
  handler: { as: 'hana', role: 'handler' },
  supervisor: { as: 'li', role: 'supervisor' },
  head: { as: 'maria', role: 'head' },
  executive: { as: 'otto', role: 'executive' },
} as const;

/** The handler's name, as cases are assigned to it. */
export const HANDLER = staff.handler.as;

/** `attempts`: how often a request whose outcome is unknown is repeated. */
export async function peopleOf(
  api: string,
  tokens: (options: CallerOptions) => Promise<string> = tokenFor,
  attempts?: number,
): Promise<People> {
  const made = await Promise.all(
    Object.entries(staff).map(async ([name, { as, role }]) => {
      const options: CallerOptions = {
        as,
        role,
        unit: 'consumer-protection',
        institution: INSTITUTION,
        client: 'demo',
      };
      return [name, apiClient(api, await tokens(options), attempts)] as const;
    }),
  );
  return Object.fromEntries(made) as People;
}
