import type { Comparison, Difference } from '../projections/compare.ts';

/** What a comparison found, for people: the counts, then some of the rows that differ. */
export function comparisonText({ examples, ...counts }: Comparison): string {
  const { equal, changed, missing, absent, surplus } = counts;
  const which = missing === 0 ? '' : ` (${absent} absent, ${surplus} too many)`;
  const sum = `  equal ${equal} · 一致, changed ${changed} · 不同, missing ${missing} · 缺失${which}`;
  return [sum, ...examples.map(exampleText)].join('\n');
}

function exampleText({ table, key, is, columns }: Difference): string {
  const what = {
    changed: `differs in ${columns.join(', ')}`,
    absent: 'was absent',
    surplus: 'was one too many',
  }[is];
  return `  ${table} ${Object.values(key).map(String).join(' / ')} ${what}`;
}
