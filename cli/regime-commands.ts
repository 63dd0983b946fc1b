import type { Command } from 'commander';
import pc from 'picocolors';
import { confirmations, idle, unconfirmed } from '../regimes/confirmation.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import { difference } from '../regimes/difference.ts';
import { regimeJsonSchema } from '../regimes/json-schema.ts';
import { faultText } from '../regimes/faults.ts';
import type { Fault } from '../regimes/faults.ts';
import type { Clock, Regime } from '../regimes/regime.ts';
import { REGIMES, readShelf } from '../regimes/shelf.ts';
import { adoptVersions } from './adopt-versions.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { readJsonAs } from './read-json.ts';
import { countClock } from './regime-count.ts';
import { deadlinesOf } from './regime-deadlines.ts';
import { checked, findRegime } from './regime-files.ts';
import { differenceText, dutiesText, explanationText, regimeText } from './regime-text.ts';

const CONFIRMATIONS = 'the institution’s confirmations, as JSON';

/** `regime …`: the regulators' rules as data, looked at, checked and counted, without any server. */
export function addRegimeCommands(program: Command, out: () => Output): void {
  const regimes = program
    .command('regime')
    .description('check, show, compare and count by the rules of a regulator · 监管规则')
    .addHelpText(
      'after',
      '\nExamples:\n  redress regime show cn-nfra-2020\n  redress regime explain us-cfpb respond --from 2026-03-02\n  redress regime check ours/city-bank.json',
    );
  addCheck(regimes, out);
  addShow(regimes, out);
  addDiff(regimes, out);
  addExplain(regimes, out);
  addDeadlines(regimes, out);
  addAdopt(regimes, out);
  regimes
    .command('schema')
    .description('the JSON Schema of a regime file · 规则文件的 JSON Schema')
    .addHelpText('after', '\nExample:\n  redress regime schema > regime.schema.json')
    .action(() => {
      const schema = regimeJsonSchema();
      out().result(schema, JSON.stringify(schema, undefined, 2));
    });
}

function addCheck(regimes: Command, out: () => Output): void {
  regimes
    .command('check')
    .description('every fault of a file or a folder, by the path of the datum; exit code 65 · 检查')
    .argument('[place]', 'a file or a folder; those that ship when left out')
    .addHelpText(
      'after',
      '\nExamples:\n  redress regime check\n  redress regime check ours/city-bank.json --json',
    )
    .action((place: string = REGIMES) => {
      const { right, files, together, calendars } = checked(place);
      const said = files.map(({ file, regime, calendar, faults }) => {
        const holds = regime ?? calendar;
        return { file, ...(holds && { name: holds.name, version: holds.version }), faults };
      });
      const lines = said.flatMap(({ file, faults, name, version }) =>
        faults.length === 0 ? [`${pc.green('right')} ${name} ${version}`] : wrongText(file, faults),
      );
      const between = together.length === 0 ? [] : wrongText('between them', together);
      const days = calendars.flatMap(({ file, faults }) => wrongText(file, faults));
      out().result(
        { right, files: said, together, calendars },
        [...lines, ...between, ...days].join('\n'),
      );
      if (!right) process.exitCode = EXIT.badInput;
    });
}

function wrongText(what: string, faults: readonly Fault[]): readonly string[] {
  return [`${pc.red('wrong')} ${what}`, ...faults.map(faultText)];
}

function addShow(regimes: Command, out: () => Output): void {
  regimes
    .command('show')
    .description('a regime as a table; what is not read from the rule itself says so · 查看')
    .argument('<name>', 'its name, name@version, or its file')
    .option('--version <version>', 'this version instead of the newest')
    .option('--confirmations <file>', CONFIRMATIONS)
    .addHelpText('after', '\nExample:\n  redress regime show cn-nfra-2020')
    .action((name: string, options: { version?: string; confirmations?: string }) => {
      const regime = findRegime(name, options.version);
      const confirmed = readConfirmations(regime, options.confirmations);
      out().result(
        { regime, unconfirmed: unconfirmed(regime, confirmed) },
        regimeText(regime, confirmed),
      );
    });
}

function addDiff(regimes: Command, out: () => Output): void {
  regimes
    .command('diff')
    .description('what was added, removed or changed between two regimes or versions · 比较')
    .argument('<before>', 'a name, name@version, or file')
    .argument('<after>', 'the same')
    .addHelpText(
      'after',
      '\nExample:\n  redress regime diff cn-nfra-2020@2020-03-01 draft/cn-nfra-2027.json',
    )
    .action((before: string, after: string) => {
      const changes = difference(findRegime(before), findRegime(after));
      out().result({ changes }, differenceText(changes));
    });
}

function addExplain(regimes: Command, out: () => Output): void {
  regimes
    .command('explain')
    .description('the date on which a clock runs out, and each step of the count · 说明期限')
    .argument('<name>', 'a name, name@version, or file')
    .argument('<clock>', 'such as decide')
    .requiredOption('--from <day>', 'the day it starts, or the instant')
    .option('--extension <step...>', 'steps of its ladder that were taken, in their order', [])
    .option('--version <version>', 'this version instead of the one in force on that day')
    .option('--confirmations <file>', CONFIRMATIONS)
    .addHelpText(
      'after',
      '\nExamples:\n  redress regime explain cn-nfra-2020 decide --from 2026-03-02 --json\n  redress regime explain cn-nfra-2020 decide --from 2026-03-02 --extension complex very-complex',
    )
    .action((name: string, clockName: string, options: ExplainOptions) => {
      const { from, extension, version } = options;
      const regime = findRegime(name, version, from);
      const clock = clockOf(regime, clockName);
      const confirmed = readConfirmations(regime, options.confirmations);
      const explanation = countClock(regime, clock, from, extension, confirmed);
      out().result(explanation, explanationText(explanation));
    });
}

type ExplainOptions = {
  readonly from: string;
  readonly extension: readonly string[];
  readonly version?: string;
  readonly confirmations?: string;
};

function addDeadlines(regimes: Command, out: () => Output): void {
  regimes
    .command('deadlines')
    .description('every legal deadline of one complaint under several regimes · 并用规则的期限')
    .argument('<names...>', 'names, name@version, or files')
    .requiredOption('--from <instant>', 'when it was received; a day where none counts in hours')
    .option('--kind <kind...>', 'which kind of complaint it is, such as payment', [])
    .addHelpText(
      'after',
      '\nExample:\n  redress regime deadlines cn-nfra-2020 iso-10002 --from 2026-03-02',
    )
    .action((names: readonly string[], { from, kind }: { from: string; kind: string[] }) => {
      const found = names.map((name) => findRegime(name, undefined, from));
      const duties = deadlinesOf(found, from, kind);
      out().result({ duties }, dutiesText(duties));
    });
}

function addAdopt(regimes: Command, out: () => Output): void {
  regimes
    .command('adopt')
    .description(
      'move running clocks to a new version whose transition says so; after workers were restarted with it · 适用新版规则',
    )
    .addHelpText('after', '\nExample:\n  redress regime adopt')
    .action(async () => {
      const { houseOfHome } = await import('./house-of-home.ts');
      await using house = await houseOfHome();
      const counts = await adoptVersions(house, readShelf(REGIMES));
      out().result(
        counts,
        `${counts.moved} of ${counts.cases} open cases moved; ${counts.unknown} did not answer.`,
      );
      if (counts.unknown > 0) process.exitCode = EXIT.refused;
    });
}

function clockOf(regime: Regime, name: string): Clock {
  const clock = regime.clocks.find((one) => one.name === name);
  if (clock !== undefined) return clock;
  const names = regime.clocks.map((one) => one.name).join(', ');
  throw new CommandFailed(
    {
      en: `${regime.name} has no clock ${name}; it has ${names}.`,
      zh: `${regime.name} 没有时限 ${name}；现有：${names}。`,
    },
    EXIT.badInput,
  );
}

function readConfirmations(regime: Regime, file?: string): readonly Confirmation[] {
  if (file === undefined) return [];
  const confirmed = readJsonAs(file, confirmations, {
    en: 'a list of confirmations',
    zh: '确认清单',
  });
  const lost = idle(regime, confirmed).map(({ path }) => path);
  if (lost.length > 0)
    throw new CommandFailed(
      {
        en: `${file} confirms what ${regime.name} ${regime.version} does not have: ${lost.join(', ')}.`,
        zh: `${file} 确认了 ${regime.name} ${regime.version} 中不存在的数据：${lost.join('、')}。`,
      },
      EXIT.badInput,
    );
  return confirmed;
}
