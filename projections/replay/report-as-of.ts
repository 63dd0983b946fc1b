import type { RecordedEvent } from '../../events/envelope.ts';
import type { ReadDatabase } from '../database.ts';
import type { ReadModel, ReadTransaction } from '../read-model.ts';
import type { Asked, Report } from '../reports/report.ts';
import type { At } from './folds-at.ts';
import { foldModel } from './fold-model.ts';
import { cutAt } from '../../workflows/replay/cut-at.ts';
import { inTemporaryTables } from './in-temporary-tables.ts';

/** Cases that are written at a time. */
const AT_A_TIME = 500;

type Wanted = {
  readonly database: ReadDatabase;
  readonly models: ReadonlyMap<string, ReadModel>;
  readonly report: Report;
  readonly asked: Omit<Asked, 'now'>;
  readonly at: At;
};

/**
 * A report as the board and the other read models would have counted it at an instant, over rows folded from the log
 * in tables of their own. Throws on an event that a model cannot take, for then it would leave a case out.
 */
export async function reportAsOf(
  { database, models, report, asked, at }: Wanted,
  cases: AsyncIterable<readonly RecordedEvent[]>,
): Promise<object> {
  const counted = report.models.flatMap((name) => models.get(name) ?? []);
  const tables = counted.flatMap((model) => model.tables);
  return inTemporaryTables(database, tables, async (transaction) => {
    let some: (readonly RecordedEvent[])[] = [];
    for await (const events of cases) {
      some.push(cutAt(events, at.instant, at.by));
      if (some.length < AT_A_TIME) continue;
      await saveAll(transaction, counted, some);
      some = [];
    }
    await saveAll(transaction, counted, some);
    return report.count(transaction, { ...asked, now: new Date(at.instant) });
  });
}

async function saveAll(
  transaction: ReadTransaction,
  models: readonly ReadModel[],
  cases: readonly (readonly RecordedEvent[])[],
): Promise<void> {
  for (const model of models) {
    const states = cases.flatMap((events): [string, unknown][] => {
      const stream = events[0]?.stream ?? '';
      const state = foldModel(model, stream, events);
      return state === undefined ? [] : [[stream, state]];
    });
    await model.save(transaction, new Map(states));
  }
}
