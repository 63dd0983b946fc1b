import type { Command } from 'commander';
import { benchImport } from '../bench/import.ts';
import type { Output } from './output.ts';

/** `bench import`: real records into a home of its own, with everything running. */
export function addBenchImportCommand(
  bench: Command,
  out: () => Output,
  onOwnHome: <Result>(work: (home: string) => Promise<Result>) => Promise<Result>,
): void {
  bench
    .command('import')
    .description('5,115 real records, until every read model shows them')
    .addHelpText('after', '\nExample:\n  redress bench import --json')
    .action(async () => {
      const { say, result } = out();
      const { table, ...measured } = await onOwnHome((home) => benchImport({ home, say }));
      result(measured, table);
    });
}
