import { statedFigures } from '../activities/figure-book.ts';
import { checkInstitutionName } from '../keys/institution-keys.ts';
import { isComplaintOf } from '../projections/complaint-stream.ts';
import { figuresAsOf, NothingBegun } from '../projections/replay/figures-as-of.ts';
import type { FiguresAsOf, FiguresAt, Instants } from '../projections/replay/figures-as-of.ts';
import { reportAsOf } from '../projections/replay/report-as-of.ts';
import { returnAsOf } from '../projections/replay/return-as-of.ts';
import { wholeStreams } from '../projections/replay/whole-streams.ts';
import { REPORT_NAMES, reports } from '../projections/reports/reports.ts';
import { periodNamed } from '../projections/returns/period.ts';
import type { Period } from '../projections/returns/period.ts';
import type { ReturnForm } from '../projections/returns/return-form.ts';
import { RETURN_NAMES, returns } from '../projections/returns/returns.ts';
import { CommandFailed, EXIT } from './output.ts';
import { readSideOfHome } from './read-side-of-home.ts';
import type { ReadSide } from './read-side-of-home.ts';

type Asked = Instants & {
  readonly name: string;
  /** Of a return; a report has none. */
  readonly period?: string;
};

/** The figures of a report or return as they stood. */
export type NamedAsOf = FiguresAsOf & { readonly name: string; readonly institution: string };

/** Makes them from the log alone, beside the read models that are served. */
export async function namedAsOf(asked: Asked): Promise<NamedAsOf> {
  checkInstitutionName(asked.institution);
  const makerOn = makerOf(asked);
  const { institution, name } = asked;
  return readSideOfHome(async (side) => {
    const cases = await wholeStreams(side.log, (stream) => isComplaintOf(stream, institution));
    try {
      const found = await figuresAsOf(cases.each, await makerOn(side), asked);
      return { name, institution, ...found };
    } catch (error) {
      if (!(error instanceof NothingBegun)) throw error;
      throw new CommandFailed(error.because, EXIT.refused, error);
    }
  });
}

function makerOf({ institution, name, period }: Asked): (side: ReadSide) => Promise<FiguresAt> {
  if (period === undefined) {
    const report = reports[oneOf(name, REPORT_NAMES)];
    return async (side) => (cases, at) =>
      reportAsOf({ ...side, report, asked: { institution }, at }, cases);
  }
  const form = returns[oneOf(name, RETURN_NAMES)];
  const of = periodOf(form, period);
  return async ({ log }) => {
    const stated = await statedFigures(log, institution);
    return (cases, at) => returnAsOf({ form, period: of, at }, cases, stated);
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
