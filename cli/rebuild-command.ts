import type { Command } from 'commander';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { readDatabase } from '../projections/database.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { readModels } from '../projections/read-models.ts';
import { rebuild } from '../projections/rebuild.ts';
import type { Rebuilt } from '../projections/rebuild.ts';
import { addressOf } from './house-of-home.ts';
import { homeOf, kurrentdbUrlOf } from '../workers/configuration.ts';
import { kinds } from '../workers/house.ts';
import { openLog } from '../workers/open-log.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

type RebuiltModel = Rebuilt & { readonly parked: number };

/** `rebuild`: a read model anew from the whole log, while everybody goes on reading the old one. */
export function addRebuildCommand(program: Command, out: () => Output): void {
  const models = readModels(kinds);
  const names = [...models.keys()];
  program
    .command('rebuild')
    .description('make a read model anew from the log · 重建读模型')
    .argument('<name>', `one of ${names.join(', ')}, or all`)
    .addHelpText('after', '\nExamples:\n  redress rebuild cases\n  redress rebuild all --json')
    .action(async (name: string) => {
      const wanted = name === 'all' ? [...models.values()] : [models.get(name)];
      if (!wanted.every((model) => model !== undefined))
        throw new CommandFailed(
          `No read model is called ${name}. There are ${names.join(', ')}.`,
          EXIT.usage,
        );
      const rebuilt = await rebuildAll(wanted, out());
      out().result(
        name === 'all' ? { models: rebuilt } : rebuilt[0],
        rebuilt.map(lineOf).join('\n'),
      );
      if (rebuilt.some(({ parked }) => parked > 0)) process.exitCode = EXIT.refused;
    });
}

async function rebuildAll(
  models: readonly ReadModel[],
  { say }: Output,
): Promise<readonly RebuiltModel[]> {
  const pool = applicationPool(addressOf(homeOf(), 'DATABASE_URL', 'postgres', 'url'), 4);
  const rebuilt: RebuiltModel[] = [];
  try {
    await using log = await openLog(pool, kurrentdbUrlOf());
    const parts = { log, database: readDatabase(pool) };
    for (const model of models) {
      let parked = 0;
      const result = await rebuild({
        ...parts,
        model,
        onParked: (stream, revision, reason) => {
          parked += 1;
          say(`  ${stream} is parked at revision ${revision}: ${reason}`);
        },
        onProgress: ({ events, eventsPerSecond }) =>
          say(`  ${model.name}: ${events} events, ${eventsPerSecond} a second`),
      });
      rebuilt.push({ ...result, parked });
    }
    return rebuilt;
  } finally {
    if (!pool.ending) await pool.end();
  }
}

function lineOf({ model, events, seconds, eventsPerSecond, parked }: RebuiltModel): string {
  const rest = parked === 0 ? '' : `; ${parked} streams are parked`;
  return `${model}: ${events} events in ${seconds.toFixed(1)} s, ${eventsPerSecond} a second${rest}`;
}
