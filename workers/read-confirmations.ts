import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { confirmations } from '../regimes/confirmation.ts';
import type { Confirmation } from '../regimes/confirmation.ts';

/**
 * What an institution has confirmed, from its own file in a home: `confirmations/<institution>.json`; nothing where
 * there is none. It is read anew each time, so a confirmation shows without a restart. Throws, naming the file, when
 * it is wrong.
 */
export function readConfirmations(home: string, institution: string): readonly Confirmation[] {
  const file = join(home, 'confirmations', `${institution}.json`);
  if (!existsSync(file)) return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${file} is not JSON: write the confirmations as a list.`);
  }
  const parsed = confirmations.safeParse(value);
  if (!parsed.success)
    throw new Error(`${file} does not hold confirmations:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
