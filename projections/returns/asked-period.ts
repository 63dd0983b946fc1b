import { daysAfter, periodNamed, writesDays, WRITTEN } from './period.ts';
import type { Period } from './period.ts';
import type { Pin } from './pin.ts';
import { ReturnRefused } from './return-refused.ts';
import type { ReturnForm } from './return-form.ts';

/** The period a return is asked for. Throws `ReturnRefused` when it is none, or none of this return. */
export function askedPeriod({ periods }: ReturnForm, name: string): Period {
  const period = periodNamed(name);
  if (period !== undefined && periods.includes(period.kind)) return period;
  const forms = periods.map((kind) => WRITTEN[kind]).join(', ');
  if (writesDays(name) && periods.includes('days'))
    throw new ReturnRefused(
      'not-a-period-of-this-return',
      {
        en: `${name} is no span of days: both must be days of the calendar, the earlier first.`,
        zh: `${name} 不是有效的日期区间：两端均须为实际存在的日期，且早者在前。`,
      },
      [{ at: 'query/period', message: 'must be days of the calendar, the earlier first' }],
    );
  throw new ReturnRefused(
    'not-a-period-of-this-return',
    {
      en: `${name} is no period of this return: write it as ${forms}.`,
      zh: `${name} 不是本报表的统计期间：请写作 ${forms}。`,
    },
    [{ at: 'query/period', message: `must be written as ${forms}` }],
  );
}

/** Throws `ReturnRefused` when nothing of the period was over at the pin, wherever the day begins first. */
export function checkBegun({ name, from }: Period, { knownAt }: Pick<Pin, 'knownAt'>): void {
  if (daysAfter(from, -1) <= knownAt.slice(0, 10)) return;
  throw new ReturnRefused('period-not-begun', {
    en: `The period ${name} had not begun at ${knownAt}.`,
    zh: `统计期间 ${name} 在 ${knownAt} 尚未开始。`,
  });
}
