import { randomUUID } from 'node:crypto';
import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { stateFigure } from '../activities/figure-book.ts';
import { eventId } from '../events/log/event-id.ts';
import type { FigureList, FigureWish } from '../api/figures.ts';
import { FIGURES } from '../events/institution/institution-events.ts';
import { checkInstitutionName, readInstitutionKeys } from '../keys/institution-keys.ts';
import { homeOf } from '../workers/configuration.ts';
import { readFigures } from '../workers/read-figures.ts';
import { INSTITUTION } from './address.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { readSideOfHome } from './read-side-of-home.ts';
import { tableText } from './table.ts';

type StateOptions = CallerOptions &
  Omit<FigureWish, 'figure'> & {
    readonly key?: string;
  };
type ImportOptions = { readonly institution: string; readonly as: string };

/** `figure …`: what an institution states of its own size, by which returns divide. */
export function addFigureCommands(program: Command, out: () => Output): void {
  const group = program
    .command('figure')
    .description('figures of the institution, for ratios in returns · 机构基础数据')
    .addHelpText(
      'after',
      '\nExamples:\n  redress figure state outlets --on 2026-03-31 --value 10432 --source "Annual report 2025" --role supervisor\n  redress figure list',
    );
  addState(group, out);
  addList(group, out);
  addImport(group, out);
}

function addState(group: Command, out: () => Output): void {
  withCaller(
    group
      .command('state')
      .description('state a figure as of a day; a correction is stated anew · 提供或更正数据')
      .addArgument(new Argument('<figure>', 'which figure').choices(FIGURES)),
  )
    .requiredOption('--on <day>', 'the day it is true of: the last of a period')
    .requiredOption('--value <n>', 'a whole number')
    .requiredOption('--source <text>', 'where it is from')
    .option('--key <key>', 'Idempotency-Key; one is drawn when not given')
    .addHelpText(
      'after',
      '\nExample:\n  redress figure state outlets --on 2026-03-31 --value 10432 --source "Annual report 2025" --as sun --role supervisor',
    )
    .action(async (figure: FigureWish['figure'], options: StateOptions) => {
      const { on, value, source, key = randomUUID() } = options;
      const client = await clientFor(options);
      const receipt = await client.stateFigure({ figure, on, value, source }, key);
      out().result(receipt, `Stated ${figure} on ${on}: ${value} · 已记录`);
    });
}

function addList(group: Command, out: () => Output): void {
  withCaller(group.command('list').description('all that was stated, and by whom · 列出数据'))
    .addHelpText('after', '\nExample:\n  redress figure list --json')
    .action(async (options: CallerOptions) => {
      const list = await (await clientFor(options)).figures();
      out().result(list, listText(list));
    });
}

function addImport(group: Command, out: () => Output): void {
  group
    .command('import')
    .description(
      'record the figures that an earlier release kept in figures/<institution>.json of the home, as of when they were stated; again, it adds nothing · 导入旧版数据文件',
    )
    .addOption(new Option('--as <id>', 'who imports them').makeOptionMandatory())
    .option('--institution <name>', 'of which institution', INSTITUTION)
    .addHelpText('after', '\nExample:\n  redress figure import --as li-ming')
    .action(async ({ institution, as: id }: ImportOptions) => {
      const home = homeOf();
      checkInstitutionName(institution);
      readInstitutionKeys(home, institution);
      const counts = { recorded: 0, repeated: 0, reused: 0 };
      await readSideOfHome(async ({ log }) => {
        for (const { statedAt, ...said } of readFigures(home, institution)) {
          const content = eventId('figures', JSON.stringify({ statedAt, ...said }), 0, 0);
          const { status } = await stateFigure(log, {
            ...{ institution, said, at: new Date().toISOString(), saidAt: statedAt },
            who: { id, role: 'operator', unit: 'operation', rank: 'none' },
            submission: `import:${content}`,
          });
          counts[status] += 1;
        }
      });
      const { recorded, repeated } = counts;
      const text = `Recorded: ${recorded}; recorded before: ${repeated} · 已导入 ${recorded} 项`;
      out().result({ institution, recorded, repeated }, text);
    });
}

function listText({ figures }: FigureList): string {
  if (figures.length === 0) return 'None yet: state one with `redress figure state`.';
  return tableText(
    ['figure', 'on', 'value', 'source', 'stated at', 'by'],
    figures.map(({ figure: name, on, value, source, statedAt, statedBy }) => [
      ...[name, on, value, source],
      ...[statedAt, statedBy],
    ]),
  );
}
