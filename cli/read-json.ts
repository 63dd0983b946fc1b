import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { repeatedNames } from '../api/repeated-names.ts';
import { inChinese } from '../events/chinese-words.ts';
import type { Text } from '../events/envelope.ts';
import { plainWords } from '../events/plain-words.ts';
import { faultText, faultsOf } from '../regimes/faults.ts';
import { CommandFailed, EXIT } from './output.ts';

/**
 * Files that a line names. One that cannot be read makes the line wrong; what is wrong inside one that can is told as
 * bad input, by the file and what is wrong.
 */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** A file's text, or that of standard input for `-`. */
export function read(file: string): string {
  return readBytes(file).toString('utf8');
}

/** A file that is not there, or that this process may not read. */
export function unreadable(file: string, error: unknown): CommandFailed {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT')
    return new CommandFailed(
      { en: `There is no file ${file}.`, zh: `没有文件 ${file}。` },
      EXIT.usage,
      error,
    );
  const { en, zh } = REASONS[code] ?? { en: message, zh: message };
  return new CommandFailed(
    { en: `${file} cannot be read: ${en}.`, zh: `无法读取 ${file}：${zh}。` },
    EXIT.usage,
    error,
  );
}

const REASONS: { readonly [code: string]: Text } = {
  EISDIR: { en: 'it is a folder', zh: '它是文件夹' },
  EACCES: { en: 'this user may not', zh: '当前用户无权读取' },
};

/** What a file holds as JSON, or standard input for `-`. */
export function readJson(file: string): unknown {
  // Editors of some systems put a mark in front, which is no part of JSON.
  return parsed(read(file).replace(/^\uFEFF/, ''), nameOf(file), EXIT.badInput);
}

/** The same, as a schema has it; `what` it should have been is told with every fault. */
export function readJsonAs<Value>(file: string, schema: z.ZodType<Value>, what: Text): Value {
  const value = readJson(file);
  const found = schema.safeParse(value, { error: plainWords });
  if (found.success) return found.data;
  const faults = faultsOf(value, found.error).map(faultText).join('\n');
  const { en, zh } = nameOf(file);
  throw new CommandFailed(
    { en: `${en} is not ${what.en}:\n${faults}`, zh: `${zh} 不是有效的${what.zh}，问题如上。` },
    EXIT.badInput,
  );
}

/** JSON that stands in the line itself, under this name. */
export function parseJson(text: string, name: string): unknown {
  return parsed(text, { en: name, zh: name }, EXIT.usage);
}

function nameOf(file: string): Text {
  return file === '-' ? { en: 'standard input', zh: '标准输入' } : { en: file, zh: file };
}

function parsed(text: string, name: Text, exitCode: number): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = (error as Error).message;
    throw new CommandFailed(
      { en: `${name.en} is not JSON: ${why}`, zh: `${name.zh} 不是有效的 JSON：${why}` },
      exitCode,
      error,
    );
  }
  const repeated = repeatedNames(text, name.en);
  // Sent on, only the last of them would arrive.
  if (repeated.length > 0)
    throw new CommandFailed(
      {
        en: repeated.map(({ at, message }) => `${at} ${message}.`).join(' '),
        zh: repeated.map(({ at, message }) => `${at} ${inChinese(message)}。`).join(''),
      },
      exitCode,
    );
  return value;
}
