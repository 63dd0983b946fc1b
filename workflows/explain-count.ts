import type { Mark } from '../regimes/calendars/calendar.ts';
import type { CountStep, EndStep, PauseStep, RollStep, RuleStep } from './count-steps.ts';
import type { DayReason, DaysStep } from './day-runs.ts';
import { startWords } from './start-words.ts';
import type { Start } from './start-words.ts';

export type Language = 'en' | 'zh';

/**
 * The steps of a count as lines that a clerk or a complainant can read, one line a step; `starts` is what it counts
 * from, where that is known.
 */
export function explainCount(
  steps: readonly CountStep[],
  language: Language,
  starts: readonly Start[] = [],
): readonly string[] {
  return steps.map((step) => lineOf(step, starts)[language]);
}

type Words = { readonly en: string; readonly zh: string };

function lineOf(step: CountStep, starts: readonly Start[]): Words {
  switch (step.step) {
    case 'length':
    case 'total':
    case 'add':
      return ruleLine(step, starts);
    case 'days':
      return daysLine(step);
    case 'pause':
      return pauseLine(step);
    case 'roll':
      return rollLine(step);
    case 'end':
      return endLine(step);
  }
}

const UNITS: { readonly [Unit in (RuleStep | PauseStep)['unit']]: Words } = {
  millisecond: { en: 'millisecond', zh: '毫秒' },
  second: { en: 'second', zh: '秒' },
  minute: { en: 'minute', zh: '分钟' },
  hour: { en: 'hour', zh: '小时' },
  day: { en: 'calendar day', zh: '个自然日' },
  'business-day': { en: 'business day', zh: '个工作日' },
  week: { en: 'week', zh: '周' },
  month: { en: 'month', zh: '个月' },
  year: { en: 'year', zh: '年' },
};

const REASONS: { readonly [Reason in DayReason]: Words } = {
  'start-day': { en: 'the day it starts on', zh: '起始日' },
  'calendar-day': { en: 'calendar day', zh: '自然日' },
  'business-day': { en: 'business day', zh: '工作日' },
  'make-up-working-day': { en: 'working day in exchange for a day off', zh: '调休上班日' },
  weekend: { en: 'weekend', zh: '周末' },
  holiday: { en: 'holiday', zh: '节假日' },
};

const COUNTABLE: ReadonlySet<DayReason> = new Set(['business-day', 'calendar-day']);

/** How sure a rule or a calendar is. */
export const MARK_WORDS: { readonly [Sure in Mark]: Words } = {
  V: { en: 'read in its source', zh: '已核对原文' },
  S: { en: 'seen in a secondary source', zh: '见于二手来源' },
  M: { en: 'from memory', zh: '凭记忆' },
  P: { en: 'a proposal of the house', zh: '本机构建议' },
};

function ruleLine(step: RuleStep, starts: readonly Start[]): Words {
  const { en, zh } = amount(step);
  const from = step.from;
  const [when, whenZh] =
    starts.length === 0
      ? ['', '']
      : [`, when ${startWords(starts, 'en')}`, `（${startWords(starts, 'zh')}）`];
  const start = dayWords(step);
  const basis = basisWords(step);
  switch (step.step) {
    case 'length':
      return {
        en: `The period is ${en} from ${from}${when}${start.en}${basis.en}.`,
        zh: `期限为自${from}${whenZh}起${zh}${start.zh}${basis.zh}。`,
      };
    case 'total':
      return {
        en: `The period is now ${en} in all from ${from}${when}${start.en}${basis.en}.`,
        zh: `期限改为自${from}${whenZh}起共${zh}${start.zh}${basis.zh}。`,
      };
    case 'add':
      return {
        en: `After ${from}, to which it was counted before, ${en} more${basis.en}.`,
        zh: `在原已计至的${from}之后再加${zh}${basis.zh}。`,
      };
  }
}

function daysLine({ from, to, days, counted, because, name }: DaysStep): Words {
  const reason = reasonWords(because, name);
  const [en, zh] =
    days === 1 ? [from, from] : [`${from} to ${to} (${days} days)`, `${from}至${to}（${days}天）`];
  return {
    en: `${en}: ${reason.en}${days > 1 && COUNTABLE.has(because) ? 's' : ''}, ${counted ? 'counted' : 'not counted'}.`,
    zh: `${zh}：${reason.zh}，${counted ? '计入' : '不计入'}。`,
  };
}

function pauseLine(step: PauseStep): Words {
  const { pausedAt, resumedAt, from } = step;
  const { en, zh } = amount(step);
  const basis = basisWords(step);
  return {
    en: `The clock stood still from ${pausedAt} to ${resumedAt}: ${en} given back after ${from}${basis.en}.`,
    zh: `时限自${pausedAt}至${resumedAt}中止：在${from}之后顺延${zh}${basis.zh}。`,
  };
}

function rollLine({ from, to, because, name }: RollStep): Words {
  const reason = reasonWords(because, name);
  return {
    en: `The end, ${from}, is a day off, ${reason.en}: it moves to the next business day, ${to}.`,
    zh: `届满日${from}为休息日：${reason.zh}，顺延至下一工作日${to}。`,
  };
}

function endLine({ dueAt, lastDay }: EndStep): Words {
  if (lastDay === null) return { en: `It ends at ${dueAt}.`, zh: `于${dueAt}届满。` };
  return DAY_IS_OVER.test(dueAt)
    ? {
        en: `It ends with ${lastDay}, at ${dueAt}.`,
        zh: `于${lastDay}当日终了时（${dueAt}）届满。`,
      }
    : { en: `It ends on ${lastDay}, at ${dueAt}.`, zh: `于${lastDay}届满，届满时刻为${dueAt}。` };
}

/** In whatever zone; a regulator may name an instant inside a day. */
const DAY_IS_OVER = /:59\.999Z$/;

function amount({ count, unit }: Pick<RuleStep | PauseStep, 'count' | 'unit'>): Words {
  const { en, zh } = UNITS[unit];
  return { en: `${count} ${en}${count === 1 ? '' : 's'}`, zh: `${count}${zh}` };
}

/** Of days and longer, whether the first one counts; of shorter units there is nothing to say. */
function dayWords({ unit, startDayCounts }: RuleStep): Words {
  if (isShort(unit)) return { en: '', zh: '' };
  return startDayCounts
    ? { en: ', that day included', zh: '（含当日）' }
    : { en: ', that day not included', zh: '（不含当日）' };
}

function basisWords({
  unit,
  zone,
  calendar,
}: Pick<RuleStep | PauseStep, 'unit' | 'zone' | 'calendar'>): Words {
  if (isShort(unit)) return { en: '', zh: '' };
  const zoned = { en: `, by the days of ${zone}`, zh: `，以 ${zone} 时区的日历日为准` };
  if (calendar === undefined) return zoned;
  const { name, version, mark } = calendar;
  const sure = MARK_WORDS[mark];
  return {
    en: `${zoned.en} and the calendar ${name} ${version} (${mark}: ${sure.en})`,
    zh: `${zoned.zh}，按日历 ${name} ${version}（${mark}：${sure.zh}）`,
  };
}

function reasonWords(because: DayReason, name: Words | undefined): Words {
  const reason = REASONS[because];
  if (name === undefined) return reason;
  return because === 'holiday'
    ? { en: `${reason.en} (${name.en})`, zh: `${reason.zh}（${name.zh}）` }
    : name;
}

function isShort(unit: keyof typeof UNITS): boolean {
  return ['millisecond', 'second', 'minute', 'hour'].includes(unit);
}
