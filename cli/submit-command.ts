import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { ClearComplaint } from '../api/client.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { readJson } from './read-json.ts';

/** `submit`: a complaint from a file, as a back office submits it by HTTP. */
export function addSubmitCommand(program: Command, out: () => Output): void {
  withCaller(
    program
      .command('submit')
      .description('submit a complaint · 提交投诉')
      .argument('<file>', 'a JSON file with the complaint, or - for standard input'),
  )
    .option('--key <key>', 'Idempotency-Key; one is drawn when not given')
    .addHelpText('after', '\nExample:\n  redress submit examples/complaint.json --key 2026-000123')
    .action(async (file: string, options: CallerOptions & { key?: string }) => {
      const complaint = readJson(file) as ClearComplaint;
      const client = await clientFor(options);
      const receipt = await client.submit(complaint, options.key ?? randomUUID());
      const known =
        receipt.outcome === 'accepted' ? 'received before, nothing new to record' : 'recorded';
      out().result(receipt, `${receipt.case}  ${known}, revision ${receipt.revision}`);
    });
}
