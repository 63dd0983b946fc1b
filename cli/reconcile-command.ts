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
      'compare the log with what Temporal holds, with the read models and with Kafka · 核对日志与流程引擎、读模型、Kafka',
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
export function agrees({ drifts, unread, readModels, checkpoints, topics }: Answer): boolean {
  return (
    drifts.every(({ by }) => by !== undefined) &&
    unread.length === 0 &&
    readModels.every(({ differing }) => differing.length === 0) &&
    !checkpoints.some(({ isAhead }) => isAhead) &&
    !(topics ?? []).some(({ isShort }) => isShort)
  );
}

export function agreementText(found: Answer): string {
  const { compared, drifts, unread, readModels, topics } = found;
  const sampled = Math.max(0, ...readModels.map((one) => one.compared));
  const kafka =
    topics === null ? 'no Kafka here · 未接 Kafka' : `${topics.length} topics with the relay`;
  return [
    `${compared} cases compared with Temporal, ${drifts.length} drifts; ${sampled} cases with the read models; ${kafka}. ` +
      (agrees(found) ? 'They agree. 一致。' : 'They do not agree. 不一致。'),
    ...(drifts.length === 0 ? [] : [driftTable(drifts)]),
    ...unread.map(
      (stream) =>
        `  ${stream} has an event that this release does not know · 含有本版本不识别的事件`,
    ),
    ...followersTexts(found),
  ].join('\n');
}

function followersTexts(found: Answer): readonly string[] {
  const differing = differencesIn(found).map(
    ({ model, stream, table }) => `  ${model}: ${stream} differs in ${table} · 与日志不一致`,
  );
  const ahead = found.checkpoints
    .filter(({ isAhead }) => isAhead)
    .map(({ name }) => `  ${name} has taken more than the log holds · 检查点超出日志末尾`);
  const short = (found.topics ?? [])
    .filter(({ isShort }) => isShort)
    .map(
      ({ topic, relayed, taken }) =>
        `  ${topic} took ${taken} of ${relayed} messages that the relay’s checkpoint counts as published: it lost some, or was made anew · 主题缺少 ${relayed - taken} 条已发布的消息（曾丢失消息或被重建）`,
    );
  return [...differing, ...ahead, ...short];
}

function driftTable(drifts: Answer['drifts']): string {
  const rows = drifts.map(({ stream, kind, awaits, holds, cause, by }) => [
    ...[stream, kind, awaits ?? '–', holds ?? '–', cause, by ?? ''],
  ]);
  const head = ['case', 'drift', 'the log awaits', 'Temporal holds', 'cause', 'repaired by'];
  return tableText(head, rows);
}
