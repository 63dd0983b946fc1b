import { OWN_MESSAGES } from './own-messages.ts';

/** English sentences with `{}` for what differs from one to the next, each with its Chinese. */
export type Lines = readonly (readonly [en: string, zh: string])[];

/** A sentence in Chinese by such lines; nothing for one that no line is like. What it quotes stays as it is. */
export function translation(lines: Lines): (sentence: string) => string | undefined {
  const known = lines.map(([sentence, chinese]) => ({ english: likeness(sentence), chinese }));
  return function translated(sentence: string): string | undefined {
    for (const { english, chinese } of known) {
      const found = english.exec(sentence);
      if (found === null) continue;
      const parts = found.slice(1).map((part) => WORDS[part] ?? translated(part) ?? listed(part));
      let next = 0;
      return chinese.replaceAll(
        /\{(\d?)\}/g,
        (_all, place: string) => parts[place === '' ? next++ : Number(place)] ?? '',
      );
    }
    return undefined;
  };
}

/** A fault in Chinese, for people; of what has no line the English is quoted rather than left out. */
export function inChinese(message: string): string {
  return chineseWords(message) ?? `不符合要求（${message}）`;
}

/** What `plainWords` makes of zod's issues. */
const ISSUES: Lines = [
  ['is missing: it must be one of {}', '缺少此项：应为下列之一：{}'],
  ['is missing: it must be {}', '缺少此项：应为{}'],
  ['must be a whole number that JSON holds exactly', '应为整数，且不超出 JSON 可精确表示的范围'],
  ['must be one of {}', '应为下列之一：{}'],
  ['must be at least {}', '不得小于 {}'],
  ['must be at most {}', '不得大于 {}'],
  ['must not be empty', '不得为空'],
  ['must have at least {} characters', '至少 {} 个字符'],
  ['must have at most {} characters', '至多 {} 个字符'],
  ['must have at least {} element{s}', '至少 {} 项'],
  ['must have at most {} element{s}', '至多 {} 项'],
  ['must have the form {}', '应符合格式 {}'],
  ['must be of the form {}', '应符合 {} 格式'],
  ['must be a multiple of {}', '应为 {} 的倍数'],
  ['has unknown fields: {}', '含有未知字段：{}'],
  ['is none of the kinds it may be', '不属于任何可接受的类型'],
  ['has a name or an element that is not as it must be', '含有不符合要求的字段名或元素'],
  ['is not as it must be', '不符合要求'],
  ['must be {}, not {}', '应为{}，而不是{}'],
  ['must be {}', '应为{}'],
];

/** What stands inside such a sentence, by what it is called there. */
const WORDS: { readonly [part: string]: string } = {
  'a text': '文本',
  'a number': '数字',
  'a whole number': '整数',
  'true or false': ' true 或 false',
  'an object': '对象',
  'a list': '列表',
  null: ' null',
  'left out': '空（不填）',
  undefined: '空值',
  'a day of the calendar, as 2026-03-02': '日历日期，如 2026-03-02',
  'an instant, as 2026-03-02T08:00:00.000Z': '时刻，如 2026-03-02T08:00:00.000Z',
  'an address, as https://example.org': '网址，如 https://example.org',
  clock: '时限',
  kind: '投诉类别',
  notice: '告知函',
  marker: '标记',
  second: '秒',
  minute: '分钟',
  hour: '小时',
  day: '日',
  'business-day': '个工作日',
  week: '周',
  month: '个月',
  year: '年',
};

function listed(part: string): string {
  return part.replaceAll(', ', '、');
}

/** A sentence as what it looks like: `{}` for what differs, `{s}` for an English plural. */
function likeness(sentence: string): RegExp {
  const quoted = sentence.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${quoted.replaceAll('{s}', 's?').replaceAll('{}', '(.+?)')}$`, 'su');
}

/** A fault in Chinese, from the English sentence that a schema, a check or `plainWords` gave it. */
export const chineseWords = translation([...OWN_MESSAGES, ...ISSUES]);
