import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chineseWords, inChinese } from '../../events/chinese-words.ts';
import { OWN_MESSAGES } from '../../events/own-messages.ts';
import { plainWords } from '../../events/plain-words.ts';
import { mapping } from '../../cli/import/spreadsheet.ts';
import { calendar } from '../../regimes/calendars/calendar.ts';
import { confirmations } from '../../regimes/confirmation.ts';
import { regime } from '../../regimes/regime.ts';
import * as requests from '../../api/requests.ts';
import * as overviews from '../../api/overview-shapes.ts';
import * as registers from '../../api/register-shapes.ts';
import {
  documentCommands,
  engineCommands,
  importCommands,
  peopleCommands,
} from '../../workflows/complaint/commands.ts';
import { messagesIn, sourcesOf } from './messages-in.ts';
import { messagesOf } from './messages-of.ts';

const FOLDERS = ['api', 'regimes', 'cli', 'events', 'workflows', 'projections', 'workers'];

/** English that a Chinese sentence still holds: two words of it, one after the other. */
const ENGLISH = /[a-z]{2,} [a-z]{2,}/i;

const schemas: readonly (readonly [string, unknown])[] = [
  ...[peopleCommands, documentCommands, importCommands, engineCommands].flatMap((some) =>
    Object.entries(some),
  ),
  ...[requests, overviews, registers].flatMap((module) => Object.entries(module)),
  ...Object.entries({ regime, calendar, confirmations, mapping }),
];

/** Those that are not said in Chinese, or not wholly. */
const notSaid = (messages: readonly string[]): readonly string[] =>
  messages.filter((message) => ENGLISH.test(chineseWords(message) ?? message));

describe('every message of our own has its Chinese', () => {
  test.each(schemas.filter((entry) => entry[1] instanceof z.ZodType))('%s', (_name, schema) => {
    expect(notSaid(messagesOf(schema as z.ZodType))).toEqual([]);
  });

  test.each(FOLDERS)('in the code of %s', (folder) => {
    expect(notSaid(messagesIn(folder))).toEqual([]);
  });

  test('and no line of the table is of a message that nobody gives any longer', () => {
    const table = readFileSync(join(import.meta.dirname, '../../events/own-messages.ts'), 'utf8');
    const code = FOLDERS.flatMap(sourcesOf).filter((source) => source !== table);
    const isGiven = (part: string) => code.some((source) => source.includes(part));
    const idle = OWN_MESSAGES.filter(
      ([en]) => !en.split(/\{\}|, (?=as )| and names no calendar/).every(isGiven),
    );
    expect(idle).toEqual([]);
  });
});

test.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, '缺少此项：应为文本'],
  [z.enum(['a', 'b']), undefined, '缺少此项：应为下列之一：a、b'],
  [z.enum(['a', 'b']), 'c', '应为下列之一：a、b'],
  [z.literal('q'), 1, '应为q'],
  [z.string(), 7, '应为文本，而不是数字'],
  [z.string(), null, '应为文本，而不是 null'],
  [z.boolean(), [], '应为 true 或 false，而不是列表'],
  [z.int(), 1.5, '应为整数，且不超出 JSON 可精确表示的范围'],
  [z.string().min(1), '', '不得为空'],
  [z.string().min(3), 'a', '至少 3 个字符'],
  [z.string().max(3), 'abcd', '至多 3 个字符'],
  [z.array(z.string()).min(1), [], '至少 1 项'],
  [z.array(z.string()).max(2), ['', '', ''], '至多 2 项'],
  [z.number().min(2), 1, '不得小于 2'],
  [z.number().max(2), 3, '不得大于 2'],
  [z.number().multipleOf(2), 3, '应为 2 的倍数'],
  [z.iso.date(), '2026-02-30', '应为日历日期，如 2026-03-02'],
  [z.string().regex(/^x/), 'a', '应符合格式 /^x/'],
  [z.uuid(), 'a', '应符合 uuid 格式'],
  [z.strictObject({}), { a: 1, b: 2 }, '含有未知字段：a、b'],
  [z.union([z.string(), z.number()]), true, '不属于任何可接受的类型'],
  [z.record(z.string().regex(/^a/), z.number()), { b: 1 }, '含有不符合要求的字段名或元素'],
  [z.string().refine(() => false), 'a', '不符合要求'],
])('an issue of %o is said in Chinese', (schema, value, said) => {
  const [issue] = schema.safeParse(value, { error: plainWords }).error?.issues ?? [];
  expect(chineseWords(issue?.message ?? '')).toBe(said);
});

test('a message inside another is said in Chinese as well', () => {
  expect(inChinese('as a name: must be at most 5')).toBe('字段名：不得大于 5');
  expect(inChinese('no clock of this regime is called decide')).toBe(
    '本规则没有名为 decide 的时限',
  );
});

test('what has no line is quoted, for whoever reads it', () => {
  expect(chineseWords('Nobody wrote this.')).toBeUndefined();
  expect(inChinese('Nobody wrote this.')).toBe('不符合要求（Nobody wrote this.）');
});
