import { Option } from 'commander';
import type { Command } from 'commander';
import { readConfiguration } from '../workers/configuration.ts';
import { ROLES, isRole } from '../workers/role-names.ts';
import type { RoleName } from '../workers/role-names.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

const USUAL = 'api,worker,projector,watch';

/** `start` and `migrate`: what runs in the foreground, on servers that the environment names. */
export function addProcessCommands(program: Command, out: () => Output): void {
  program
    .command('start')
    .description('run as a process in these roles until told to end · 按角色启动进程')
    .addOption(
      new Option('--roles <list>', `of ${ROLES.join(', ')}, with commas between`)
        .default(rolesOf(USUAL), USUAL)
        .argParser(rolesOf),
    )
    .option('--migrate', 'bring the schemas to this release first')
    .addHelpText(
      'after',
      '\nAny number of processes may have each role. DATABASE_URL and TEMPORAL_ADDRESS name the servers, KAFKA_BROKERS those of relay and intake; projector, relay and ledger need no TEMPORAL_ADDRESS.\n\nExample:\n  DATABASE_URL=postgres://db.example/redress TEMPORAL_ADDRESS=temporal.example:7233 redress start --roles worker,projector',
    )
    .action(
      async ({ roles, migrate = false }: { roles: readonly RoleName[]; migrate?: boolean }) => {
        const configuration = readConfiguration(process.env, roles);
        const stop = new AbortController();
        for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
        const { start } = await import('../workers/start.ts');
        await start({ wanted: roles, migrate, configuration, signal: stop.signal });
      },
    );

  program
    .command('migrate')
    .description('bring the schemas of the database to this release · 升级数据库结构')
    .addHelpText(
      'after',
      '\nSafe to repeat, and from several processes at once.\n\nExample:\n  DATABASE_URL=postgres://owner@db.example/redress redress migrate',
    )
    .action(async () => {
      const url = process.env['DATABASE_URL'] ?? '';
      if (url === '')
        throw new CommandFailed(
          { en: 'DATABASE_URL must name the database.', zh: 'DATABASE_URL 应指定数据库。' },
          EXIT.usage,
        );
      const { migrateAll } = await import('../workers/migrate.ts');
      await migrateAll(url);
      out().result({ migrated: true }, 'The schemas are those of this release.');
    });
}

/** Each once, in the order given. Throws on a name that is none. */
function rolesOf(list: string): readonly RoleName[] {
  const names = new Set(list.split(',').map((name) => name.trim()));
  const unknown = [...names].filter((name) => !isRole(name));
  if (unknown.length > 0)
    throw new CommandFailed(
      {
        en: `No role is called ${unknown.join(', ')}. Roles: ${ROLES.join(', ')}.`,
        zh: `没有名为 ${unknown.join('、')} 的角色；现有：${ROLES.join('、')}。`,
      },
      EXIT.usage,
    );
  return [...names].filter(isRole);
}
