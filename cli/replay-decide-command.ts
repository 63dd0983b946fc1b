import type { Command } from 'commander';
import type { EventLog } from '../events/log/event-log.ts';
import { partsOf } from '../keys/case-number.ts';
import { decideLog } from '../projections/replay/decide-log.ts';
import type { DecidedLog } from '../projections/replay/decide-log.ts';
import { oneStream, wholeStreams } from '../projections/replay/whole-streams.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import { kinds } from '../workers/house.ts';
import { INSTITUTION } from './address.ts';
import { caseStream } from './case-stream.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { progressBar } from './progress-bar.ts';
import { readSideOfHome } from './read-side-of-home.ts';
import { decidedText } from './decided-text.ts';

type Options = { readonly all?: boolean; readonly institution?: string };
type Wanted = Pick<Options, 'institution'> & { readonly number: string | undefined };

/** `replay decide`: every recorded command put to today's code, and what comes of it compared with the record. */
export function addReplayDecide(replay: Command, out: () => Output): void {
  replay
    .command('decide')
    .description('decide every recorded command again, and compare · 以现行程序重新裁决并比对')
    .argument('[case]', 'a case number; with --all every case')
    .option('--all', 'every case of the log: the test that a release must pass')
    .option('--institution <name>', 'of which institution; with --all of every one')
    .addHelpText(
      'after',
      '\nExamples:\n  redress replay decide 7KQ2M9X4T0AB\n  redress replay decide --all --json\n\nExit code 1 when something is decided otherwise although no rule has come since.',
    )
    .action(async (number: string | undefined, options: Options) => {
      const { all = false } = options;
      if (all === (number !== undefined))
        throw new CommandFailed(
          { en: 'Name one case, or give --all.', zh: '请指定一个案号，或使用 --all。' },
          EXIT.usage,
        );
      const decided = await readSideOfHome(({ log }) =>
        decideIn(log, { ...options, number }, out()),
      );
      if (number !== undefined && decided.cases === 0)
        throw new CommandFailed(
          { en: `The log holds no case ${number}.`, zh: `日志中没有案件 ${number}。` },
          EXIT.refused,
        );
      out().result(decided, decidedText(decided));
      if (decided.differing.length > 0) process.exitCode = EXIT.refused;
    });
}

async function decideIn(
  log: EventLog,
  { number, institution }: Wanted,
  output: Output,
): Promise<DecidedLog & { readonly seconds: number }> {
  const { streams, each } =
    number === undefined
      ? await wholeStreams(log, (stream) => isOf(stream, institution))
      : oneStream(log, caseStream(institution ?? INSTITUTION, number));
  const words = { what: 'cases', doing: 'Cases are decided again', did: 'cases decided again' };
  const bar = progressBar({ max: streams.length, ...words }, output);
  const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
  const started = performance.now();
  const decided = await decideLog({ kinds, shelf }, each(), () => bar.advance(''));
  bar.stop();
  return { ...decided, seconds: Math.round(performance.now() - started) / 1_000 };
}

function isOf(stream: string, institution: string | undefined): boolean {
  const parts = partsOf(stream);
  return (
    parts !== undefined &&
    kinds.has(parts.category) &&
    (institution === undefined || parts.institution === institution)
  );
}
