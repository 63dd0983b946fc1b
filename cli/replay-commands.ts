import type { Command } from 'commander';
import type { Output } from './output.ts';
import { addReplayAsOf } from './replay-as-of-command.ts';
import { addReplayCase } from './replay-case-command.ts';
import { addReplayDecide } from './replay-decide-command.ts';
import { addReplayTemporal } from './replay-temporal-command.ts';

/** `replay …`: cases relived from the log alone; nothing is recorded by any of it. */
export function addReplayCommands(program: Command, out: () => Output): void {
  const replay = program
    .command('replay')
    .description('live a case again from the log, or decide it again · 复盘')
    .addHelpText(
      'after',
      '\nExamples:\n  redress replay case 7KQ2M9X4T0AB\n  redress replay decide --all',
    );
  addReplayCase(replay, out);
  addReplayAsOf(replay, out);
  addReplayDecide(replay, out);
  addReplayTemporal(replay, out);
}
