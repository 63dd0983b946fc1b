import type pg from 'pg';
import { migrate } from '../../events/log/postgres/migrate.ts';
import { APPLICATION_ROLE } from '../../events/log/postgres/pools.ts';

/**
 * One row a case. Whoever comes second with a fingerprint finds the first, also when both come at once; and a case that
 * comes again finds those before it only, so that a repeated request says the same. The trigger erases a fingerprint
 * in the very transaction that destroys the case's key.
 */
const cases = `
  create table fingerprints.cases (
    stream text primary key,
    fingerprint bytea not null check (length(fingerprint) = 32),
    place bigint not null generated always as identity
  );
  create index cases_alike on fingerprints.cases (fingerprint, place);
  grant select, insert, delete on fingerprints.cases to ${APPLICATION_ROLE};

  create function fingerprints.note(noted text, print bytea, most integer)
    returns table (is_new boolean, earlier text[]) language plpgsql as $$
    declare
      own fingerprints.cases;
    begin
      perform pg_advisory_xact_lock(hashtextextended(encode(print, 'hex'), 0));
      insert into fingerprints.cases (stream, fingerprint) values (noted, print) on conflict do nothing;
      is_new := found;
      select * into own from fingerprints.cases where stream = noted;
      earlier := array(
        select stream from fingerprints.cases
          where fingerprint = own.fingerprint and place < own.place order by place limit most
      );
      return next;
    end $$;

  create function fingerprints.erase() returns trigger language plpgsql
    security definer set search_path = '' as $$
    begin
      delete from fingerprints.cases where stream = new.stream;
      return null;
    end $$;
  create trigger erase_fingerprint after update on keys.case_keys
    for each row when (new.wrapped is null) execute function fingerprints.erase();
  alter table keys.case_keys enable always trigger erase_fingerprint;
`;

/** Brings schema `fingerprints` to this release; the keys' schema must be there. */
export function migrateFingerprints(owner: pg.Pool): Promise<void> {
  return migrate(owner, 'fingerprints', { '001-cases': cases });
}
