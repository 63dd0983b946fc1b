import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { ClearCommand, Client } from '../api/client.ts';
import type { History } from '../api/responses.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import { addCaseAccesses } from './case-accesses-command.ts';
import { addCaseClocks } from './case-clocks-command.ts';
import { addCaseDocuments } from './case-documents-command.ts';
import { caseText, historyText } from './case-text.ts';
import { parseJson, readJson } from './read-json.ts';
import type { Output } from './output.ts';

/** `case …`: what a back office does by HTTP, from a terminal. */
export function addCaseCommands(program: Command, out: () => Output): void {
  const cases = program
    .command('case')
    .description('look at a case, or act on it · 查看或办理案件')
    .addHelpText(
      'after',
      '\nExamples:\n  redress case show 7KQ2M9X4T0AB\n  redress case clocks 7KQ2M9X4T0AB --explain\n  redress case do 7KQ2M9X4T0AB AcknowledgeComplaint',
    );

  withCaller(cases.command('show').description('a case as it stands · 案件现状').argument('<case>'))
    .option('--purpose <why>', 'open personal data, for this reason')
    .addHelpText(
      'after',
      '\nExample:\n  redress case show 7KQ2M9X4T0AB --purpose "call the complainant"',
    )
    .action(async (number: string, options: CallerOptions & { purpose?: string }) => {
      const client = await clientFor(options);
      const view = await client.show(number, options.purpose);
      out().result(view, caseText(view));
    });

  withCaller(
    cases
      .command('history')
      .description('the whole history of a case · 案件历史')
      .argument('<case>'),
  )
    .option('--purpose <why>', 'open personal data, for this reason')
    .addHelpText('after', '\nExample:\n  redress case history 7KQ2M9X4T0AB --json')
    .action(async (number: string, options: CallerOptions & { purpose?: string }) => {
      const client = await clientFor(options);
      const events = await wholeHistory(client, number, options.purpose);
      out().result({ case: number, events }, historyText(number, events));
    });

  addCaseClocks(cases, out);
  addCaseDocuments(cases, out);
  addCaseAccesses(cases, out);

  withCaller(
    cases
      .command('do')
      .description('give a command to a case · 对案件下达指令')
      .argument('<case>')
      .argument('<command>', 'such as AcknowledgeComplaint')
      .argument('[data]', 'its data as JSON, or - for standard input', '{}'),
  )
    .option('--key <key>', 'Idempotency-Key; one is drawn when not given')
    .option('--if-match <revision>', 'only if the case stands at this revision')
    .addHelpText(
      'after',
      `\nExample:\n  redress case do 7KQ2M9X4T0AB AssignCase '{"handler":"hana","unit":"cards"}' --as li --role supervisor`,
    )
    .action(
      async (
        number: string,
        type: string,
        data: string,
        options: CallerOptions & { key?: string; ifMatch?: string },
      ) => {
        const command = { type, data: data === '-' ? readJson(data) : parseJson(data, 'data') };
        const ifMatch = options.ifMatch === undefined ? undefined : Number(options.ifMatch);
        const key = options.key ?? randomUUID();
        const client = await clientFor(options);
        const receipt = await client.command(number, [command as ClearCommand], key, ifMatch);
        const types = receipt.events.map((event) => event.type).join(', ') || 'nothing new';
        out().result(receipt, `${number}  ${types}, revision ${receipt.revision}`);
      },
    );
}

/** Every event of a case, page by page. */
export async function wholeHistory(
  client: Client,
  number: string,
  purpose?: string,
): Promise<History['events']> {
  const events: History['events'] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: History = await client.history(number, {
      from,
      limit: 500,
      ...(purpose === undefined ? {} : { purpose }),
    });
    events.push(...page.events);
    from = page.next;
  }
  return events;
}
