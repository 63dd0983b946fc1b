import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import pc from 'picocolors';
import { simulateInParallel } from '../simulation/in-parallel.ts';
import type { BrokenCase, Simulated } from '../simulation/simulate.ts';
import { EXIT } from './output.ts';
import type { Output } from './output.ts';
import { wholeNumber } from './whole-number.ts';
import { progressBar } from './progress-bar.ts';

type SimulateOptions = {
  readonly seed?: string;
  readonly cases: string;
  readonly case?: string;
  readonly threads?: string;
};

/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 32;
const MOST_CASES = 10_000_000;
const MOST_THREADS = 64;

/** `simulate`: random lives of complaints, with everything that can go wrong, and every law looked at. */
export function addSimulateCommand(program: Command, out: () => Output): void {
  program
    .command('simulate')
    .description(
      'random cases over two virtual years, with faults; every law is checked · 随机模拟',
    )
    .option('--seed <n>', 'which cases; a new seed is drawn and printed unless given')
    .option('--cases <n>', 'how many', '1000')
    .option('--case <n>', 'this one case of the seed alone')
    .option('--threads <n>', 'how many at a time; as many as there are processors unless given')
    .addHelpText(
      'after',
      '\nExamples:\n  redress simulate --cases 10000\n  redress simulate --seed 7 --case 4711',
    )
    .action((options: SimulateOptions) => simulate(options, out()));
}

async function simulate(options: SimulateOptions, output: Output): Promise<void> {
  const seed = wholeNumber('--seed', options.seed ?? String(randomInt(SEEDS)), 0, SEEDS - 1);
  const alone = options.case;
  const number = alone === undefined ? wholeNumber('--cases', options.cases, 1, MOST_CASES) : 1;
  const first = alone === undefined ? 0 : wholeNumber('--case', alone, 0, MOST_CASES);
  const processors = String(Math.min(availableParallelism(), MOST_THREADS));
  const threads = wholeNumber('--threads', options.threads ?? processors, 1, MOST_THREADS);
  output.say(`Seed ${seed}`);
  const words = { what: 'cases', doing: 'Cases run their lives', did: 'cases ran their lives' };
  const bar = progressBar({ max: number, ...words }, output);
  const started = performance.now();
  const simulated = await simulateInParallel({ seed, first, number }, threads, (cases) =>
    bar.advance('', cases),
  );
  bar.stop();
  const seconds = (performance.now() - started) / 1_000;
  output.result({ seed, ...simulated }, summaryOf(seed, simulated, seconds));
  if (simulated.broken.length > 0) process.exitCode = EXIT.refused;
}

function summaryOf(seed: number, simulated: Simulated, seconds: number): string {
  const { cases, events, commands, refused, breaches, faultsInjected, lawsChecked } = simulated;
  const counts = [
    `${cases} cases in ${seconds.toFixed(1)} s: ${events} events, ${commands} commands of which ${refused} were refused,`,
    `${breaches} breaches, ${faultsInjected} faults at the log, ${lawsChecked} laws looked at`,
    kindsText(simulated),
  ];
  if (simulated.broken.length === 0)
    return [...counts, pc.green('Every law held. · 所有规则均成立。')].join('\n');
  const told = simulated.broken.flatMap((one) => toldCase(seed, one));
  const verdict = pc.red(
    `Laws broke in ${simulated.broken.length} of ${cases} cases. · 有规则被违反。`,
  );
  return [...counts, ...told, verdict].join('\n');
}

/** Kinds named of those that never occurred; `--json` names them all. */
const NAMED = 12;

function kindsText({ kinds, never }: Pick<Simulated, 'kinds' | 'never'>): string {
  const occurred = Object.keys(kinds).length;
  const all = occurred + never.length;
  const [en, zh] = [
    `${occurred} of ${all} kinds of events occurred`,
    `${all} 种事件中出现 ${occurred} 种`,
  ];
  if (never.length === 0) return `${en} · ${zh}`;
  const named = never.slice(0, NAMED).join(', ');
  const more = never.length - NAMED;
  const rest = more > 0 ? ` and ${more} more · 等` : '';
  return `${en} · ${zh}; never · 未出现: ${named}${rest}`;
}

function toldCase(seed: number, { case: number, broken, story }: BrokenCase): readonly string[] {
  return [
    pc.bold(`Case ${number} (alone: redress simulate --seed ${seed} --case ${number})`),
    ...story.map((line) => `  ${line}`),
    ...broken.map(({ law, says }) => `  ${pc.red(law)}: ${says}`),
  ];
}
