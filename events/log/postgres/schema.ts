import type pg from 'pg';
import { migrate } from './migrate.ts';
import { APPLICATION_ROLE } from './pools.ts';

/**
 * An INSERT locks the table as ROW EXCLUSIVE before it draws a number, and until its transaction ends; so a reader
 * of the feed can tell whose numbers are still open, whoever inserts. `horizon` answers the last number drawn and who
 * held that lock after that: once these are gone, everything up to it is settled. Position and clock are the
 * database's own: the application may not set them.
 */
const events = `
  create table log.events (
    position bigint generated always as identity primary key,
    stream text collate "C" not null,
    revision integer not null check (revision >= 0),
    id uuid not null,
    bytes text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    unique (stream, revision),
    unique (stream, id)
  );

  create function log.horizon(out drawn bigint, out holders text[])
    language plpgsql as $$
    begin
      select case when is_called then last_value else 0 end into drawn from log.events_position_seq;
      select coalesce(array_agg(distinct virtualtransaction), '{}') into holders
        from pg_locks
        where locktype = 'relation' and mode = 'RowExclusiveLock' and granted
          and relation = 'log.events'::regclass
          and database = (select oid from pg_database where datname = current_database());
    end $$;

  create function log.refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'The event log is append-only: % is refused.', tg_op using errcode = 'insufficient_privilege';
    end $$;
  create trigger append_only before update or delete on log.events
    for each row execute function log.refuse();
  create trigger append_only_whole before truncate on log.events
    for each statement execute function log.refuse();
  alter table log.events enable always trigger append_only;
  alter table log.events enable always trigger append_only_whole;

  grant select, insert (stream, revision, id, bytes) on log.events to ${APPLICATION_ROLE};
  grant select on sequence log.events_position_seq to ${APPLICATION_ROLE};
  revoke execute on all functions in schema log from public;
  grant execute on function log.horizon to ${APPLICATION_ROLE};
`;

/** Brings schema `log` to this release. */
export function migrateLog(owner: pg.Pool): Promise<void> {
  return migrate(owner, 'log', { '001-events': events });
}
