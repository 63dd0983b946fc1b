import type { RuleBookEntry, CalendarOnShelf } from '../../../regimes/rule-book.ts';
import { languageOf } from '../languages.ts';
import type { PackLanguage } from '../languages.ts';
import type { ToldCase } from '../told-case.ts';
import type { Section } from './report.ts';

/** Every regime and calendar that a decision of the case rested on, in its version. */
export function rulesSection(
  { events }: ToldCase,
  shelf: readonly (RuleBookEntry | CalendarOnShelf)[],
  language: PackLanguage,
): Section {
  const { title, head, gone } = WORDS[languageOf(language)];
  const grounds = new Map(
    events.flatMap(({ recorded }) => recorded.meta.grounds.map((one) => [one.sha256, one])),
  );
  const onShelf = new Set(shelf.map(({ ground }) => ground.sha256));
  const rows = [...grounds.values()].map(({ name, version, sha256 }) => [
    `${name}\n${version}`,
    `${sha256}\n${onShelf.has(sha256) ? `rules/${sha256}.json` : gone}`,
  ]);
  const table = { is: 'table', widths: [130, '*'], head, rows } as const;
  return { title, blocks: rows.length === 0 ? [] : [table] };
}

const WORDS = {
  en: {
    title: 'Rules and calendars used',
    head: ['Rule, version', 'SHA-256, and where it lies'],
    gone: 'no longer on the shelf of the house',
  },
  zh: {
    title: '所用规则与日历',
    head: ['规则与版本', 'SHA-256 与所在文件'],
    gone: '机构已不再保存该版本',
  },
} as const;
