import type { Command } from 'commander';
import { benchLedger } from '../bench/ledger.ts';
import { startPostgres } from '../servers/postgres.ts';
import type { Output } from './output.ts';
import { wholeNumber } from './whole-number.ts';

/** `bench ledger`, beneath `bench`; on a server of its own, in a home that `onOwnHome` makes and removes. */
export function addBenchLedgerCommand(
  bench: Command,
  out: () => Output,
  onOwnHome: <Result>(work: (home: string) => Promise<Result>) => Promise<Result>,
): void {
  bench
    .command('ledger')
    .description('what the ledger costs an append, a proof, and computing it anew')
    .option('--sizes <list>', 'events at which proofs are measured', '100000,1000000')
    .option('--seconds <n>', 'about how long appends are measured', '40')
    .addHelpText('after', '\nExample:\n  redress bench ledger --sizes 100000 --json')
    .action(async (options: { sizes: string; seconds: string }) => {
      const sizes = options.sizes.split(',').map((size) => wholeNumber('--sizes', size));
      const seconds = wholeNumber('--seconds', options.seconds);
      const { say } = out();
      const { table, ...result } = await onOwnHome(async (home) => {
        const { url } = await startPostgres({ home });
        return benchLedger({
          ownerUrl: url,
          home,
          sizes: sizes.toSorted((a, b) => a - b),
          seconds,
          say,
        });
      });
      out().result(result, table);
    });
}
