import Table from 'cli-table3';
import type { Command } from 'commander';
import { pino } from 'pino';
import { findRunning, findServer } from '../servers/running.ts';
import { homeOf, readConfiguration } from '../workers/configuration.ts';
import { openHouse } from '../workers/house.ts';
import { reattend } from '../workers/reattend.ts';
import { tokenFor, withCaller } from './caller.ts';
import type { CallerOptions } from './caller.ts';
import { apiAddress, down, up } from './installation.ts';
import type { Installation } from './installation.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

/** `up`, `down`, `status`, `token` and `reattend`. */
export function addInstallationCommands(program: Command, out: () => Output): void {
  program
    .command('up')
    .description('start servers, worker and API in the background · 启动')
    .addHelpText('after', '\nExample:\n  REDRESS_HOME=/srv/redress redress up')
    .action(async () => {
      const installation = await up(homeOf(), true, out().say);
      out().result(addressesOf(installation), addressText(installation));
    });

  program
    .command('down')
    .description('end everything that runs for this home · 停止')
    .addHelpText('after', '\nExample:\n  redress down')
    .action(async () => {
      const ended = await down(homeOf());
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
      const table = new Table({ head: ['name', 'pid', 'since', 'address'] });
      for (const { name, pid, since, addresses } of running)
        table.push([name, pid, since, addresses['pages'] ?? hidden(addresses['url'] ?? '')]);
      const ready = await isReady();
      const servers = running.map(({ name, pid, since, ports }) => ({ name, pid, since, ports }));
      out().result(
        { ready, servers },
        running.length === 0 ? 'Nothing is running.' : table.toString(),
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
      const perSecond = Number(options.perSecond);
      if (!(perSecond > 0)) throw new CommandFailed('--per-second must be above 0.', EXIT.usage);
      const counts = await reattendHome(perSecond, options.restart === true, out());
      out().result(counts, `Looked at ${counts.looked} cases; ${counts.unknown} did not answer.`);
      if (counts.unknown > 0) process.exitCode = EXIT.refused;
    });
}

async function reattendHome(perSecond: number, restart: boolean, { say }: Output) {
  const home = homeOf();
  const environment = {
    ...process.env,
    REDRESS_HOME: home,
    DATABASE_URL: process.env['DATABASE_URL'] ?? findServer(home, 'postgres')?.addresses['url'],
    TEMPORAL_ADDRESS:
      process.env['TEMPORAL_ADDRESS'] ?? findServer(home, 'temporal')?.addresses['address'],
  };
  await using house = await openHouse(readConfiguration(environment), pino({ level: 'warn' }));
  const { client, attendance, database } = house;
  const look = async (stream: string) => {
    if (restart)
      await client.workflow
        .getHandle(stream)
        .terminate('redress reattend --restart')
        .catch(() => undefined);
    return attendance.look(stream);
  };
  // Awaited here: the house closes when this function returns.
  return await reattend({ database, look, perSecond }, ({ looked }) => {
    if (looked % 100 === 0) say(`  ${looked} cases`);
  });
}

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(new URL('/health/ready', apiAddress(homeOf())))).ok;
  } catch {
    return false;
  }
}

export function addressesOf({ api, temporalPages, home }: Installation) {
  return { home, api, documentation: `${api}/docs`, temporal: temporalPages ?? null };
}

export function addressText(installation: Installation): string {
  const { home, documentation, temporal } = addressesOf(installation);
  return [
    `API and its documentation   ${documentation}`,
    `Temporal's pages            ${temporal ?? installation.temporalAddress}`,
    `State, keys, logs, letters  ${home}`,
  ].join('\n');
}

/** An address without its password. */
function hidden(url: string): string {
  return url.replace(/:[^:@/]*@/, '@');
}
