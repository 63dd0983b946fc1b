import { openSides } from './attend-sides.ts';
import type { Side, Sides } from './attend-sides.ts';
import { quantile } from './quantile.ts';

export type AttendBench = {
  /** One case at a time: median over the rounds of a command's median latency to that of a bare update. */
  readonly latencyP50Ratio: number;
  /** Sixteen cases at once: median over the rounds of commands a second to bare updates a second. */
  readonly throughputRatio: number;
  readonly required: typeof REQUIRED;
  readonly goal: typeof GOAL;
  readonly met: 'goal' | 'required' | 'neither';
  readonly loads: readonly LoadResult[];
};

export type LoadResult = {
  /** Different cases at once, each with one command under way. */
  readonly cases: number;
  readonly rounds: number;
  readonly bare: Speed;
  readonly attend: Speed;
  readonly latencyP50Ratio: Spread;
  readonly throughputRatio: Spread;
  readonly firstP50Ratio: Spread;
};

/** Of one side over all rounds: medians of the rounds' values, latencies in milliseconds. */
export type Speed = {
  readonly p50: number;
  readonly p95: number;
  readonly perSecond: number;
  /** The first command of a case, which also starts its workflow. */
  readonly firstP50: number;
};

/** A ratio's median over the pairs, and the quarters below and above it. */
export type Spread = { readonly median: number; readonly from: number; readonly to: number };

const REQUIRED = { latencyP50Ratio: 1.25, throughputRatio: 0.85 } as const;
const GOAL = { latencyP50Ratio: 1.15, throughputRatio: 0.9 } as const;

/** Cases at once, and pairs of turns. One case at a time is soon measured, and short turns let noise fall on both. */
const ONE = { cases: 1, rounds: 48 } as const;
const MANY = { cases: 16, rounds: 12 } as const;
/** Rounds of each load that are run before, uncounted, as a share: until then the compilers are still at work. */
const WARM_UP = 1 / 6;
/** Latencies are counted in microseconds, ratios in thousandths: the rest is noise. */
const DIGITS = 3;

/**
 * A command to a case against a bare update with an empty local activity: what the shell, the desk and the log cost
 * on top of the least that Temporal asks. Both take turns in one run on the same servers, and who goes first changes
 * from round to round; a ratio is the median of the pairs' ratios. Each round has cases of its own, started before it.
 */
export async function benchAttend(wish: {
  readonly home: string;
  readonly seconds: number;
}): Promise<{ readonly result: AttendBench; readonly table: string }> {
  await using sides = await openSides(wish.home);
  const one = await measure(sides, ONE, (wish.seconds * 1_000) / 2);
  const many = await measure(sides, MANY, (wish.seconds * 1_000) / 2);
  const ratios = {
    latencyP50Ratio: one.latencyP50Ratio.median,
    throughputRatio: many.throughputRatio.median,
  };
  const met = meets(ratios, GOAL) ? 'goal' : meets(ratios, REQUIRED) ? 'required' : 'neither';
  const result = { ...ratios, required: REQUIRED, goal: GOAL, met, loads: [one, many] } as const;
  return { result, table: table(result) };
}

type Load = Pick<LoadResult, 'cases' | 'rounds'>;
type Pair = { readonly bare: Speed; readonly attend: Speed };

async function measure(
  { bare, attend }: Sides,
  { cases, rounds }: Load,
  duration: number,
): Promise<LoadResult> {
  const pairs: Pair[] = [];
  const before = Math.ceil(rounds * WARM_UP);
  const turn = duration / (2 * (before + rounds));
  for (let round = 0; round < before + rounds; round += 1) {
    const bareFirst = round % 2 === 0;
    const first = await run(bareFirst ? bare : attend, cases, turn);
    const second = await run(bareFirst ? attend : bare, cases, turn);
    if (round < before) continue;
    pairs.push(bareFirst ? { bare: first, attend: second } : { bare: second, attend: first });
  }
  const ratios = (of: (speed: Speed) => number): Spread =>
    spread(pairs.map((pair) => of(pair.attend) / of(pair.bare)));
  return {
    cases,
    rounds,
    bare: middle(pairs.map((pair) => pair.bare)),
    attend: middle(pairs.map((pair) => pair.attend)),
    latencyP50Ratio: ratios(({ p50 }) => p50),
    throughputRatio: ratios(({ perSecond }) => perSecond),
    firstP50Ratio: ratios(({ firstP50 }) => firstP50),
  };
}

/** One side for some milliseconds, on new cases. */
async function run({ begin }: Side, cases: number, duration: number): Promise<Speed> {
  const firsts: number[] = [];
  const commands = await Promise.all(Array.from({ length: cases }, () => timed(firsts, begin)));
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + duration;
  await Promise.all(
    commands.map(async (command) => {
      while (performance.now() < until) await timed(latencies, command);
    }),
  );
  return {
    p50: quantile(latencies, 0.5),
    p95: quantile(latencies, 0.95),
    perSecond: (latencies.length * 1_000) / (performance.now() - started),
    firstP50: quantile(firsts, 0.5),
  };
}

async function timed<Result>(into: number[], work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  into.push(performance.now() - started);
  return result;
}

function middle(speeds: readonly Speed[]): Speed {
  const of = (value: (speed: Speed) => number): number => rounded(quantile(speeds.map(value), 0.5));
  return {
    p50: of(({ p50 }) => p50),
    p95: of(({ p95 }) => p95),
    perSecond: of(({ perSecond }) => perSecond),
    firstP50: of(({ firstP50 }) => firstP50),
  };
}

function spread(ratios: readonly number[]): Spread {
  const at = (share: number): number => rounded(quantile(ratios, share));
  return { median: at(0.5), from: at(0.25), to: at(0.75) };
}

function rounded(value: number): number {
  return Number(value.toFixed(DIGITS));
}

type Ratios = Pick<AttendBench, 'latencyP50Ratio' | 'throughputRatio'>;

function meets(ratios: Ratios, wanted: Ratios): boolean {
  return (
    ratios.latencyP50Ratio <= wanted.latencyP50Ratio &&
    ratios.throughputRatio >= wanted.throughputRatio
  );
}

const COLUMN = 14;

function table({ loads, met, latencyP50Ratio, throughputRatio }: AttendBench): string {
  const head = ['cases', 'side', 'p50 ms', 'p95 ms', 'a second', 'first ms'];
  const lines = loads.flatMap((load) => [
    row([load.cases, 'bare', ...cells(load.bare)]),
    row([load.cases, 'attend', ...cells(load.attend)]),
    row([
      load.cases,
      'ratio',
      ratio(load.latencyP50Ratio),
      '',
      ratio(load.throughputRatio),
      ratio(load.firstP50Ratio),
    ]),
  ]);
  return [
    row(head),
    ...lines,
    '',
    `latency with 1 case at a time: ${latencyP50Ratio.toFixed(2)} × (required ≤ ${REQUIRED.latencyP50Ratio}, goal ≤ ${GOAL.latencyP50Ratio})`,
    `throughput with ${MANY.cases} at once: ${throughputRatio.toFixed(2)} × (required ≥ ${REQUIRED.throughputRatio}, goal ≥ ${GOAL.throughputRatio})`,
    `met: ${met}`,
  ].join('\n');
}

function cells({ p50, p95, perSecond, firstP50 }: Speed): readonly string[] {
  return [p50, p95, perSecond, firstP50].map((value) => value.toFixed(1));
}

function ratio({ median, from, to }: Spread): string {
  return `${median.toFixed(2)} ${from.toFixed(2)}–${to.toFixed(2)}`;
}

function row(columns: readonly (string | number)[]): string {
  return columns
    .map((column, index) =>
      index < 2 ? String(column).padEnd(COLUMN / 2) : String(column).padStart(COLUMN + 2),
    )
    .join('');
}

if (import.meta.main) {
  const [home = '.redress/bench', seconds = '60'] = process.argv.slice(2);
  const { result, table } = await benchAttend({ home, seconds: Number(seconds) });
  process.stdout.write(`${table}\n${JSON.stringify(result)}\n`);
}
