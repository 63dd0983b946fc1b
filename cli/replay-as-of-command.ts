import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { given } from '../api/given.ts';
import { AXES } from '../workflows/replay/cut-at.ts';
import type { Axis } from '../workflows/replay/cut-at.ts';
import { caseAsOfText, figuresText } from './as-of-text.ts';
import { clientFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import { instantGiven } from './instant-given.ts';
import { namedAsOf } from './named-as-of.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

type Options = CallerOptions & {
  readonly by: Axis;
  readonly against?: string;
  readonly purpose?: string;
};

const WHAT = ['case', 'report', 'return'] as const;
type What = (typeof WHAT)[number];

/** `replay as-of`: a case, a report or a return as it stood, by what we knew or by what was so. */
export function addReplayAsOf(replay: Command, out: () => Output): void {
  withCaller(
    replay
      .command('as-of')
      .description('a case, report or return as it stood at an instant · 某一时点的状态')
      .argument('<instant>', 'in UTC, as 2026-03-10T00:00:00.000Z')
      .addArgument(new Argument('<what>', 'of what').choices(WHAT))
      .argument('<name>', 'a case number, or the name of a report or return')
      .argument('[period]', 'of a return, as 2026-Q1'),
  )
    .addOption(
      new Option('--by <time>', 'what was recorded (known) by then, or had occurred by then')
        .choices(AXES)
        .default('recorded'),
    )
    .option('--against <instant>', 'list what differs at another instant, and why')
    .option('--purpose <why>', 'open personal data of a case, for this reason')
    .addHelpText(
      'after',
      '\nExamples:\n  redress replay as-of 2026-03-10T00:00:00.000Z case 7KQ2M9X4T0AB --against 2026-04-10T00:00:00.000Z\n  redress replay as-of 2026-03-31T16:00:00.000Z report deadlines --by occurred\n  redress replay as-of 2026-07-20T00:00:00.000Z return uk-disp 2026-H1 --json',
    )
    .action(
      async (at: string, what: What, name: string, period: string | undefined, wish: Options) => {
        const { by, purpose, ...caller } = wish;
        const instant = instantGiven(at);
        const against = wish.against === undefined ? undefined : instantGiven(wish.against);
        if ((what === 'return') !== (period !== undefined))
          throw new CommandFailed(
            {
              en: 'A return is named with its period, as 2026-Q1, and nothing else is.',
              zh: '仅报表须注明统计期间，如 2026-Q1。',
            },
            EXIT.usage,
          );
        if (what === 'case') {
          const client = await clientFor(caller);
          const found = await client.asOf(name, {
            at: instant,
            by,
            ...given({ against, purpose }),
          });
          out().result(found, caseAsOfText(found));
          return;
        }
        const { institution } = caller;
        const asked = { institution, name, by, instant, ...given({ against, period }) };
        const found = await namedAsOf(asked);
        out().result(found, figuresText(found));
      },
    );
}
