import type { z } from 'zod';
import type { Text } from '../events/envelope.ts';
import { plainWords } from '../events/plain-words.ts';
import { wrongSettings } from './wrong-setting.ts';

/** Variables by their own names; an empty one counts as not given. Throws, under `head`, with all that is wrong. */
export function readVariables<Variables>(
  variables: z.ZodType<Variables>,
  environment: NodeJS.ProcessEnv,
  head: Text,
): Variables {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = variables.safeParse(Object.fromEntries(given), { error: plainWords });
  if (!parsed.success) throw wrongSettings(head, parsed.error.issues);
  return parsed.data;
}
