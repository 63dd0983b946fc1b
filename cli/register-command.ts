import { Argument } from 'commander';
import type { Command } from 'commander';
import { given } from '../api/given.ts';
import type { EntryPage } from '../api/register-shapes.ts';
import { REGISTER_NAMES } from '../projections/registers/registers.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { tableText } from './table.ts';
import type { Cell } from './table.ts';

type RegisterOptions = CallerOptions & {
  readonly [Name in 'state' | 'product' | 'ofUnit' | 'from' | 'to' | 'after']?: string;
} & { readonly limit: string };

/** `register`: what single events of cases added to a register, from a terminal. */
export function addRegisterCommand(program: Command, out: () => Output): void {
  withCaller(
    program
      .command('register')
      .description('a register, newest entries first · 登记簿')
      .addArgument(new Argument('<name>', 'which register').choices(REGISTER_NAMES)),
  )
    .option('--state <state>', 'entries that stand like this')
    .option('--product <product>', 'of cases of this product')
    .option('--of-unit <unit>', 'of cases that this unit handles')
    .option('--from <day>', 'of this day or instant and later; days in UTC')
    .option('--to <day>', 'up to this day, or before this instant')
    .option('--after <cursor>', 'go on where the page before ended')
    .option('--limit <n>', 'rows on a page, at most 500', '50')
    .addHelpText(
      'after',
      '\nExamples:\n  redress register breaches --from 2026-03-01 --to 2026-03-31\n  redress register extensions --state granted --json',
    )
    .action(async (name: string, options: RegisterOptions) => {
      const { state, product, ofUnit: unit, from, to, after, limit } = options;
      const client = await clientFor(options);
      const wish = given({ state, product, unit, from, to, after });
      const page = await client.register(name, { ...wish, limit: Number(limit) });
      out().result(page, registerText(page));
    });
}

/** A register for people: a row an entry, its details in the order of the register. */
function registerText({ title, columns, entries, next }: EntryPage): string {
  const rows = entries.map(({ case: number, occurredAt, state, details }) => [
    ...[number, minuteIn(occurredAt), state],
    ...columns.map((column) => cell(details[column])),
  ]);
  return [
    `${title.en} · ${title.zh}`,
    rows.length === 0 ? 'none' : tableText(['case', 'at', 'state', ...columns], rows),
    ...(next === null ? [] : [`More: --after ${next}`]),
  ].join('\n');
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

function cell(value: unknown): Cell {
  if (Array.isArray(value)) return value.join(' ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return '';
  return INSTANT.test(value) ? minuteIn(value) : value;
}

function minuteIn(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
