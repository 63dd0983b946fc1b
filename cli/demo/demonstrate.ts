import { randomUUID } from 'node:crypto';
import PQueue from 'p-queue';
import pc from 'picocolors';
import { homeOf } from '../../workers/configuration.ts';
import { wholeHistory } from '../case-commands.ts';
import { historyText } from '../case-text.ts';
import { findRunning, stop } from '../../servers/running.ts';
import { addressText, addressesOf } from '../address.ts';
import type { Installation } from '../address.ts';
import { up } from '../installation.ts';
import { CommandFailed, EXIT } from '../output.ts';
import type { Output } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { cfpbComplaints, scenarios } from './complaints.ts';
import type { Planned } from './complaints.ts';
import { countCases } from './count-cases.ts';
import { lives } from './lives.ts';
import { peopleOf } from './people.ts';
import type { People } from './people.ts';
import { summarise, summaryText } from './summary.ts';
import type { Told } from './summary.ts';

export type DemoOptions = { readonly cases: string; readonly once?: boolean };

/** Lives under way at the same time; most of them only wait for their deadlines. */
const AT_ONCE = 40;
/** The scenario that is shown with its whole history: warned, raised, returned, signed off, told and closed. */
const SHOWN = 'returned-once';

/** Starts everything, drives the complaints through their lives, and shows what came of it. */
export async function demonstrate(options: DemoOptions, output: Output): Promise<void> {
  const cases = Number(options.cases);
  if (!Number.isInteger(cases) || cases < 0)
    throw new CommandFailed(
      { en: '--cases must be a whole number, 0 or more.', zh: '--cases 应为不小于 0 的整数。' },
      EXIT.usage,
    );
  const home = homeOf();
  const before = new Set(findRunning(home).map(({ pid }) => pid));
  const interrupted = interruption();
  try {
    output.say('Starting PostgreSQL, Temporal, worker and API …');
    const installation = await Promise.race([up(home, false, output.say), interrupted.first]);
    const earlier = await countCases(installation.databaseUrl);
    const told = await Promise.race([drive(installation, cases, output), interrupted.first]);
    show(installation, told, earlier, output);
    if (options.once === true) return;
    output.say(`\n${pc.bold('It stays up until Ctrl-C. · 按 Ctrl-C 结束。')}`);
    await interrupted.first.catch(() => output.say('Stopping …'));
    process.exitCode = EXIT.done;
  } catch (error) {
    if (!interrupted.happened()) throw error;
    output.say('Interrupted: stopping what was started …');
    process.exitCode = EXIT.interrupted;
  } finally {
    await stopStartedHere(home, before);
    interrupted.end();
  }
  // A start that was interrupted may still wait for servers that are gone.
  if (interrupted.happened()) process.exit();
}

/** What ran before belongs to whoever started it. */
async function stopStartedHere(home: string, before: ReadonlySet<number>): Promise<void> {
  for (const running of findRunning(home).toReversed())
    if (!before.has(running.pid)) await stop(running);
}

/** Drives the scenarios and the records, all at once, each life by its own script. */
async function drive(
  installation: Installation,
  cases: number,
  output: Output,
): Promise<readonly Told[]> {
  const people = await peopleOf(installation.api);
  const run = randomUUID().slice(0, 8);
  const planned = [...scenarios(), ...cfpbComplaints(cases)];
  const words = { what: 'complaints', doing: 'Complaints run their lives' };
  const did = 'complaints ran their lives';
  const bar = progressBar({ max: planned.length, ...words, did }, output);
  const queue = new PQueue({ concurrency: AT_ONCE });
  const tellings = planned.map((one) =>
    queue.add(async () => {
      const told = await live(people, one, run);
      bar.advance(`${one.life}`);
      return told;
    }),
  );
  const told = await Promise.all(tellings);
  bar.stop();
  return told;
}

async function live(people: People, one: Planned, run: string): Promise<Told> {
  const { name, complaint, about, life } = one;
  let number = '';
  await lives[life]({
    people,
    about,
    key: `demo-${run}-${name}`,
    // Each run submits new complaints: its own references, received now.
    complaint: {
      ...complaint,
      reference: `${name}/${run}`,
      receivedAt: new Date().toISOString(),
    },
    onCase: (made) => (number = made),
  });
  return { name, life, number, events: await wholeHistory(people.clerk, number) };
}

function show(
  installation: Installation,
  told: readonly Told[],
  earlier: number,
  { json, result, say }: Output,
): void {
  const summary = summarise(told);
  const shown = told.find(({ life }) => life === SHOWN);
  if (json) {
    result({ ...summary, earlier, shown: shown?.number ?? null, ...addressesOf(installation) }, '');
    return;
  }
  for (const { title, name } of scenarios()) {
    const number = told.find((one) => one.name === name)?.number ?? '';
    say(`  ${number}  ${title.zh}\n                ${pc.dim(`${title.en} (invented)`)}`);
  }
  if (shown !== undefined) say(`\n${historyText(shown.number, shown.events)}`);
  result(summary, `\n${summaryText(summary, earlier)}\n\n${addressText(installation)}`);
}

/** Ctrl-C, as a rejection that everything waiting can be raced against. */
function interruption() {
  let happened = false;
  // A promise that waits for a signal does not keep a process alive; this does.
  const alive = setInterval(() => undefined, 60_000);
  const first = new Promise<never>((_, reject) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const)
      process.once(name, () => {
        happened = true;
        reject(new CommandFailed({ en: 'Interrupted.', zh: '已中断。' }, EXIT.interrupted));
      });
  });
  first.catch(() => undefined);
  return { first, happened: () => happened, end: () => clearInterval(alive) };
}
