import type { Command } from 'commander';
import type { Output } from '../output.ts';
import type { DemoOptions } from './demonstrate.ts';

/** `demo`: starts everything and shows the product at work. */
export function addDemoCommand(program: Command, out: () => Output): void {
  program
    .command('demo')
    .description('start everything and show it at work on real complaints · 演示')
    .option('--cases <n>', 'how many CFPB records', '200')
    .option('--once', 'end when it is done, instead of staying up until Ctrl-C')
    .addHelpText('after', '\nExamples:\n  redress demo\n  redress demo --once --cases 50 --json')
    .action(async (options: DemoOptions) => {
      const { demonstrate } = await import('./demonstrate.ts');
      await demonstrate(options, out());
    });
}
