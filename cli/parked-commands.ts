import type { Command } from 'commander';
import { retryParked } from '../projections/follow.ts';
import { listParked, parkedStream } from '../projections/parked-list.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { readModelNames } from '../projections/read-models.ts';
import { RELAY } from '../projections/relay/parked-streams.ts';
import { kinds } from '../workers/house.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { readSideOfHome } from './read-side-of-home.ts';
import type { ReadSide } from './read-side-of-home.ts';
import { tableText } from './table.ts';

type Parked = {
  readonly model: string;
  readonly stream: string;
  readonly revision: number;
  readonly reason: string;
};
type Options = { readonly model?: string };

const ROWS_AT_ONCE = 500;
const COLUMNS = ['model', 'stream', 'revision', 'reason'];

/** `parked list` and `parked retry`: streams that a read model could not take further. */
export function addParkedCommands(program: Command, out: () => Output): void {
  const models = readModelNames(kinds);
  // The relay tries what it has parked itself, whenever it begins.
  const listed = [...models, RELAY];
  const parked = program
    .command('parked')
    .description('streams that a read model takes no further · 搁置的案件流')
    .addHelpText('after', '\nExamples:\n  redress parked list\n  redress parked retry');
  const wanted = ({ model }: Options, names = models): readonly string[] => {
    const chosen = model === undefined ? names : names.filter((name) => name === model);
    if (chosen.length > 0) return chosen;
    throw new CommandFailed(
      {
        en: `No read model is called ${model ?? ''}. There are ${names.join(', ')}.`,
        zh: `没有名为 ${model ?? ''} 的查询模型；现有：${names.join('、')}。`,
      },
      EXIT.usage,
    );
  };

  parked
    .command('list')
    .description('which, where each stopped, and why · 列出')
    .option('--model <name>', `only those of ${listed.join(', ')}`)
    .addHelpText('after', '\nExample:\n  redress parked list --model cases')
    .action(async (options: Options) => {
      const chosen = wanted(options, listed);
      const found = await readSideOfHome((house) => allParked(house, chosen));
      out().result({ parked: found }, parkedText(found));
    });

  parked
    .command('retry')
    .description(
      'take them again from where they stopped; exit code 1 when some stay parked · 重试',
    )
    .argument('[stream]', 'one stream, or all that are parked')
    .option('--model <name>', `only in one of ${models.join(', ')}`)
    .addHelpText(
      'after',
      '\nExamples:\n  redress parked retry\n  redress parked retry complaint-demobank.0123456789AB --model cases',
    )
    .action(async (stream: string | undefined, options: Options) => {
      const chosen = wanted(options);
      const { taken, still } = await readSideOfHome((house) => retryAll(house, chosen, stream));
      if (stream !== undefined && taken + still.length === 0)
        throw new CommandFailed(
          {
            en: `${stream} is not parked by a read model. See redress parked list; the relay tries its own whenever it begins.`,
            zh: `${stream} 未被查询模型搁置，请见 redress parked list；转发（relay）搁置的流在其启动时自行重试。`,
          },
          EXIT.refused,
        );
      out().result({ taken, parked: still }, `Taken: ${taken}.\n${parkedText(still)}`);
      if (still.length > 0) process.exitCode = EXIT.refused;
    });
}

async function allParked(
  { database }: ReadSide,
  models: readonly string[],
): Promise<readonly Parked[]> {
  const found: Parked[] = [];
  for (const model of models)
    for (let after: string | undefined = ''; after !== undefined;) {
      const page = await listParked(database, { model, after, limit: ROWS_AT_ONCE });
      found.push(...page);
      after = page.length < ROWS_AT_ONCE ? undefined : page.at(-1)?.stream;
    }
  return found;
}

/** How many are parked no longer, and those that are; of one stream where it was named. */
async function retryAll(
  side: ReadSide,
  wanted: readonly string[],
  stream: string | undefined,
): Promise<{ readonly taken: number; readonly still: readonly Parked[] }> {
  const still: Parked[] = [];
  let taken = 0;
  for (const model of wanted.flatMap((name) => side.models.get(name) ?? [])) {
    const parked = (await allParked(side, [model.name])).map((one) => one.stream);
    for (const one of parked.filter((name) => stream === undefined || name === stream)) {
      if (await retryParked({ ...side, model }, one)) taken += 1;
      else still.push(await stillParked(side, model, one));
    }
  }
  return { taken, still };
}

async function stillParked(
  { database }: ReadSide,
  { name: model }: ReadModel,
  stream: string,
): Promise<Parked> {
  const found = await parkedStream(database, model, stream);
  return { model, stream, revision: found?.revision ?? 0, reason: found?.reason ?? '' };
}

function parkedText(parked: readonly Parked[]): string {
  if (parked.length === 0) return 'Nothing is parked. 无搁置。';
  // No width: the reason ends with what to do.
  return tableText(
    COLUMNS,
    parked.map(({ model, stream, revision, reason }) => [model, stream, revision, reason]),
  );
}
