import type { Command } from 'commander';
import { benchRebuild } from '../bench/rebuild.ts';
import { startPostgres } from '../servers/postgres.ts';
import type { Output } from './output.ts';
import { wholeNumber } from './whole-number.ts';

/** `bench rebuild`, beneath `bench`; on a server of its own, in a home that `onOwnHome` makes and removes. */
export function addBenchRebuildCommand(
  bench: Command,
  out: () => Output,
  onOwnHome: <Result>(work: (home: string) => Promise<Result>) => Promise<Result>,
): void {
  bench
    .command('rebuild')
    .description('every read model anew from a generated log, in events a second')
    .option('--events <n>', 'how many events', '200000')
    .addHelpText('after', '\nExample:\n  redress bench rebuild --json')
    .action(async (options: { events: string }) => {
      const events = wholeNumber('--events', options.events);
      const { say } = out();
      const { table, ...result } = await onOwnHome(async (home) => {
        const { url } = await startPostgres({ home });
        return benchRebuild({ ownerUrl: url, events, say });
      });
      out().result(result, table);
    });
}
