import { isListOfData, isRecord, keyOf, partsOf } from '../regimes/datum-path.ts';
import type { Regime } from '../regimes/regime.ts';

/** What stands in columns of its own, or says what a datum is called. */
const ELSEWHERE: readonly string[] = ['name', 'title', 'limit', 'article', 'mark'];

/** What the datum at a path says in numbers, words and lists, a line each; data inside it are shown by themselves. */
export function datumText(regime: Regime, path: string): string {
  const datum = path
    .split('.')
    .reduce<unknown>((here, name) => partsOf(here).find(([key]) => key === name)?.[1], regime);
  if (!isRecord(datum)) return '';
  return Object.entries(datum)
    .filter(([field]) => !ELSEWHERE.includes(field))
    .flatMap(([field, said]) => {
      const text = valueText(said);
      return text === '' ? [] : [`${field}: ${text}`];
    })
    .join('\n');
}

function valueText(said: unknown): string {
  if (isListOfData(said)) return said.map(keyOf).join(', ');
  if (Array.isArray(said)) return said.join(', ');
  if (!isRecord(said)) return String(said);
  const { count, unit, amount, currency } = said;
  if (typeof count === 'number' && typeof unit === 'string')
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (typeof amount === 'string' && typeof currency === 'string') return `${amount} ${currency}`;
  return '';
}
