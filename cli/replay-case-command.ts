import type { Command } from 'commander';
import type { Client, ReplayWish } from '../api/client.ts';
import type { ReplayedCase } from '../api/replay-shapes.ts';
import { given } from '../api/given.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import type { Output } from './output.ts';
import { stepsText } from './replay-steps-text.ts';

type Options = CallerOptions & {
  readonly backwards?: boolean;
  readonly whole?: boolean;
  readonly purpose?: string;
};

/** `replay case`: each event of a case, with the state before and after it, and why it is so. */
export function addReplayCase(replay: Command, out: () => Output): void {
  withCaller(
    replay
      .command('case')
      .description('a case step by step, and why each date moved · 案件逐步复盘')
      .argument('<case>'),
  )
    .option('--backwards', 'from the last event to the first')
    .option('--whole', 'with --json the whole state before and after each event')
    .option('--purpose <why>', 'open personal data, for this reason')
    .addHelpText(
      'after',
      '\nExamples:\n  redress replay case 7KQ2M9X4T0AB\n  redress replay case 7KQ2M9X4T0AB --backwards --json',
    )
    .action(async (number: string, { backwards = false, whole, purpose, ...caller }: Options) => {
      const client = await clientFor(caller);
      const forwards = await everyStep(client, number, given({ whole, purpose }));
      const steps = backwards ? forwards.toReversed() : forwards;
      out().result({ case: number, steps }, stepsText(number, steps, backwards));
    });
}

const STEPS_PER_PAGE = 200;

async function everyStep(
  client: Client,
  number: string,
  wish: ReplayWish,
): Promise<ReplayedCase['steps']> {
  const steps: ReplayedCase['steps'] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: ReplayedCase = await client.replay(number, {
      ...wish,
      from,
      limit: STEPS_PER_PAGE,
    });
    steps.push(...page.steps);
    from = page.next;
  }
  return steps;
}
