import type { z } from 'zod';
import { inChinese } from '../events/chinese-words.ts';
import type { Text } from '../events/envelope.ts';

/** What keeps a process from starting, in both languages: whoever operates it reads it where it ends. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
  readonly code = 'wrong-setting';
  readonly because: Text;
  /** The file of the home that is wrong, from the home on: it may be named to those who do not operate the house. */
  readonly about?: string;
  constructor(because: Text, about?: string) {
    super(`${because.en} · ${because.zh}`);
    this.because = because;
    if (about !== undefined) this.about = about;
  }
}

/** Every setting that is missing or wrong, by the name of its variable. */
export function wrongSettings(
  head: Text,
  issues: readonly z.core.$ZodIssue[],
  nameOf: (path: string) => string = (path) => path,
  about?: string,
): WrongSetting {
  const faults = issues.map(({ path, message }) => ({
    at: nameOf(path.map(String).join('.')),
    message,
  }));
  const en = faults.map(({ at, message }) => `\n  ${at}: ${message}`).join('');
  const zh = faults.map(({ at, message }) => `\n  ${at}：${inChinese(message)}`).join('');
  return new WrongSetting({ en: `${head.en}:${en}\n`, zh: `${head.zh}：${zh}` }, about);
}
