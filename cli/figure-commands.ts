import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument } from 'commander';
import type { Command } from 'commander';
import type { z } from 'zod';
import { inChinese } from '../events/chinese-words.ts';
import { plainWords } from '../events/plain-words.ts';
import { checkInstitutionName, readInstitutionKeys } from '../keys/institution-keys.ts';
import { FIGURES, figure } from '../projections/returns/figures.ts';
import type { Figure } from '../projections/returns/figures.ts';
import { homeOf } from '../workers/configuration.ts';
import { readFigures } from '../workers/read-figures.ts';
import { INSTITUTION } from './address.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { tableText } from './table.ts';

type StateOptions = { readonly [Name in 'on' | 'value' | 'source' | 'institution']: string };

/** `figure …`: what an institution states of its own size, by which returns divide. */
export function addFigureCommands(program: Command, out: () => Output): void {
  const group = program
    .command('figure')
    .description('figures of the institution, for ratios in returns · 机构基础数据')
    .addHelpText(
      'after',
      '\nExamples:\n  redress figure state outlets --on 2026-03-31 --value 10432 --source "Annual report 2025"\n  redress figure list',
    );

  group
    .command('state')
    .description('state a figure as of a day; a correction is stated anew · 提供或更正数据')
    .addArgument(new Argument('<figure>', 'which figure').choices(FIGURES))
    .requiredOption('--on <day>', 'the day it is true of: the last of a period')
    .requiredOption('--value <n>', 'a whole number')
    .requiredOption('--source <text>', 'where it is from')
    .option('--institution <name>', 'for which institution', INSTITUTION)
    .addHelpText(
      'after',
      '\nExample:\n  redress figure state outlets --on 2026-03-31 --value 10432 --source "Annual report 2025"',
    )
    .action((name: string, { institution, ...said }: StateOptions) => {
      const stated = statedNow({ figure: name, ...said });
      addTo(institution, stated);
      out().result(stated, `Stated ${name} on ${stated.on}: ${stated.value} · 已记录`);
    });

  group
    .command('list')
    .description('all that was stated · 列出数据')
    .option('--institution <name>', 'of which institution', INSTITUTION)
    .addHelpText('after', '\nExample:\n  redress figure list --json')
    .action(({ institution }: { institution: string }) => {
      checkInstitutionName(institution);
      const figures = readFigures(homeOf(), institution);
      out().result({ institution, figures }, listText(figures));
    });
}

function statedNow(said: object): Figure {
  const parsed = figure.safeParse(
    { ...said, statedAt: new Date().toISOString() },
    { error: plainWords },
  );
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }: z.core.$ZodIssue) => ({
    en: `--${path.join('/')} ${message}.`,
    zh: `--${path.join('/')} ${inChinese(message)}。`,
  }));
  const because = {
    en: faults.map(({ en }) => en).join(' '),
    zh: faults.map(({ zh }) => zh).join(''),
  };
  throw new CommandFailed(because, EXIT.usage);
}

/** Put in place as a whole: whoever reads meanwhile reads all of it, or what stood before. */
function addTo(institution: string, stated: Figure): void {
  const home = homeOf();
  readInstitutionKeys(home, institution);
  const folder = join(home, 'figures');
  mkdirSync(folder, { recursive: true });
  const all = [...readFigures(home, institution), stated];
  const file = join(folder, `${institution}.json`);
  writeFileSync(`${file}.new`, `${JSON.stringify(all, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function listText(figures: readonly Figure[]): string {
  if (figures.length === 0) return 'None yet: state one with `redress figure state`.';
  return tableText(
    ['figure', 'on', 'value', 'source', 'stated at'],
    figures.map(({ figure: name, on, value, source, statedAt }) => [
      ...[name, on, value, source],
      statedAt,
    ]),
  );
}
