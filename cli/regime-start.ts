import { z } from 'zod';
import type { Instant } from '../events/envelope.ts';
import type { Clock } from '../regimes/regime.ts';
import { dayOf } from '../workflows/calendar.ts';
import { CommandFailed, EXIT } from './output.ts';

/** A day such as `2026-03-02`, or an instant with its offset, as a person gives them; anything else is refused. */
export function givenStart(text: string): { readonly day: string } | { readonly at: Instant } {
  if (z.iso.date().safeParse(text).success) return { day: text };
  if (z.iso.datetime({ offset: true }).safeParse(text).success)
    return { at: new Date(text).toISOString() };
  throw new CommandFailed(
    {
      en: `${text} is neither a day, such as 2026-03-02, nor an instant, such as 2026-03-02T09:30:00+08:00.`,
      zh: `${text} 既不是日期（如 2026-03-02），也不是时刻（如 2026-03-02T09:30:00+08:00）。`,
    },
    EXIT.usage,
  );
}

/** The day on which it starts in a zone. */
export function dayGiven(text: string, zone: string): string {
  const start = givenStart(text);
  return 'day' in start ? start.day : dayOf(start.at, zone);
}

/** The instant from which a clock counts. Where days are counted any instant of the day will do. */
export function startOf({ name, length }: Clock, text: string, zone: string): Instant {
  const start = givenStart(text);
  if ('at' in start) return start.at;
  if (['second', 'minute', 'hour'].includes(length.unit))
    throw new CommandFailed(
      {
        en: `The clock ${name} counts in ${length.unit}s: give the instant, such as ${start.day}T09:30:00+08:00.`,
        zh: `时限 ${name} 不以日计算：请给出时刻，如 ${start.day}T09:30:00+08:00。`,
      },
      EXIT.usage,
    );
  return somewhereIn(start.day, zone);
}

/** Between them these three fall on the day in every zone there is. */
function somewhereIn(day: string, zone: string): Instant {
  const found = ['12', '00', '23']
    .map((hour) => `${day}T${hour}:00:00.000Z`)
    .find((instant) => dayOf(instant, zone) === day);
  if (found === undefined)
    throw new CommandFailed(
      { en: `There is no ${day} in ${zone}.`, zh: `时区 ${zone} 没有 ${day} 这一天。` },
      EXIT.badInput,
    );
  return found;
}
