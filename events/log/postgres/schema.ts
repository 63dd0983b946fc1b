import type pg from 'pg';
import { migrate } from './migrate.ts';
import { APPLICATION_ROLE } from './pools.ts';

/** The advisory lock that every appender shares from before its number until its commit. */
export const APPENDERS = [1_380_270_194, 1] as const;

/**
 * `append` takes the appenders' lock before it draws a number, so that a reader of the feed can tell whose numbers
 * are still open; it answers no row when the stream does not end where the writer believed. `horizon` answers the
 * last number drawn and who held the lock after that: once these are gone, everything up to it is settled.
 */
const events = `
  create table log.events (
    position bigint generated always as identity primary key,
    stream text collate "C" not null,
    revision integer not null,
    id uuid not null,
    bytes text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    unique (stream, revision),
    unique (stream, id)
  );

  create function log.append(wanted_stream text, expected integer, ids uuid[], texts text[])
    returns table (at_position bigint, at_revision integer, at_time timestamptz)
    language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${APPENDERS[0]}, ${APPENDERS[1]});
      if coalesce((select max(revision) from log.events where stream = wanted_stream), -1) <> expected then
        return;
      end if;
      return query
        insert into log.events (stream, revision, id, bytes)
        select wanted_stream, expected + number::integer, one.id, one.bytes
        from unnest(ids, texts) with ordinality as one (id, bytes, number)
        order by number
        returning position, revision, recorded_at;
    end $$;

  create function log.horizon(out drawn bigint, out holders text[])
    language plpgsql as $$
    begin
      select case when is_called then last_value else 0 end into drawn from log.events_position_seq;
      select coalesce(array_agg(virtualtransaction), '{}') into holders
        from pg_locks
        where locktype = 'advisory' and granted and objsubid = 2
          and classid = ${APPENDERS[0]} and objid = ${APPENDERS[1]}
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

  grant select, insert on log.events to ${APPLICATION_ROLE};
  grant usage, select on sequence log.events_position_seq to ${APPLICATION_ROLE};
  revoke execute on all functions in schema log from public;
  grant execute on all functions in schema log to ${APPLICATION_ROLE};
`;

/** Brings schema `log` to this release. */
export function migrateLog(owner: pg.Pool): Promise<void> {
  return migrate(owner, 'log', { '001-events': events });
}
