import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Command } from 'commander';
import pc from 'picocolors';
import { replayHistories } from '../workers/replay-histories.ts';
import type { ReplayedHistories } from '../workers/replay-histories.ts';
import { houseOfHome } from './house-of-home.ts';
import { EXIT } from './output.ts';
import type { Output } from './output.ts';
import { wholeNumber } from './whole-number.ts';

/** `replay temporal`: attendances of the live server on this release's shell, before a worker takes them. */
export function addReplayTemporal(replay: Command, out: () => Output): void {
  replay
    .command('temporal')
    .description('replay histories of the live Temporal on this release · 回放工作流历史')
    .option('--sample <n>', 'how many attendances, drawn at random', '100')
    .addHelpText(
      'after',
      '\nExample:\n  redress replay temporal --sample 500\n\nExit code 1 when a history does not replay: then use `redress reattend --restart` after the upgrade.',
    )
    .action(async ({ sample }: { sample: string }) => {
      const count = wholeNumber('--sample', sample, 1, 10_000);
      // What the SDK says of each replay is no news to whoever waits for the outcome.
      Runtime.install({ logger: new DefaultLogger('ERROR') });
      const { client, [Symbol.asyncDispose]: close } = await houseOfHome();
      try {
        const replayed = await replayHistories({ client, sample: count });
        out().result(replayed, textOf(replayed));
        if (replayed.failed.length > 0) process.exitCode = EXIT.refused;
      } finally {
        await close();
      }
    });
}

function textOf({ found, replayed, failed }: ReplayedHistories): string {
  const head = `${replayed} of ${found} attendances replayed · 已回放 ${replayed} 个工作流历史（共 ${found} 个）`;
  if (failed.length === 0)
    return `${head}\n${pc.green('All follow this release. · 均与本版本一致。')}`;
  const lines = failed.map(({ stream, run, why }) => `  ${stream} (${run}): ${why}`);
  const verdict = `${failed.length} do not follow this release. · ${failed.length} 个与本版本不一致。`;
  return [head, ...lines, pc.red(verdict)].join('\n');
}
