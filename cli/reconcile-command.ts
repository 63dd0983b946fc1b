import type { Command } from 'commander';
import { differencesIn } from '../workers/reconcile/agreement.ts';
import { EXIT } from './output.ts';
import type { Output } from './output.ts';
import { perSecondOf } from './per-second.ts';
import type { Answer } from './reconcile-home.ts';
import { tableText } from './table.ts';
import { wholeNumber } from './whole-number.ts';

type Options = {
  readonly repair?: boolean;
  readonly sample: string;
  readonly perSecond?: string;
};

/** `reconcile`: whether the log, the workflow engine and the read models agree. */
export function addReconcileCommand(program: Command, out: () => Output): void {
  program
    .command('reconcile')
    .description(
      'compare what the log awaits with what Temporal holds, and with the read models · 核对日志与流程引擎',
    )
    .option('--repair', 'make Temporal agree with the log, and record what was done')
    .option('--sample <n>', 'cases whose rows in the read models are compared', '100')
    .option('--per-second <n>', 'cases a second at most')
    .addHelpText('after', '\nExample:\n  redress reconcile --sample 500 --json')
    .action(async ({ repair = false, sample, perSecond }: Options) => {
      const { reconcileHome } = await import('./reconcile-home.ts');
      const wish = {
        ...{ repairs: repair, sample: wholeNumber('--sample', sample, 0, 100_000) },
        ...(perSecond === undefined ? {} : { perSecond: perSecondOf(perSecond) }),
      };
      const found = await reconcileHome(wish, out());
      out().result(found, agreementText(found));
      if (!agrees(found)) process.exitCode = EXIT.refused;
    });
}

/** What was repaired agrees again. */
export function agrees({ drifts, unread, readModels, checkpoints }: Answer): boolean {
  return (
    drifts.every(({ by }) => by !== undefined) &&
    unread.length === 0 &&
    readModels.every(({ differing }) => differing.length === 0) &&
    !checkpoints.some(({ isAhead }) => isAhead)
  );
}

export function agreementText(found: Answer): string {
  const { compared, drifts, unread, readModels, checkpoints } = found;
  const sampled = Math.max(0, ...readModels.map((one) => one.compared));
  const differing = differencesIn(found).map(
    ({ model, stream, table }) => `  ${model}: ${stream} differs in ${table}`,
  );
  const ahead = checkpoints
    .filter(({ isAhead }) => isAhead)
    .map(({ name }) => `  ${name} has taken more than the log holds`);
  return [
    `${compared} cases compared with Temporal, ${drifts.length} drifts; ${sampled} cases with the read models. ` +
      (agrees(found) ? 'They agree. 一致。' : 'They do not agree. 不一致。'),
    ...(drifts.length === 0 ? [] : [driftTable(drifts)]),
    ...unread.map((stream) => `  ${stream} has an event that this release does not know`),
    ...[...differing, ...ahead],
  ].join('\n');
}

function driftTable(drifts: Answer['drifts']): string {
  const rows = drifts.map(({ stream, kind, awaits, holds, cause, by }) => [
    ...[stream, kind, awaits ?? '–', holds ?? '–', cause, by ?? ''],
  ]);
  const head = ['case', 'drift', 'the log awaits', 'Temporal holds', 'cause', 'repaired by'];
  return tableText(head, rows);
}
