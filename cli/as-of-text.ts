import pc from 'picocolors';
import type { CaseAsOf } from '../api/as-of-shapes.ts';
import type { Axis } from '../workflows/replay/cut-at.ts';
import { differenceText } from './difference-text.ts';
import type { NamedAsOf } from './named-as-of.ts';

/** Places and events that are told to a person; `--json` has all. */
const TOLD = 40;

const BY: { readonly [By in Axis]: string } = {
  recorded: 'as it was known · 按当时所知',
  occurred: 'as it was so · 按实际发生',
};

export function caseAsOfText(found: CaseAsOf): string {
  const { case: number, at, by, knownAt, revision, status, deadlines, state, against } = found;
  return [
    `${pc.bold(number)}  ${at}, ${BY[by]}: ${status}, revision ${revision}`,
    ...notComeText(knownAt),
    ...deadlines
      .toSorted((one, other) => (one.at < other.at ? -1 : 1))
      .map((one) => `  awaits · 待办  ${one.at}  ${one.name}`),
    ...(against === undefined
      ? Object.entries(state).map(([path, after]) => `  ${differenceText({ path, after })}`)
      : differsText(against, caseEvents(against.events))),
  ].join('\n');
}

function caseEvents(events: NonNullable<CaseAsOf['against']>['events']): readonly string[] {
  return events.map(
    ({ revision, event, occurredAt, recordedAt, by }) =>
      `@${revision} ${event} by ${by}, occurred · 发生 ${occurredAt}, recorded · 记录 ${recordedAt}`,
  );
}

export function figuresText(found: NamedAsOf): string {
  const { name, institution, at, by, knownAt, figures, against } = found;
  return [
    `${pc.bold(name)} (${institution})  ${at}, ${BY[by]}`,
    ...notComeText(knownAt),
    ...(against === undefined
      ? [JSON.stringify(figures, undefined, 2)]
      : differsText(
          against,
          against.events.map(
            ({ stream, revision, type, occurredAt, recordedAt }) =>
              `${stream} @${revision} ${type}, occurred · 发生 ${occurredAt}, recorded · 记录 ${recordedAt}`,
          ),
        )),
  ].join('\n');
}

function notComeText(knownAt: string | undefined): readonly string[] {
  return knownAt === undefined
    ? []
    : [
        `  An instant that has not come: as known at ${knownAt} · 所询时点尚未到来，以 ${knownAt} 所知为准`,
      ];
}

type Differing = {
  readonly at: string;
  readonly differs: readonly {
    readonly path: string;
    readonly before?: unknown;
    readonly after?: unknown;
  }[];
};

function differsText({ at, differs }: Differing, events: readonly string[]): readonly string[] {
  return [
    `At ${at} ${differs.length} places differ · 有 ${differs.length} 处不同:`,
    ...upTo(differs.map(differenceText)),
    `Explained by · 由以下 ${events.length} 个事件解释:`,
    ...upTo(events),
  ];
}

function upTo(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, TOLD).map((line) => `  ${line}`);
  const left = lines.length - shown.length;
  return left > 0 ? [...shown, `  … ${left} more · 另有 ${left} 项 (--json)`] : shown;
}
