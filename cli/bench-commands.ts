import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { addBenchImportCommand } from './bench-import-command.ts';
import { addBenchLedgerCommand } from './bench-ledger-command.ts';
import { addBenchReadingCommands } from './bench-reading-commands.ts';
import { addBenchRebuildCommand } from './bench-rebuild-command.ts';
import { addBenchRelayCommand } from './bench-relay-command.ts';
import type { Output } from './output.ts';
import { wholeNumber } from './whole-number.ts';

/** `bench …`: speed as a ratio to a baseline in the same run, on servers of its own. */
export function addBenchCommands(program: Command, out: () => Output): void {
  const bench = program
    .command('bench')
    .description('measure against a baseline · 性能对比')
    .addHelpText(
      'after',
      '\nExamples:\n  redress bench attend --json\n  redress bench deadlines --seconds 5',
    );

  bench
    .command('attend')
    .description('a command to a case, against a bare update with an empty local activity')
    .option('--seconds <n>', 'about how long to measure', '60')
    .addHelpText('after', '\nExample:\n  redress bench attend --json')
    .action(async (options: { seconds: string }) => {
      const { benchAttend } = await import('../bench/attend.ts');
      const { result, table } = await onOwnHome((home) =>
        benchAttend({ home, seconds: Number(options.seconds) }),
      );
      out().result(result, table);
    });

  bench
    .command('log')
    .description('an append to the log, against a raw insert with the same indexes')
    .option('--seconds <n>', 'about how long to measure', '30')
    .addHelpText('after', '\nExample:\n  redress bench log --json')
    .action(async (options: { seconds: string }) => {
      const { benchLog } = await import('../bench/log.ts');
      const { startPostgres } = await import('../servers/postgres.ts');
      const { result, table } = await onOwnHome(async (home) => {
        const { url } = await startPostgres({ home });
        return benchLog({ ownerUrl: url, seconds: Number(options.seconds) });
      });
      out().result(result, table);
    });

  addBenchImportCommand(bench, out, onOwnHome);
  addBenchRebuildCommand(bench, out, onOwnHome);
  addBenchRelayCommand(bench, out, onOwnHome);
  addBenchLedgerCommand(bench, out, onOwnHome);
  addBenchReadingCommands(bench, out, onOwnHome);
  bench
    .command('deadlines')
    .description('a deadline in business days, against walking from day to day')
    .option('--seconds <n>', 'about how long to measure', '5')
    .addHelpText('after', '\nExample:\n  redress bench deadlines --json')
    .action(async (options: { seconds: string }) => {
      const { benchDeadlines } = await import('../bench/deadlines.ts');
      const { result, table } = benchDeadlines({ seconds: Number(options.seconds) });
      out().result(result, table);
    });

  addAsOf(bench, out);
  bench
    .command('case')
    .description('a command to a case of 200 events, against copying its state as JSON')
    .option('--seconds <n>', 'about how long to measure', '5')
    .addHelpText('after', '\nExample:\n  redress bench case --json')
    .action(async (options: { seconds: string }) => {
      const { benchCase } = await import('../bench/case.ts');
      const { result, table } = benchCase({ seconds: Number(options.seconds) });
      out().result(result, table);
    });
}

function addAsOf(bench: Command, out: () => Output): void {
  bench
    .command('as-of')
    .description('a long case as of an instant, from its bytes, against JSON.parse of these')
    .option('--events <n>', 'how many events it has', '10000')
    .option('--seconds <n>', 'about how long to measure', '10')
    .addHelpText('after', '\nExample:\n  redress bench as-of --json')
    .action(async (options: { events: string; seconds: string }) => {
      const { benchAsOf } = await import('../bench/as-of.ts');
      const events = wholeNumber('--events', options.events, 200);
      const { result, table } = benchAsOf({ events, seconds: Number(options.seconds) });
      out().result(result, table);
    });
}

async function onOwnHome<Result>(work: (home: string) => Promise<Result>): Promise<Result> {
  const { removeHome } = await import('../servers/postgres.ts');
  const home = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  chmodSync(home, 0o755);
  try {
    return await work(home);
  } finally {
    await removeHome(home);
  }
}
