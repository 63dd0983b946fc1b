import { basename } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import pc from 'picocolors';
import { checkInstitutionName, readInstitutionKeys } from '../keys/institution-keys.ts';
import { homeOf } from '../workers/configuration.ts';
import { houseOfHome } from './house-of-home.ts';
import { cfpb } from './import/cfpb.ts';
import { importWords } from './import/import-words.ts';
import { ISO, readDay } from './import/dates.ts';
import { checkFile, importFile } from './import/import-file.ts';
import type { ImportCounts, LeftRow } from './import/import-file.ts';
import type { ImportFormat } from './import/import-format.ts';
import { readMapping, spreadsheet } from './import/spreadsheet.ts';
import { tryFile } from './import/try-file.ts';
import { INSTITUTION } from './address.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

type ImportOptions = {
  readonly institution: string;
  readonly snapshotOn?: string;
  readonly dryRun?: boolean;
};

const CODES = '\n\nExit code 1 when a row was doubtful or refused.';

/** `import …`: records that others kept come in. */
export function addImportCommands(program: Command, out: () => Output): void {
  const group = program
    .command('import')
    .description('take in records that others kept · 导入外部投诉记录')
    .addHelpText(
      'after',
      '\nExamples:\n  redress import cfpb examples/cfpb-200.csv --dry-run\n  redress import spreadsheet complaints.csv --mapping mapping.json',
    );

  withOptions(group.command('cfpb'))
    .description('the CFPB’s Consumer Complaint Database, as CSV · 导入 CFPB 投诉数据')
    .argument('<file>')
    .addHelpText(
      'after',
      '\nExample:\n  redress import cfpb complaints.csv --institution demobank --snapshot-on 2023-09-01' +
        CODES,
    )
    .action((file: string, options: ImportOptions) => run(file, cfpb, options, out()));

  withOptions(group.command('spreadsheet'))
    .description('a spreadsheet of the house’s own, as CSV, with a mapping · 按映射导入自有表格')
    .argument('<file>')
    .requiredOption('--mapping <file>', 'a JSON file that says which column is what')
    .addHelpText(
      'after',
      '\nExample:\n  redress import spreadsheet complaints.csv --mapping mapping.json --dry-run' +
        CODES,
    )
    .action((file: string, options: ImportOptions & { mapping: string }) =>
      run(file, spreadsheet(readMapping(options.mapping)), options, out()),
    );
}

function withOptions(command: Command): Command {
  return command
    .option('--institution <name>', 'for which institution', INSTITUTION)
    .addOption(
      new Option('--snapshot-on <day>', 'the day the facts were as the file has them').default(
        undefined,
        'today',
      ),
    )
    .option(
      '--dry-run',
      'read and check every row of the file, comparing none with what is recorded; record nothing',
    );
}

/** No place on earth is further ahead of UTC, in milliseconds. */
const AHEAD = 14 * 3_600_000;

async function run(
  file: string,
  format: ImportFormat,
  { institution, snapshotOn, dryRun = false }: ImportOptions,
  out: Output,
): Promise<void> {
  const today = new Date(Date.now() + AHEAD).toISOString().slice(0, 10);
  const on = snapshotOn ?? new Date().toISOString().slice(0, 10);
  if (readDay(on, [ISO]) === undefined || on > today)
    throw new CommandFailed(
      {
        en: '--snapshot-on must be a day that has come, such as 2023-09-01.',
        zh: '--snapshot-on 应为不晚于今日的日期，如 2023-09-01。',
      },
      EXIT.usage,
    );
  checkInstitutionName(institution);
  const checked = await checkFile(file, format);
  const onLeft = (left: LeftRow): void => sayLeft(left, out);
  const started = performance.now();
  if (dryRun) {
    const counts = await tryFile({ file, format, snapshotOn: on, today, onLeft });
    out.say(
      'Rows were not compared with what is recorded: the import may find some known, changed or doubtful. / 试运行不与已有记录比对。',
    );
    finish({ ...counts, dryRun }, basename(file), started, out);
    return;
  }
  if (checked.withoutReference > 0)
    out.say(
      `${checked.withoutReference} rows have no number of their own: each is known by the file and its row. ` +
        'The same records in another file would be other cases. / 无编号的行按文件与行号识别。',
    );
  const { identity } = readInstitutionKeys(homeOf(), institution);
  await using house = await houseOfHome();
  const counts = await importFile(
    {
      ...{ file, format, institution, identity, house, snapshotOn: on, today, onLeft },
      onProgress: ({ rows }, perSecond) =>
        out.say(`  ${rows} of ${checked.rows} rows, ${Math.round(perSecond)} rows/s`),
    },
    checked,
  );
  finish(counts, basename(file), started, out);
}

function sayLeft({ row, line, outcome, reasons }: LeftRow, out: Output): void {
  const said = reasons.map((en) => ({ en, zh: importWords(en) ?? en }));
  if (out.json) out.result({ row, line, [outcome]: said }, '');
  else {
    const words = said.map(({ en, zh }) => (en === zh ? en : `${en} · ${zh}`));
    out.say(`  ${pc.yellow(outcome)} row ${row} (line ${line}): ${words.join('; ')}`);
  }
}

/** Says what came of it; rows that were not taken make the exit code. */
function finish(
  { dryRun = false, ...counts }: ImportCounts & { readonly dryRun?: boolean },
  name: string,
  started: number,
  out: Output,
): void {
  const { rows, cases, repeated, changed, doubtful, refused } = counts;
  const seconds = (performance.now() - started) / 1_000;
  const head = `${name}: ${rows} rows in ${seconds.toFixed(1)} s`;
  const left = `${doubtful} doubtful, ${refused} refused`;
  const summary = dryRun
    ? [
        `${head}, nothing recorded (dry run)`,
        `  ${cases} cases would be taken, ${repeated} rows repeat another of the file, ${changed} add to one, ${left}`,
        `  共 ${rows} 行：可新增 ${cases}，文件内重复 ${repeated}，补充 ${changed}，存疑 ${doubtful}，拒绝 ${refused}`,
      ]
    : [
        head,
        `  ${cases} cases opened, ${repeated} known already, ${changed} changed, ${left}`,
        `  共 ${rows} 行：新增 ${cases}，未变 ${repeated}，变更 ${changed}，存疑未导入 ${doubtful}，拒绝 ${refused}`,
      ];
  out.result(dryRun ? { ...counts, dryRun } : counts, summary.join('\n'));
  if (doubtful + refused > 0) process.exitCode = EXIT.refused;
}
