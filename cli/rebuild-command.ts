import type { Command } from 'commander';
import { NOTHING, isSame, plus } from '../projections/compare.ts';
import { readModelNames } from '../projections/read-models.ts';
import { RebuildUnderWay, rebuild } from '../projections/rebuild.ts';
import type { Progress, Rebuilt } from '../projections/rebuild.ts';
import { kinds } from '../workers/house.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { comparisonText } from './comparison-text.ts';
import { readSideOfHome } from './read-side-of-home.ts';

type Options = { readonly all?: boolean; readonly compare?: boolean };

/** `rebuild`: a read model anew from the whole log, beside the one that is served; compared, then switched. */
export function addRebuildCommand(program: Command, out: () => Output): void {
  const names = readModelNames(kinds);
  program
    .command('rebuild')
    .description('make a read model anew from the log, compare and switch · 重建读模型并比对')
    .argument('[name]', `one of ${names.join(', ')}, or all`)
    .option('--all', 'every read model, one after the other')
    .option('--compare', 'only compare: exit code 1 when something differs, nothing is switched')
    .addHelpText(
      'after',
      '\nExamples:\n  redress rebuild cases\n  redress rebuild --all --compare --json',
    )
    .action(async (name: string | undefined, { all = false, compare = false }: Options) => {
      if (all === (name !== undefined))
        throw new CommandFailed(
          {
            en: 'Name one read model, or give --all.',
            zh: '请指定一个查询模型，或使用 --all。',
          },
          EXIT.usage,
        );
      const several = all || name === 'all';
      const wanted = several ? names : names.filter((one) => one === name);
      if (wanted.length === 0)
        throw new CommandFailed(
          {
            en: `No read model is called ${name ?? ''}. There are ${names.join(', ')}.`,
            zh: `没有名为 ${name ?? ''} 的查询模型；现有：${names.join('、')}。`,
          },
          EXIT.usage,
        );
      const rebuilt = await rebuildAll(wanted, compare, out());
      out().result(
        several ? sumOf(rebuilt) : rebuilt.map(shownOf)[0],
        rebuilt.map(textOf).join('\n'),
      );
      const differs = compare && rebuilt.some(({ comparison }) => !isSame(comparison));
      if (differs || rebuilt.some(({ parked }) => parked > 0)) process.exitCode = EXIT.refused;
    });
}

async function rebuildAll(
  wanted: readonly string[],
  compareOnly: boolean,
  { say }: Output,
): Promise<readonly Rebuilt[]> {
  try {
    return await readSideOfHome(async ({ models, ...side }) => {
      const rebuilt: Rebuilt[] = [];
      for (const model of wanted.flatMap((name) => models.get(name) ?? []))
        rebuilt.push(
          await rebuild({
            ...{ ...side, model, compareOnly },
            onParked: (stream, revision, reason) =>
              say(`  ${stream} is parked at revision ${revision}: ${reason}`),
            onProgress: (progress) => say(`  ${model.name}: ${progressText(progress)}`),
          }),
        );
      return rebuilt;
    });
  } catch (error) {
    throw error instanceof RebuildUnderWay
      ? new CommandFailed(
          { en: error.message, zh: '该查询模型正在重建，请等待完成。' },
          EXIT.refused,
        )
      : error;
  }
}

function progressText({ events, eventsPerSecond, compared }: Progress): string {
  return compared === undefined
    ? `${events} events, ${eventsPerSecond} a second`
    : `${events} events, ${compared} rows compared`;
}

/** One flat object, so that a script finds the counts at once. */
function shownOf({ comparison, ...rest }: Rebuilt) {
  return { ...rest, ...comparison };
}

function sumOf(rebuilt: readonly Rebuilt[]) {
  const sum = rebuilt.map(({ comparison }) => comparison).reduce(plus, NOTHING);
  return { ...sum, models: rebuilt.map(shownOf) };
}

function textOf({ comparison, ...rebuilt }: Rebuilt): string {
  const { model, events, seconds, eventsPerSecond, parked, switched } = rebuilt;
  const waiting = parked === 0 ? '' : `; ${parked} streams are parked`;
  const done = switched ? 'switched · 已切换' : 'nothing was switched · 未切换';
  const how = `${events} events in ${seconds.toFixed(1)} s, ${eventsPerSecond} a second`;
  return `${model}: ${how}; ${done}${waiting}\n${comparisonText(comparison)}`;
}
