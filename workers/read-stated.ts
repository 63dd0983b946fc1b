import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { plainWords } from '../events/plain-words.ts';
import { WrongSetting, wrongSettings } from './wrong-setting.ts';

/**
 * What an institution states in its own file in a home, `<folder>/<institution>.json`; nothing where there is none. It
 * is read anew each time, so that it shows without a restart. Throws, naming the file, when it is wrong.
 */
export function readStated<Item>(
  { home, folder, schema }: { home: string; folder: string; schema: z.ZodType<Item[]> },
  institution: string,
): readonly Item[] {
  const about = `${folder}/${institution}.json`;
  const file = join(home, about);
  if (!existsSync(file)) return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const because = {
      en: `${file} is not JSON: write the ${folder} as a list.`,
      zh: `${file} 不是有效的 JSON，应写为列表（${folder}）。`,
    };
    throw new WrongSetting(because, about);
  }
  const parsed = schema.safeParse(value, { error: plainWords });
  if (!parsed.success)
    throw wrongSettings(
      { en: `${file} does not hold ${folder}`, zh: `${file} 的内容不符合要求（${folder}）` },
      parsed.error.issues,
      undefined,
      about,
    );
  return parsed.data;
}
