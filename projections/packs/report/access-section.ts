import type { RecordedEvent, Text } from '../../../events/envelope.ts';
import { languageOf } from '../languages.ts';
import { actorWords } from './course-section.ts';
import { eventDetails } from './event-details.ts';
import type { Saying } from './event-details.ts';
import { localTime } from './local-time.ts';
import type { Cell, Section } from './report.ts';

/** An event of a stream beside a case. */
export type OtherEvent = Pick<RecordedEvent, 'type' | 'data' | 'meta'>;

/** Who looked at the case, what was opened of it, who was refused what, and what was mended. */
export function accessSection(beside: readonly OtherEvent[], saying: Saying): Section {
  const is = languageOf(saying.language);
  const { title, head } = WORDS[is];
  const rows = beside.map(({ type, data, meta }) => {
    const { keys: _keys, ...said } = data;
    const what = BESIDE[type]?.[is] ?? type;
    const cells: readonly Cell[] = [
      localTime(meta.occurredAt, saying.zone),
      { strong: what, text: eventDetails(said, saying).join('\n') },
      actorWords(meta.actor, saying),
    ];
    return cells;
  });
  const table = { is: 'table', widths: [100, '*', 120], head, rows } as const;
  return { title, blocks: rows.length === 0 ? [] : [table] };
}

const WORDS = {
  en: { title: 'Who looked at the case', head: ['When', 'What', 'Who'] },
  zh: { title: '查阅与访问记录', head: ['时间', '事项', '人员'] },
} as const;

const BESIDE: { readonly [type: string]: Text } = {
  CaseViewed: { en: 'Case viewed', zh: '查看案件' },
  PersonalDataOpened: { en: 'Personal data opened', zh: '开启个人信息' },
  CommandRefused: { en: 'Command refused', zh: '操作被拒绝' },
  CaseExported: { en: 'Case exported', zh: '导出案件' },
  DriftRepaired: { en: 'Drift repaired', zh: '偏差已修复' },
  DriftRemained: { en: 'Drift remained', zh: '偏差未消除' },
};
