import type { Command } from 'commander';
import { verifyLedger } from '../projections/ledger/verify/verify-ledger.ts';
import type { Verified } from '../projections/ledger/verify/verify-ledger.ts';
import { isWitness } from '../projections/ledger/witness.ts';
import { ledgerOfHome } from './ledger-of-home.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { tableText } from './table.ts';

/** Milliseconds between lines of progress. */
const PACE = 2_000;

/** `audit verify`: everything computed anew from the log. */
export function addAuditVerifyCommand(audit: Command, out: () => Output): void {
  audit
    .command('verify')
    .description('compute the ledger anew from the log, and name what differs · 核验账本')
    .option('--witness <folder>', 'heads that were kept elsewhere; the home’s own unless given')
    .addHelpText(
      'after',
      '\nExamples:\n  redress audit verify\n  redress audit verify --witness /mnt/auditor/heads --json',
    )
    .action(async ({ witness }: { witness?: string }) => {
      if (witness !== undefined && !isWitness(witness)) throw noWitness(witness);
      const { say } = out();
      let told = performance.now();
      const verified = await ledgerOfHome((side) =>
        verifyLedger({
          ...side,
          ...(witness === undefined ? {} : { witness }),
          onProgress: ({ events, eventsPerSecond }) => {
            if (performance.now() - told < PACE) return;
            told = performance.now();
            say(`  ${events} events, ${eventsPerSecond} a second`);
          },
        }),
      );
      out().result(verified, textOf(verified));
      if (!verified.ok) process.exitCode = EXIT.refused;
    });
}

/** Heads that were not compared must not pass for heads that agree. */
function noWitness(folder: string): CommandFailed {
  return new CommandFailed(
    {
      en: `${folder} holds no heads: name the folder into which they were taken.`,
      zh: `${folder} 中没有树头：请指明存放树头的文件夹。`,
    },
    EXIT.badInput,
  );
}

const FIRST =
  'What differs, the first in the log first; what stands behind it may follow from it. 不一致之处，按日志顺序；靠后的可能由前者引起：';

function textOf(verified: Verified) {
  const { ok, events, seconds, eventsPerSecond, institutions, witness, findings, more } = verified;
  const rows = institutions.map(({ institution, events: own, untaken, rootHash, ...heads }) => [
    ...[institution, own, untaken, heads.heads, heads.witnessed, rootHash.slice(0, 32)],
  ]);
  const head = ['institution', 'events', 'not taken yet', 'heads', 'witnessed', 'root'];
  const lines = findings.map(({ kind, what }) => `  ${kind}: ${what}`);
  return [
    tableText(head, rows),
    `${events} events in ${seconds.toFixed(1)} s, ${eventsPerSecond} a second.`,
    ...(ok ? ['Nothing differs. 全部一致。'] : [FIRST, ...lines]),
    ...(more > 0 ? [`  and ${more} more`] : []),
    witnessText(witness),
  ].join('\n');
}

/** Without a witnessed head nothing differs either where the end was cut off, of the log and the ledger alike. */
function witnessText({ folder, heads }: Verified['witness']): string {
  return heads > 0
    ? `${heads} witnessed heads of ${folder} were compared. 已比对 ${folder} 中的 ${heads} 个见证树头。`
    : `No witnessed head was compared: ${folder} holds none. An end cut off from log and ledger alike would not be seen; name the heads that were kept with --witness. 未比对任何见证树头（${folder} 中没有）：若日志与账本的尾部同时被截去，本次核验无法发现；请用 --witness 指明存放树头的文件夹。`;
}
