import type { Command } from 'commander';
import { benchBoard } from '../bench/board.ts';
import { benchMemory } from '../bench/memory.ts';
import { benchVisible } from '../bench/visible.ts';
import { startPostgres } from '../servers/postgres.ts';
import type { Output } from './output.ts';
import { wholeNumber } from './whole-number.ts';

type OnOwnHome = <Result>(work: (home: string) => Promise<Result>) => Promise<Result>;

/** A bench of the read side that is asked with one number. */
type Reading = {
  readonly name: string;
  readonly description: string;
  /** The option's name, what it counts, what it is unless given, and the fewest that say anything. */
  readonly counts: readonly [name: string, what: string, usual: number, least: number];
  readonly run: (wish: {
    readonly ownerUrl: string;
    readonly count: number;
    readonly say: (line: string) => void;
  }) => Promise<{ readonly table: string }>;
};

const readings: readonly Reading[] = [
  {
    name: 'visible',
    description: 'from an append to the board, at 50 appends a second, against a bare row',
    counts: ['seconds', 'how long to measure', 60, 1],
    run: ({ count: seconds, ...wish }) => benchVisible({ ...wish, seconds }),
  },
  {
    name: 'board',
    description: 'the board by each named filter, against a bare index look-up',
    counts: ['cases', 'how many cases it has', 1_000_000, 1],
    run: ({ count: cases, ...wish }) => benchBoard({ ...wish, cases }),
  },
  {
    name: 'memory',
    description: 'what following a log needs, from 10,000 events on',
    counts: ['events', 'up to how many events', 1_000_000, 100_000],
    run: ({ count: events, ...wish }) => benchMemory({ ...wish, events }),
  },
];

/** `bench visible | board | memory`, beneath `bench`; each on a server of its own, in a home made for it. */
export function addBenchReadingCommands(
  bench: Command,
  out: () => Output,
  onOwnHome: OnOwnHome,
): void {
  for (const { name, description, counts, run } of readings) {
    const [option, what, usual, least] = counts;
    bench
      .command(name)
      .description(description)
      .option(`--${option} <n>`, what, String(usual))
      .addHelpText('after', `\nExample:\n  redress bench ${name} --json`)
      .action(async (options: { readonly [name: string]: string }) => {
        const count = wholeNumber(`--${option}`, options[option] ?? '', least);
        const { say } = out();
        const { table, ...result } = await onOwnHome(async (home) => {
          const { url } = await startPostgres({ home });
          return run({ ownerUrl: url, count, say });
        });
        out().result(result, table);
      });
  }
}
