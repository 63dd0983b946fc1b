import type { z } from 'zod';
import { inChinese } from '../events/chinese-words.ts';
import { plainWords } from '../events/plain-words.ts';
import { CommandFailed, EXIT } from './output.ts';

/** Holds an option to the rule that the API has for it. Throws, naming the option and what is wrong. */
export function assertOption(option: string, text: string | undefined, rule: z.ZodType): void {
  const { error } = rule.safeParse(text, { error: plainWords });
  if (error === undefined) return;
  const messages = error.issues.map(({ message }) => message);
  throw new CommandFailed(
    {
      en: messages.map((message) => `${option} ${message}.`).join(' '),
      zh: messages.map((message) => `${option} ${inChinese(message)}。`).join(''),
    },
    EXIT.usage,
  );
}
