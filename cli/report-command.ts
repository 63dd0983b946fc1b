import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { given } from '../api/given.ts';
import { PERIODS } from '../projections/reports/report.ts';
import { REPORT_NAMES } from '../projections/reports/reports.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { reportText } from './report-text.ts';
import { warnOfParked } from './warn-of-parked.ts';

type ReportOptions = CallerOptions & {
  readonly [Name in 'period' | 'from' | 'to']?: string;
};

/** `report`: what the read models count, from a terminal. */
export function addReportCommand(program: Command, out: () => Output): void {
  withCaller(
    program
      .command('report')
      .description('counts over everything recorded so far · 统计报表')
      .addArgument(new Argument('<name>', 'which report').choices(REPORT_NAMES)),
  )
    .addOption(
      new Option('--period <period>', 'by which volumes are counted')
        .choices(PERIODS)
        .default('month'),
    )
    .option('--from <day>', 'only cases received on this day or later')
    .option('--to <day>', 'only cases received on this day or earlier')
    .addHelpText(
      'after',
      '\nExamples:\n  redress report volumes --period quarter\n  redress report ageing --as sun\n  redress report cfpb --institution demobank --json',
    )
    .action(async (name: string, options: ReportOptions) => {
      const { period, from, to } = options;
      const client = await clientFor(options);
      const report = await client.report(name, given({ period, from, to }));
      warnOfParked(report, out());
      out().result(report.counts, reportText(report));
    });
}
