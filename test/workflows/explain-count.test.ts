import { describe, expect, test } from 'vitest';
import { countPeriod, prolongPeriod, resumePeriod } from '../../workflows/count-period.ts';
import { explainCount } from '../../workflows/explain-count.ts';
import { by, counted } from './vectors.ts';

const ROLLING = by('cn-mainland', { rollOnHoliday: 'next-business-day' });
const noon = (day: string): string => `${day}T04:00:00.000Z`;

describe('a count explained', () => {
  const { steps } = counted(
    countPeriod(noon('2026-02-09'), { count: 10, unit: 'business-day' }, by('cn-mainland')),
  );

  test('in English, every day with its reason', () => {
    expect(explainCount(steps, 'en')).toEqual([
      'The period is 10 business days from 2026-02-09, that day not included, by the days of Asia/Shanghai and the calendar cn-mainland 2024-2026 (V: read in its source).',
      '2026-02-09: the day it starts on, not counted.',
      '2026-02-10 to 2026-02-13 (4 days): business days, counted.',
      '2026-02-14: Make-up working day for Spring Festival, counted.',
      '2026-02-15 to 2026-02-23 (9 days): holiday (Spring Festival), not counted.',
      '2026-02-24 to 2026-02-27 (4 days): business days, counted.',
      '2026-02-28: Make-up working day for Spring Festival, counted.',
      'It ends with 2026-02-28, at 2026-02-28T15:59:59.999Z.',
    ]);
  });

  test('in Chinese as well', () => {
    expect(explainCount(steps, 'zh')).toEqual([
      '期限为自2026-02-09起10个工作日（不含当日），以 Asia/Shanghai 时区的日历日为准，按日历 cn-mainland 2024-2026（V：已核对原文）。',
      '2026-02-09：起始日，不计入。',
      '2026-02-10至2026-02-13（4天）：工作日，计入。',
      '2026-02-14：春节调休上班，计入。',
      '2026-02-15至2026-02-23（9天）：节假日（春节），不计入。',
      '2026-02-24至2026-02-27（4天）：工作日，计入。',
      '2026-02-28：春节调休上班，计入。',
      '于2026-02-28当日终了时（2026-02-28T15:59:59.999Z）届满。',
    ]);
  });

  test('says how an extension and a roll moved the end', () => {
    const thirty = counted(
      countPeriod(noon('2026-03-02'), { count: 30, unit: 'day' }, ROLLING, 'total'),
    );
    const sixty = counted(prolongPeriod(thirty, { count: 30, unit: 'day' }, ROLLING));
    expect(explainCount(thirty.steps, 'en')[0]).toMatch(
      /^The period is now 30 calendar days in all from 2026-03-02, that day not included/,
    );
    expect(explainCount(sixty.steps, 'en').slice(1)).toEqual([
      '2026-04-02 to 2026-05-01 (30 days): calendar days, counted.',
      'The end, 2026-05-01, is a day off, holiday (Labour Day): it moves to the next business day, 2026-05-06.',
      '2026-05-02 to 2026-05-05 (4 days): holiday (Labour Day), not counted.',
      'It ends with 2026-05-06, at 2026-05-06T15:59:59.999Z.',
    ]);
    expect(explainCount(sixty.steps, 'zh')).toEqual([
      '在原已计至的2026-04-01之后再加30个自然日，以 Asia/Shanghai 时区的日历日为准，按日历 cn-mainland 2024-2026（V：已核对原文）。',
      '2026-04-02至2026-05-01（30天）：自然日，计入。',
      '届满日2026-05-01为休息日：节假日（劳动节），顺延至下一工作日2026-05-06。',
      '2026-05-02至2026-05-05（4天）：节假日（劳动节），不计入。',
      '于2026-05-06当日终了时（2026-05-06T15:59:59.999Z）届满。',
    ]);
  });

  test('does not say of an instant inside a day that the day is over by then', () => {
    const dueAt = '2026-12-04T09:00:00.000Z';
    const steps = [{ step: 'end', dueAt, lastDay: '2026-12-04' }] as const;
    expect(explainCount(steps, 'en')).toEqual([`It ends on 2026-12-04, at ${dueAt}.`]);
    expect(explainCount(steps, 'zh')).toEqual([`于2026-12-04届满，届满时刻为${dueAt}。`]);
  });

  test('says what a pause gave back', () => {
    const before = counted(
      countPeriod(noon('2026-03-02'), { count: 15, unit: 'day' }, by('cn-mainland')),
    );
    const pause = { pausedAt: noon('2026-03-05'), resumedAt: noon('2026-03-15') };
    const { steps: moved } = counted(resumePeriod(before, pause, 'day', by('cn-mainland')));
    expect(explainCount(moved, 'en')).toEqual([
      'The clock stood still from 2026-03-05T04:00:00.000Z to 2026-03-15T04:00:00.000Z: 10 calendar days given back after 2026-03-17, by the days of Asia/Shanghai.',
      '2026-03-18 to 2026-03-27 (10 days): calendar days, counted.',
      'It ends with 2026-03-27, at 2026-03-27T15:59:59.999Z.',
    ]);
    expect(explainCount(moved, 'zh')[0]).toBe(
      '时限自2026-03-05T04:00:00.000Z至2026-03-15T04:00:00.000Z中止：在2026-03-17之后顺延10个自然日，以 Asia/Shanghai 时区的日历日为准。',
    );
  });

  test('of hours needs no days', () => {
    const hour = counted(countPeriod(noon('2026-03-02'), { count: 1, unit: 'hour' }, ROLLING));
    expect(explainCount(hour.steps, 'en')).toEqual([
      'The period is 1 hour from 2026-03-02T04:00:00.000Z.',
      'It ends at 2026-03-02T05:00:00.000Z.',
    ]);
    expect(explainCount(hour.steps, 'zh')).toEqual([
      '期限为自2026-03-02T04:00:00.000Z起1小时。',
      '于2026-03-02T05:00:00.000Z届满。',
    ]);
  });

  test('says how sure the calendar is of the years that were touched', () => {
    const way = by('sg', { startDayCounts: true });
    const [line] = explainCount(
      counted(countPeriod('2025-12-30T04:00:00.000Z', { count: 3, unit: 'business-day' }, way))
        .steps,
      'en',
    );
    expect(line).toMatch(/that day included.*sg 2024-2026 \(M: from memory\)/);
  });
});
