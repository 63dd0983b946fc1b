import type { Command } from 'commander';
import { findRunning, stopAll } from '../servers/running.ts';
import { homeOf } from '../workers/configuration.ts';
import { addressText, addressesOf, apiAddress } from './address.ts';
import { tokenFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import { EXIT } from './output.ts';
import type { Output } from './output.ts';
import { perSecondOf } from './per-second.ts';
import { tableText } from './table.ts';
import { withoutPassword } from './without-password.ts';

/** `up`, `down`, `status`, `token` and `reattend`. */
export function addInstallationCommands(program: Command, out: () => Output): void {
  program
    .command('up')
    .description('start servers, worker and API in the background · 启动')
    .option('--kafka', 'Kafka, relay and intake as well; also when KAFKA_BROKERS is given')
    .addHelpText('after', '\nExample:\n  REDRESS_HOME=/srv/redress redress up')
    .action(async ({ kafka = false }: { kafka?: boolean }) => {
      const { up } = await import('./installation.ts');
      const installation = await up(homeOf(), true, out().say, {}, { kafka });
      out().result(addressesOf(installation), addressText(installation));
    });

  program
    .command('down')
    .description('end everything that runs for this home · 停止')
    .addHelpText('after', '\nExample:\n  redress down')
    .action(async () => {
      const ended = await stopAll(homeOf());
      out().result(
        { ended },
        ended.length === 0 ? 'Nothing was running.' : `Ended ${ended.join(', ')}.`,
      );
    });

  program
    .command('status')
    .description('what runs for this home; exit code 69 when the API does not answer · 运行状态')
    .addHelpText('after', '\nExample:\n  redress status --json')
    .action(async () => {
      const running = findRunning(homeOf());
      const ready = await isReady();
      const servers = running.map(({ name, pid, since, ports, addresses }) => ({
        ...{ name, pid, since, ports },
        addresses: Object.fromEntries(
          Object.entries(addresses).map(([kind, address]) => [kind, withoutPassword(address)]),
        ),
      }));
      out().result(
        { ready, servers },
        running.length === 0 ? 'Nothing is running.' : runningText(running),
      );
      if (!ready) process.exitCode = EXIT.unavailable;
    });

  withCaller(program.command('token').description('make a development token · 生成开发令牌'))
    .addHelpText(
      'after',
      '\nExample:\n  export REDRESS_TOKEN=$(redress token --as li --role supervisor)',
    )
    .action(async (options: CallerOptions) => {
      const token = await tokenFor(options);
      out().result({ token }, token);
    });

  program
    .command('reattend')
    .description(
      'give every open case a look, paced; after a loss of the workflow engine · 重新接管未结案件',
    )
    .option('--per-second <n>', 'cases a second', '50')
    .option(
      '--restart',
      'end running attendances first, so that all stand up from the log on today’s code',
    )
    .addHelpText('after', '\nExample:\n  redress reattend --per-second 20')
    .action(async (options: { perSecond: string; restart?: boolean }) => {
      const perSecond = perSecondOf(options.perSecond);
      const { reattendHome } = await import('./reattend-home.ts');
      const counts = await reattendHome(perSecond, options.restart === true, out());
      out().result(counts, `Looked at ${counts.looked} cases; ${counts.unknown} did not answer.`);
      if (counts.unknown > 0) process.exitCode = EXIT.refused;
    });
}

/** Of what has several addresses, the first of these is shown. */
const SHOWN = ['pages', 'url', 'brokers', 'health'] as const;

function runningText(running: ReturnType<typeof findRunning>): string {
  const rows = running.map(({ name, pid, since, addresses }) => [
    name,
    pid,
    since,
    withoutPassword(
      SHOWN.map((kind) => addresses[kind]).find((address) => address !== undefined) ?? '',
    ),
  ]);
  return tableText(['name', 'pid', 'since', 'address'], rows);
}

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(new URL('/health/ready', apiAddress(homeOf())))).ok;
  } catch {
    return false;
  }
}
