import { createHash } from 'node:crypto';
import { CALENDARS, readCalendars } from '../../regimes/shelf.ts';
import { countPeriod } from '../../workflows/count-period.ts';
import type { CountUnit } from '../../workflows/count-period.ts';
import { vectors } from './vectors.ts';

/**
 * Run in a process of its own, whose machine is in another time zone: says the zone's offset, as proof that it is
 * another, what every vector gives, and a hash of very many other counts with their steps.
 */
const units: readonly CountUnit[] = ['hour', 'day', 'business-day', 'week', 'month', 'year'];
const hash = createHash('sha256');
for (const { calendar } of readCalendars(CALENDARS))
  for (let index = 0; index < 500; index += 1) {
    const startsAt = new Date(Date.UTC(2023, 11, 1) + index * 175_333_333).toISOString();
    const period = { count: 1 + (index % 29), unit: units[index % units.length] ?? 'day' };
    const rollOnHoliday = index % 4 === 0 ? 'next-business-day' : 'none';
    const way = {
      zone: calendar.zone,
      startDayCounts: index % 3 === 0,
      rollOnHoliday,
      calendar,
    } as const;
    hash.update(JSON.stringify(countPeriod(startsAt, period, way)));
  }

console.log(
  JSON.stringify({
    offset: new Date(Date.UTC(2026, 2, 2)).getTimezoneOffset(),
    vectors: vectors.map(({ answer }) => answer()),
    others: hash.digest('hex'),
  }),
);
