import type { Command } from 'commander';
import pc from 'picocolors';
import type { Accesses } from '../api/read-accesses.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { tableText } from './table.ts';

/** `case accesses`: who has seen a case, and who was refused what in it; for an auditor. */
export function addCaseAccesses(cases: Command, out: () => Output): void {
  withCaller(
    cases
      .command('accesses')
      .description('who has seen a case, and who was refused what · 查阅与拒绝记录（限审计）')
      .argument('<case>'),
  )
    .addHelpText(
      'after',
      '\nExample:\n  redress case accesses 7KQ2M9X4T0AB --as sun --role auditor',
    )
    .action(async (number: string, options: CallerOptions) => {
      const seen = await (await clientFor(options)).accesses(number);
      out().result(seen, accessesText(seen));
    });
}

type Access = Accesses['accesses'][number];

export function accessesText({ case: number, people, accesses }: Accesses): string {
  const who = people.map(({ id, role, unit, views, openings, refusals, exports, last }) => [
    ...[`${id} (${role}, ${unit})`, views, openings, refusals, exports, last],
  ]);
  const what = accesses.map((access) => [access.at, access.by, access.type, saidIn(access)]);
  return [
    pc.bold(number),
    tableText(['by · 人员', 'views', 'openings', 'refused', 'exports', 'last (UTC)'], who),
    tableText(['at (UTC)', 'by', 'access', ''], what, [26, 12, 20, 60]),
  ].join('\n');
}

function saidIn({ data }: Access): string {
  return Object.entries(data)
    .filter(([name]) => name !== 'keys')
    .map(([name, value]) => `${name} ${[value].flat().map(String).join(', ')}`)
    .join('; ');
}
