import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import type { CasePage, CountedReport } from '../api/overview-shapes.ts';
import { CASE_FILTERS } from '../projections/case-list.ts';
import { REPORT_NAMES } from '../projections/reports/reports.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { reportText } from './report-text.ts';
import { tableText } from './table.ts';

type ListOptions = CallerOptions & {
  readonly filter: string;
  readonly after?: string;
  readonly limit: string;
};

/** `cases` and `report`: what the read models show, from a terminal. */
export function addOverviewCommands(program: Command, out: () => Output): void {
  withCaller(program.command('cases').description('the board, newest first · 案件列表'))
    .addOption(
      new Option('--filter <name>', 'which cases; `mine` are those of --as')
        .choices(CASE_FILTERS)
        .default('all'),
    )
    .option('--after <cursor>', 'go on where the page before ended')
    .option('--limit <n>', 'cases on a page, at most 500', '50')
    .addHelpText('after', '\nExample:\n  redress cases --filter overdue --institution demobank')
    .action(async (options: ListOptions) => {
      const { filter, after, limit } = options;
      const client = await clientFor(options);
      const page = await client.cases({
        filter,
        limit: Number(limit),
        ...(after === undefined ? {} : { after }),
      });
      out().result(page, pageText(page));
    });

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

const WIDTHS = [14, 11, 12, 18, 12, 26, 24, 8];

function pageText({ cases, next }: CasePage): string {
  const head = ['case', 'status', 'received', 'due', 'handler', 'product', 'outcome', 'timely'];
  const rows = cases.map((one) => [
    one.case,
    isWaiting(one) ? `${one.status} *` : one.status,
    one.receivedOn,
    one.dueAt?.slice(0, 16).replace('T', ' '),
    one.handler,
    one.product,
    one.outcome,
    one.timely === null ? '' : one.timely ? 'yes' : 'no',
  ]);
  return [
    tableText(head, rows, WIDTHS),
    ...(cases.some(isWaiting) ? ['* imported, and taken over by nobody · 导入且尚未接手'] : []),
    ...(next === null ? [] : [`More: --after ${next}`]),
  ].join('\n');
}

function isWaiting({ imported, takenOver }: CasePage['cases'][number]): boolean {
  return imported && !takenOver;
}
