import { Option } from 'commander';
import type { Command } from 'commander';
import { compareLogs } from '../events/log/copy/compare-logs.ts';
import type { Compared } from '../events/log/copy/compare-logs.ts';
import { copyLog } from '../events/log/copy/copy-log.ts';
import type { Copied } from '../events/log/copy/copy-log.ts';
import { CopyRefused } from '../events/log/copy/log-ends.ts';
import { kurrentTarget } from '../events/log/kurrent/kurrent-target.ts';
import { LogUnavailable } from '../events/log/log-faults.ts';
import { ownerPool } from '../events/log/postgres/pools.ts';
import { quietSource } from '../events/log/postgres/stored-events.ts';
import { readDatabase } from '../projections/database.ts';
import { carryCheckpoint } from '../projections/carry-checkpoint.ts';
import { LEDGER_CHECKPOINT } from '../projections/ledger/take-leaves.ts';
import { RELAY } from '../projections/relay/parked-streams.ts';
import { homeOf, kurrentdbTarget } from '../workers/configuration.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { withoutPassword } from './without-password.ts';

type Options = { readonly verifyOnly?: boolean };
type Moved = Copied &
  Compared & {
    /** Whether the relay's checkpoint was put to the same event there. */
    readonly relayCarried: boolean;
    /** And so the ledger's. */
    readonly ledgerCarried: boolean;
    readonly seconds: number;
  };

const AFTER = `Then set KURRENTDB_URL for every process, start them, and run \`redress rebuild all\`.
之后为各进程设置 KURRENTDB_URL，启动，并运行 \`redress rebuild all\`。`;

/** `migrate-log`: the whole log into another server, in an order that can be taken up again at any moment. */
export function addMigrateLogCommand(program: Command, out: () => Output): void {
  program
    .command('migrate-log')
    .description(
      'copy the event log to another server, verified; killed, it goes on · 迁移事件日志',
    )
    .addOption(
      new Option('--from <log>', 'which log').choices(['postgres']).makeOptionMandatory(true),
    )
    .addOption(
      new Option('--to <log>', 'where to: KURRENTDB_URL names it')
        .choices(['kurrentdb'])
        .makeOptionMandatory(true),
    )
    .option('--verify-only', 'compare what stands there; copy nothing')
    .addHelpText(
      'after',
      '\nThe product must not run: nothing can be appended meanwhile.\n\nExample:\n  KURRENTDB_URL=kurrentdb://log.example:2113 redress migrate-log --from postgres --to kurrentdb\n\nExit code 1 when the copy is not equal.',
    )
    .action(async ({ verifyOnly = false }: Options) => {
      const moved = await moveLog(verifyOnly, out());
      out().result({ from: 'postgres', to: 'kurrentdb', ...moved }, textOf(moved));
      if (!moved.equal) process.exitCode = EXIT.refused;
    });
}

async function moveLog(verifyOnly: boolean, { say }: Output): Promise<Moved> {
  const url = kurrentdbTarget();
  const { startPostgres } = await import('../servers/postgres.ts');
  // The one server of this home that must run while the rest of it must not.
  const postgres = await startPostgres({ home: homeOf(), detached: false, log: say });
  const owner = ownerPool(postgres.url);
  const started = performance.now();
  try {
    await using source = await quietSource(owner);
    await using target = kurrentTarget(url);
    const copied = verifyOnly
      ? { copied: 0, found: 0 }
      : await copyLog({
          ...{ source, target },
          onProgress: ({ done, total, eventsPerSecond }) =>
            say(`  copied ${done} of ${total} events, ${eventsPerSecond} a second`),
        });
    say('  comparing');
    const compared = await compareLogs(source, target, (events) =>
      say(`  compared ${events} events`),
    );
    const carry = async (model: string): Promise<boolean> =>
      compared.equal && !verifyOnly
        ? carryCheckpoint(readDatabase(owner), { source, target }, model)
        : false;
    const relayCarried = await carry(RELAY);
    const ledgerCarried = await carry(LEDGER_CHECKPOINT);
    return {
      ...copied,
      ...compared,
      relayCarried,
      ledgerCarried,
      seconds: Math.round(performance.now() - started) / 1_000,
    };
  } catch (error) {
    throw converted(error, url);
  } finally {
    await owner.end();
    if (postgres.startedHere) await postgres.stop();
  }
}

function converted(error: unknown, url: string): unknown {
  if (error instanceof LogUnavailable) {
    const at = withoutPassword(url);
    return new CommandFailed(
      {
        en: `${error.message} (KURRENTDB_URL: ${at}). Run the same command again: it goes on.`,
        zh: `日志服务没有响应，或无法连接（KURRENTDB_URL：${at}）。请重新运行同一命令，复制将继续进行。`,
      },
      EXIT.unavailable,
      error,
    );
  }
  return error instanceof CopyRefused
    ? new CommandFailed({ en: error.message, zh: '日志未复制，原因如上。' }, EXIT.refused, error)
    : error;
}

function textOf({ copied, found, equal, source, target, differences, examples }: Moved): string {
  const told = `Copied ${copied} events, found ${found} there already. 已复制 ${copied} 个事件，原有 ${found} 个。`;
  if (equal)
    return `${told}
Equal: ${source.events} events in ${source.streams} streams, SHA-256 ${source.sha256}. 两者一致。
${AFTER}`;
  return `${told}
Not equal: ${source.events} events here, ${target.events} there, ${differences} differences. 两者不一致。
${examples.map((example) => `  ${example}`).join('\n')}`;
}
