import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What an institution states in its own file in a home, `<folder>/<institution>.json`; nothing where there is none. It
 * is read anew each time, so that it shows without a restart. Throws, naming the file, when it is wrong.
 */
export function readStated<Item>(
  { home, folder, schema }: { home: string; folder: string; schema: z.ZodType<Item[]> },
  institution: string,
): readonly Item[] {
  const file = join(home, folder, `${institution}.json`);
  if (!existsSync(file)) return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${file} is not JSON: write the ${folder} as a list.`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new Error(`${file} does not hold ${folder}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
