/** How a table writes its days. A shape says year, month and day by Y, M and D; M and D also take one digit. */
export type DayShape = {
  readonly name: string;
  readonly pattern: RegExp;
};

export const ISO: DayShape = {
  name: 'YYYY-MM-DD',
  pattern: /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
};
export const MONTH_FIRST: DayShape = {
  name: 'M/D/YYYY',
  pattern: /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
};

/** The shapes a mapping may name. */
export const DAY_SHAPES: readonly DayShape[] = [
  ISO,
  MONTH_FIRST,
  { name: 'D/M/YYYY', pattern: /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})$/ },
  { name: 'D.M.YYYY', pattern: /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/ },
  { name: 'YYYY/M/D', pattern: /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})$/ },
  { name: 'YYYYMMDD', pattern: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/ },
  { name: 'YYYY年M月D日', pattern: /^(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日$/ },
];

/** The day as `2026-03-02`; undefined when it is in none of the shapes, or not a day of the calendar. */
export function readDay(text: string, shapes: readonly DayShape[]): string | undefined {
  for (const { pattern } of shapes) {
    const { year, month, day } = pattern.exec(text)?.groups ?? {};
    if (year === undefined || month === undefined || day === undefined) continue;
    const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const instant = new Date(`${iso}T00:00:00.000Z`);
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso)
      ? iso
      : undefined;
  }
  return undefined;
}
