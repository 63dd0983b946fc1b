import { statedFigures } from '../activities/figure-book.ts';
import { partsOf } from '../keys/case-number.ts';
import { checkInstitutionName } from '../keys/institution-keys.ts';
import { eventsBetween } from '../projections/replay/events-between.ts';
import type { EventBetween } from '../projections/replay/events-between.ts';
import { reportAsOf } from '../projections/replay/report-as-of.ts';
import { returnAsOf } from '../projections/replay/return-as-of.ts';
import { wholeStreams } from '../projections/replay/whole-streams.ts';
import type { WholeStreams } from '../projections/replay/whole-streams.ts';
import { REPORT_NAMES, reports } from '../projections/reports/reports.ts';
import { periodNamed } from '../projections/returns/period.ts';
import type { Period } from '../projections/returns/period.ts';
import type { ReturnForm } from '../projections/returns/return-form.ts';
import { RETURN_NAMES, returns } from '../projections/returns/returns.ts';
import type { Axis } from '../workflows/replay/cut-at.ts';
import { differences } from '../workflows/replay/differences.ts';
import type { Difference } from '../workflows/replay/differences.ts';
import { CommandFailed, EXIT } from './output.ts';
import { readSideOfHome } from './read-side-of-home.ts';
import type { ReadSide } from './read-side-of-home.ts';

type Asked = {
  readonly institution: string;
  readonly name: string;
  /** Of a return; a report has none. */
  readonly period?: string;
  readonly by: Axis;
  readonly instant: string;
  readonly against?: string;
};

/** The figures of a report or return at an instant and, at another one, what differs and the events behind it. */
export type FiguresAsOf = {
  readonly name: string;
  readonly institution: string;
  readonly at: string;
  readonly by: Axis;
  readonly figures: object;
  readonly against?: {
    readonly at: string;
    readonly figures: object;
    readonly differs: readonly Difference[];
    readonly events: readonly EventBetween[];
  };
};

/** Makes them from the log alone, beside the read models that are served. */
export async function figuresAsOf(asked: Asked): Promise<FiguresAsOf> {
  checkInstitutionName(asked.institution);
  const figuresAt = makerOf(asked);
  const { institution, name, by, instant, against } = asked;
  return readSideOfHome(async (side) => {
    const cases = await wholeStreams(side.log, (stream) => isCaseOf(stream, institution));
    await mustHaveBegun(cases, asked);
    const figures = await figuresAt(side, cases, instant);
    const told = { name, institution, at: instant, by, figures };
    if (against === undefined) return told;
    const others = await figuresAt(side, cases, against);
    const events = await eventsBetween(cases.each(), { instant, against, by });
    const differs = differences(figures, others);
    return { ...told, against: { at: against, figures: others, differs, events } };
  });
}

type FiguresAt = (side: ReadSide, cases: WholeStreams, instant: string) => Promise<object>;

function makerOf({ institution, name, by, period }: Asked): FiguresAt {
  if (period === undefined) {
    const report = reports[oneOf(name, REPORT_NAMES)];
    return (side, { each }, instant) =>
      reportAsOf({ ...side, report, asked: { institution }, at: { instant, by } }, each());
  }
  const form = returns[oneOf(name, RETURN_NAMES)];
  const of = periodOf(form, period);
  return async ({ log }, { each }, instant) => {
    const stated = await statedFigures(log, institution);
    return returnAsOf({ form, period: of, at: { instant, by } }, each(), stated);
  };
}

function oneOf<Name extends string>(name: string, names: readonly Name[]): Name {
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  throw new CommandFailed(
    {
      en: `Nothing of that kind is called ${name}. There are ${names.join(', ')}.`,
      zh: `没有名为 ${name} 的项目；现有：${names.join('、')}。`,
    },
    EXIT.usage,
  );
}

function periodOf({ periods }: ReturnForm, name: string): Period {
  const period = periodNamed(name);
  if (period !== undefined && periods.includes(period.kind)) return period;
  throw new CommandFailed(
    {
      en: `${name} is no period of this return: ${periods.join(', ')}.`,
      zh: `${name} 不是该报表的统计期间（${periods.join('、')}）。`,
    },
    EXIT.usage,
  );
}

function isCaseOf(stream: string, institution: string): boolean {
  const parts = partsOf(stream);
  return parts?.category === 'complaint' && parts.institution === institution;
}

/** Figures of nought would look like an answer. */
async function mustHaveBegun({ each }: WholeStreams, { instant, by, institution }: Asked) {
  let first: string | undefined;
  for await (const [event] of each()) {
    const at = by === 'recorded' ? event?.recordedAt : event?.meta.occurredAt;
    if (at !== undefined && at <= instant) return;
    if (at !== undefined && (first === undefined || at < first)) first = at;
  }
  const since = first === undefined ? '' : ` The first event is of ${first}.`;
  const zh = first === undefined ? '' : `首个事件的时间为 ${first}。`;
  throw new CommandFailed(
    {
      en: `${institution} has no event up to ${instant}: there is nothing to count.${since}`,
      zh: `截至 ${instant}，${institution} 尚无事件，无可统计。${zh}`,
    },
    EXIT.refused,
  );
}
