import type { AmendedReturn, CellPage, MadeReturn, ReturnList } from '../api/return-shapes.ts';
import { tableText } from './table.ts';

/** Returns for people: a table for each part. */

export function returnListText({ returns }: ReturnList): string {
  return tableText(
    ['return', 'periods', 'needs', 'rule', ''],
    returns.map(({ return: name, title, periods, figures, article, mark }) => [
      ...[name, periods.join(', '), figures.join(', '), `${article} (${mark})`],
      `${title.en} · ${title.zh}`,
    ]),
  );
}

type Head = Pick<MadeReturn, 'title' | 'institution' | 'period' | 'pin'>;

function headText({ title, institution, period, pin }: Head): string {
  const { name, from, to } = period;
  return [
    `${title.en} · ${title.zh} (${institution})`,
    `${name}: ${from} to ${to}; pinned to --at ${pin.at}`,
  ].join('\n');
}

export function returnText(made: MadeReturn): string {
  const { tables, ratios, checks, complete, leftOut } = made;
  return [
    headText(made),
    ...(complete ? [] : ['The period was not over: the figures will change · 统计期间尚未结束']),
    ...tables.map(({ title, unit, rows }) =>
      tableText(
        [`${title.en} · ${title.zh}`, unit, '%'],
        rows.map(({ row, value, share }) => [row, numberIn(value), share]),
      ),
    ),
    ...ratios.map(({ title, figure, rows }) =>
      tableText(
        [`${title.en} · ${title.zh}`, `${figure.figure} ${figure.on}: ${figure.value}`],
        rows.map(({ row, value }) => [row, value]),
      ),
    ),
    ...leftOut.map(
      ({ what, article, mark }) => `Left out (${article}, ${mark}): ${what.en} · ${what.zh}`,
    ),
    `Adds up: ${checks.length} totals, case by case · 合计核对一致`,
  ].join('\n');
}

export function cellText(found: CellPage): string {
  const { cell, cases, next } = found;
  const rows = cases.flatMap(({ case: number, value, events }) =>
    events.map(({ revision, type, occurredAt, position, effect }, index) => [
      ...(index === 0 ? [number, value] : ['', '']),
      ...[revision, type, minuteIn(occurredAt), position, effect],
    ]),
  );
  return [
    `${headText(found)}\n${cell}`,
    rows.length === 0
      ? 'none'
      : tableText(['case', 'adds', 'event', '', 'at', 'position', ''], rows),
    ...more(next),
  ].join('\n');
}

export function amendedText(amended: AmendedReturn): string {
  const { filed, cells, ratios, figures, moved, cases, next } = amended;
  const rows = cases.flatMap(({ case: number, move, events }) =>
    events.map(({ revision, type, occurredAt, into, outOf }, index) => [
      ...(index === 0 ? [number, move] : ['', '']),
      ...[revision, type, minuteIn(occurredAt), outOf.join('\n'), into.join('\n')],
    ]),
  );
  return [
    headText(amended),
    `Compared with --at ${filed.at}: cases that came ${moved.came}, went ${moved.went}, moved ${moved.moved} · 新增 ${moved.came} 件，移出 ${moved.went} 件，变动 ${moved.moved} 件`,
    differencesText(cells, ratios),
    ...figures.map(
      ({ figure, on, before, after }) =>
        `${figure} on ${on}: ${before.value} (${before.statedBy}, ${minuteIn(before.statedAt)}) is now ${after.value} (${after.statedBy}, ${minuteIn(after.statedAt)}; ${after.source}) · 基础数据已更正`,
    ),
    ...(rows.length === 0
      ? []
      : [tableText(['case', '', 'event', '', 'at', 'out of', 'into'], rows)]),
    ...more(next),
  ].join('\n');
}

function differencesText(cells: AmendedReturn['cells'], ratios: AmendedReturn['ratios']): string {
  const rows = [
    ...cells.map(({ cell, before, after, cases }) => [cell, before, after, cases]),
    ...ratios.map(({ ratio, before, after }) => [ratio, before, after, '']),
  ];
  return rows.length === 0
    ? 'Nothing differs · 无差异'
    : tableText(['', 'filed', 'amended', 'cases'], rows);
}

function more(next: string | null): readonly string[] {
  return next === null ? [] : [`More: --after ${next}`];
}

/** Whole numbers are aligned as counts are. */
function numberIn(value: string): string | number {
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}

function minuteIn(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
