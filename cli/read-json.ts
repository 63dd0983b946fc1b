import { readFileSync } from 'node:fs';
import { repeatedNames } from '../api/repeated-names.ts';
import { inChinese } from '../events/chinese-words.ts';
import { CommandFailed, EXIT } from './output.ts';

/** A file's text, or that of standard input for `-`. */
export function read(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const why = (error as Error).message;
    throw new CommandFailed(
      { en: `${file} cannot be read: ${why}`, zh: `无法读取 ${file}：${why}` },
      EXIT.usage,
    );
  }
}

export function readJson(file: string): unknown {
  return parseJson(read(file), file);
}

export function parseJson(text: string, name: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const why = (error as Error).message;
    throw new CommandFailed(
      { en: `${name} is not JSON: ${why}`, zh: `${name} 不是有效的 JSON：${why}` },
      EXIT.usage,
    );
  }
  const repeated = repeatedNames(text, name);
  // Sent on, only the last of them would arrive.
  if (repeated.length > 0)
    throw new CommandFailed(
      {
        en: repeated.map(({ at, message }) => `${at} ${message}.`).join(' '),
        zh: repeated.map(({ at, message }) => `${at} ${inChinese(message)}。`).join(''),
      },
      EXIT.usage,
    );
  return parsed;
}
