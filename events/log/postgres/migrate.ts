import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type pg from 'pg';
import { APPLICATION_ROLE } from './pools.ts';

/** Steps of one schema by name, in the order of their names; each is SQL, run once, in a transaction. */
export type Steps = { readonly [name: string]: string };

/**
 * Brings one schema to this release as the owner. Any number of processes may do so at once: one migrates, the
 * others wait. Refuses a schema that a newer release has migrated.
 */
export async function migrate(owner: pg.Pool, schema: string, steps: Steps): Promise<void> {
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: owner }) });
  await prepare(database, schema);
  const migrations = Object.fromEntries(
    Object.entries(steps).map(([name, text]) => [
      name,
      {
        up: (step: Kysely<unknown>) =>
          sql
            .raw(text)
            .execute(step)
            .then(() => undefined),
      },
    ]),
  );
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableSchema: schema,
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : JSON.stringify(error);
  throw new Error(
    reason.includes('is missing')
      ? `Schema ${schema} was migrated by a newer release of Redress: ${reason}`
      : `Schema ${schema} could not be migrated: ${reason}`,
    { cause: error },
  );
}

/**
 * Schema and role; under a lock of their own, because creating either twice at once fails in PostgreSQL. The role is
 * one for the whole cluster, the lock for this database: somebody elsewhere may still be faster.
 */
async function prepare(database: Kysely<unknown>, schema: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('redress migrations'))`.execute(transaction);
    await sql
      .raw(
        `do $$ begin
           if current_setting('server_version_num')::integer < 160000 then
             raise 'Redress needs PostgreSQL 16 or newer, this is %.', current_setting('server_version');
           end if;
           begin
             if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then
               create role ${APPLICATION_ROLE} nologin;
             end if;
           exception
             when duplicate_object or unique_violation then null;
             when insufficient_privilege then
               raise '% may not create the role ${APPLICATION_ROLE}: as an administrator, create it and grant it to %.',
                 current_user, current_user;
           end;
           begin
             if not pg_has_role(current_user, '${APPLICATION_ROLE}', 'set') then
               grant ${APPLICATION_ROLE} to current_user;
             end if;
           exception
             when duplicate_object or unique_violation then null;
             when insufficient_privilege then
               raise '% may not take the role ${APPLICATION_ROLE}: as an administrator, grant it to %.',
                 current_user, current_user;
           end;
         end $$;
         create schema if not exists ${schema};
         grant usage on schema ${schema} to ${APPLICATION_ROLE};`,
      )
      .execute(transaction);
  });
}
