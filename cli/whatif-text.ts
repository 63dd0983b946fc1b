import pc from 'picocolors';
import type { ChangedCase, Compared, WhatIfLog } from '../projections/replay/what-if-log.ts';
import type { Occurred } from '../workflows/replay/what-if.ts';
import { differenceText } from './difference-text.ts';
import { tableText } from './table.ts';

/** Changed cases that are told to a person; `--json` has all. */
const TOLD = 10;
/** Places at which an event differs that are told of one. */
const PLACES = 4;

/** Counts before and after, for the whole and by unit and product, and what cannot be known. */
export function whatIfText(found: WhatIfLog): string {
  const { cases, compared, notComparable, changed, byUnit, byProduct, unknowable } = found;
  const head = ['', 'cases', 'changed', 'breaches', 'targets missed', 'extensions', 'escalations'];
  const { before, after } = found;
  const rows = [
    row('all · 合计', { cases: compared, changed: changed.length, before, after }),
    ...byUnit.map((group) => row(`unit · 部门 ${group.name ?? '–'}`, group)),
    ...byProduct.map((group) => row(`product · 产品 ${group.name ?? '–'}`, group)),
  ];
  return [
    `${cases} cases received in the period, ${compared} compared; ${changed.length} would differ.`,
    `期间内收到 ${cases} 件，可比 ${compared} 件；${changed.length} 件结果不同。`,
    tableText(head, rows),
    ...notComparable.slice(0, TOLD).map(notComparableText),
    ...changed.slice(0, TOLD).flatMap(changedText),
    ...(changed.length > TOLD ? [`  … ${changed.length - TOLD} more · 其余见 --json`] : []),
    pc.bold('What cannot be known · 无从得知'),
    ...unknowable.flatMap(({ en, zh }) => [`  ${en}`, `  ${zh}`]),
  ].join('\n');
}

type Counted = Compared & { readonly cases: number; readonly changed: number };

function row(name: string, { cases, changed, before, after }: Counted) {
  const moved = (one: number, other: number): string =>
    one === other ? String(one) : `${one} → ${other}`;
  return [
    ...[name, cases, changed],
    moved(before.breaches, after.breaches),
    moved(before.targetsMissed, after.targetsMissed),
    moved(before.extensions, after.extensions),
    moved(before.escalations, after.escalations),
  ];
}

function notComparableText({ stream, revision }: WhatIfLog['notComparable'][number]): string {
  return `  ${stream}: not comparable, played otherwise from revision ${revision} on · 自修订号 ${revision} 起无法重演`;
}

function changedText({ stream, first, without }: ChangedCase): readonly string[] {
  const { before, after, differs } = first;
  return [
    `  ${pc.bold(stream)}  ${eventText(before)} → ${eventText(after)}`,
    ...differs.slice(0, PLACES).map((place) => `      ${differenceText(place)}`),
    ...without.map(
      ({ commands, code }) =>
        `      ${commands.join(', ')}: ${code === null ? 'changes nothing · 不再产生事件' : `refused · 予以拒绝 ${code}`}`,
    ),
  ];
}

function eventText(event: Occurred | null): string {
  return event === null ? 'nothing · 无' : `${event.type}@${event.revision} ${event.at}`;
}
