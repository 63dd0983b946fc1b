import { Argument } from 'commander';
import type { Command } from 'commander';
import type { CountedReport } from '../api/overview-shapes.ts';
import { REPORT_NAMES } from '../projections/reports/reports.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { reportText } from './report-text.ts';

/** `report`: what the read models count, from a terminal. */
export function addReportCommand(program: Command, out: () => Output): void {
  withCaller(
    program
      .command('report')
      .description('counts over everything recorded so far · 统计报表')
      .addArgument(new Argument('<name>', 'which report').choices(REPORT_NAMES)),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  redress report volumes\n  redress report cfpb --institution demobank --json',
    )
    .action(async (name: string, options: CallerOptions) => {
      const client = await clientFor(options);
      const report = await client.report(name);
      warnOfParked(report, out());
      out().result(report.counts, reportText(report));
    });
}

/** Counts that leave something out say so, and not on standard output. */
function warnOfParked({ parked, institution }: CountedReport, { json }: Output): void {
  if (parked === 0) return;
  const line = `redress: ${parked} cases of ${institution} are parked and not fully counted; see the projector's log.`;
  (json ? process.stderr : process.stdout).write(`${line}\n`);
}
