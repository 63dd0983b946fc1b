import { fieldWords } from '../../../events/complaint/field-words.ts';
import { recordedInChinese } from '../../../events/complaint/recorded-words.ts';
import type { Json, JsonObject } from '../../../events/envelope.ts';
import { box } from '../../../events/personal.ts';
import type { Box } from '../../../events/personal.ts';
import { languageOf } from '../languages.ts';
import type { PackLanguage } from '../languages.ts';
import type { OpenedCase } from '../opened-case.ts';
import { localTime } from './local-time.ts';

/** How a report says values: in which language, on the clock of which zone, and what is opened of them. */
export type Saying = Pick<OpenedCase, 'read' | 'isErased'> & {
  readonly language: PackLanguage;
  readonly zone: string;
  /** What the clocks of the case are called. */
  readonly clocks: ReadonlyMap<string, string>;
};

/** What an event says, a line a field; who, the article and how a time was counted stand elsewhere in a report. */
export function eventDetails(data: JsonObject, saying: Saying): readonly string[] {
  return Object.entries(data).flatMap(([field, value]) => {
    if (ELSEWHERE.has(field) || value === undefined || value === null) return [];
    const clock =
      field === 'clock' && typeof value === 'string' ? saying.clocks.get(value) : undefined;
    const said = clock ?? valueWords(value, saying);
    return said === '' ? [] : [`${labelOf(field, saying)}${said}`];
  });
}

const ELSEWHERE: ReadonlySet<string> = new Set([
  ...[
    'by',
    'article',
    'mark',
    'authority',
    'trace',
    'version',
    'zone',
    'calendar',
    'calendarVersion',
  ],
  ...['metBy', 'orMetBy', 'orMetByFrom', 'whenMissed', 'warnings', 'ladder', 'runsOn', 'basis'],
  ...['startDayCounts', 'countedTo', 'commitment', 'letterCommitment', 'startsAt', 'reminders'],
]);

function labelOf(field: string, { language }: Saying): string {
  const words = fieldWords(field)[languageOf(language)];
  return language === 'en' ? `${words}: ` : `${words}：`;
}

export function valueWords(value: Json | undefined, saying: Saying): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return listed(value as readonly Json[], saying);
  if (typeof value === 'object') return objectWords(value as JsonObject, saying);
  const text = String(value);
  if (INSTANT.test(text)) return localTime(text, saying.zone);
  if (saying.language === 'zh-CN') return recordedInChinese(text);
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : text;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function listed(values: readonly Json[], saying: Saying): string {
  return values
    .map((one) => valueWords(one, saying))
    .filter((one) => one !== '')
    .join(saying.language === 'en' ? '; ' : '；');
}

function objectWords(value: JsonObject, saying: Saying): string {
  const sealed = box.safeParse(value).data;
  if (sealed !== undefined) return saying.read(sealed) ?? sealedWords(sealed, saying);
  const { amount, currency } = value;
  if (typeof amount === 'string' && typeof currency === 'string') return `${amount} ${currency}`;
  return eventDetails(value, saying).join(saying.language === 'en' ? ', ' : '，');
}

/** What is not opened is said to be there, or to be erased, and by what it can be checked. */
function sealedWords(sealed: Box, { language, isErased }: Saying): string {
  const short = `${sealed.commitment.slice(0, 12)}…`;
  if (language === 'en')
    return `[${isErased(sealed) ? 'erased, its key destroyed' : 'sealed'}, commitment ${short}]`;
  return `［${isErased(sealed) ? '已删除（密钥已销毁）' : '已密封'}，承诺值 ${short}］`;
}
