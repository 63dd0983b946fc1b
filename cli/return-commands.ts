import { Argument } from 'commander';
import type { Command } from 'commander';
import { given } from '../api/given.ts';
import { RETURN_NAMES } from '../projections/returns/returns.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { amendedText, cellText, returnListText, returnText } from './return-text.ts';
import { warnOfParked } from './warn-of-parked.ts';

type Wish = CallerOptions & { readonly period: string };
type Paged = { readonly after?: string; readonly limit: string };

const AT =
  'what it is pinned to: a position, an instant in UTC, or position@instant; now when not given';

/** `returns …`: what regulators and the public are told, and what stands behind each figure of it. */
export function addReturnCommands(program: Command, out: () => Output): void {
  const group = program
    .command('returns')
    .description('returns to regulators and the public, traced to cases and events · 监管报表')
    .addHelpText(
      'after',
      '\nExamples:\n  redress returns list\n  redress returns show cn-bulletin --period 2026-Q1',
    );
  addList(group, out);
  addShow(group, out);
  addCell(group, out);
  addAmended(group, out);
}

function addList(group: Command, out: () => Output): void {
  withCaller(group.command('list').description('the returns that can be made · 报表目录'))
    .addHelpText('after', '\nExample:\n  redress returns list --json')
    .action(async (options: CallerOptions) => {
      const list = await (await clientFor(options)).returns();
      out().result(list, returnListText(list));
    });
}

function addShow(group: Command, out: () => Output): void {
  withCaller(ofReturn(group, 'show', 'a return, as of its pin · 编制报表'))
    .option('--at <pin>', AT)
    .option('--csv', 'as CSV, one line for each row')
    .addHelpText(
      'after',
      '\nExamples:\n  redress returns show uk-disp --period 2026-H1\n  redress returns show us-cfpb --period 2014-01-01..2023-12-31 --csv --institution demobank',
    )
    .action(async (name: string, options: Wish & { at?: string; csv?: boolean }) => {
      const { period, at, csv } = options;
      const client = await clientFor(options);
      const wish = { period, ...given({ at }) };
      if (csv === true) {
        process.stdout.write(await client.makeCsv(name, wish));
        return;
      }
      const made = await client.makeReturn(name, wish);
      warnOfParked(made, out());
      out().result(made, returnText(made));
    });
}

function addCell(group: Command, out: () => Output): void {
  paged(
    withCaller(
      ofReturn(group, 'cell', 'the cases of a cell, and the events behind them · 单元格明细'),
    ).requiredOption('--cell <cell>', 'table:row, as product:credit-card'),
  )
    .option('--at <pin>', AT)
    .addHelpText(
      'after',
      '\nExample:\n  redress returns cell cn-bulletin --period 2026-Q1 --cell product:credit-card',
    )
    .action(async (name: string, options: Wish & Paged & { at?: string; cell: string }) => {
      const { period, at, cell, after, limit } = options;
      const client = await clientFor(options);
      const wish = { period, cell, limit: Number(limit), ...given({ at, after }) };
      const found = await client.cellCases(name, wish);
      warnOfParked(found, out());
      out().result(found, cellText(found));
    });
}

function addAmended(group: Command, out: () => Output): void {
  paged(
    withCaller(
      ofReturn(group, 'amended', 'what differs from a filed return, and why · 更正说明'),
    ).requiredOption('--from <pin>', 'what the filed return was pinned to'),
  )
    .option('--to <pin>', 'what the amended one is pinned to; now when not given')
    .addHelpText(
      'after',
      '\nExample:\n  redress returns amended uk-disp --period 2026-H1 --from 1207@2026-07-20T09:00:00.000Z',
    )
    .action(async (name: string, options: Wish & Paged & { from: string; to?: string }) => {
      const { period, from, to, after, limit } = options;
      const client = await clientFor(options);
      const wish = { period, from, limit: Number(limit), ...given({ to, after }) };
      const amended = await client.amendedReturn(name, wish);
      warnOfParked(amended, out());
      out().result(amended, amendedText(amended));
    });
}

function ofReturn(group: Command, name: string, description: string): Command {
  return group
    .command(name)
    .description(description)
    .addArgument(new Argument('<name>', 'which return').choices(RETURN_NAMES))
    .requiredOption(
      '--period <period>',
      'as 2026-03, 2026-Q1, 2026-H1, 2026 or 2026-01-01..2026-03-31',
    );
}

function paged(command: Command): Command {
  return command
    .option('--after <case>', 'go on after this case, where the page before ended')
    .option('--limit <n>', 'cases on a page, at most 500', '50');
}
