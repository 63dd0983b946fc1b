import type pg from 'pg';
import { migrate } from '../events/log/postgres/migrate.ts';
import { APPLICATION_ROLE } from '../events/log/postgres/pools.ts';

/**
 * One row a key generation. A destroyed key leaves its row without the wrapped key: the tombstone that says who
 * destroyed it, when and why. The application may only add rows and destroy.
 */
const caseKeys = `
  create table keys.case_keys (
    stream text not null,
    generation integer not null,
    wrapped bytea,
    created_at timestamptz not null default clock_timestamp(),
    destroyed_at timestamptz,
    destroyed_by text,
    because text,
    primary key (stream, generation),
    check ((wrapped is null) = (destroyed_at is not null))
  );
  grant select, insert on keys.case_keys to ${APPLICATION_ROLE};
  grant update (wrapped, destroyed_at, destroyed_by, because) on keys.case_keys to ${APPLICATION_ROLE};
`;

/**
 * Column grants cannot tell destroying a key from replacing it: the trigger does, for the owner too, and sets the
 * instant by the database's own clock. The index lets a case have one key at a time, so that of two who make one
 * at once the second finds the first's. Rows stay: a tombstone is evidence.
 */
const onlyDestroying = `
  revoke insert on keys.case_keys from ${APPLICATION_ROLE};
  grant insert (stream, generation, wrapped) on keys.case_keys to ${APPLICATION_ROLE};
  create unique index one_key_at_a_time on keys.case_keys (stream) where destroyed_at is null;
  alter table keys.case_keys
    add check (generation >= 1),
    add check ((destroyed_by is null) = (destroyed_at is null) and (because is null) = (destroyed_at is null));

  create function keys.only_destroying() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.destroyed_at is null and new.wrapped is null
        and (new.stream, new.generation, new.created_at) = (old.stream, old.generation, old.created_at) then
        new.destroyed_at := clock_timestamp();
        return new;
      end if;
      raise exception 'Case keys are made and destroyed, never altered: % is refused.', tg_op
        using errcode = 'insufficient_privilege';
    end $$;
  create trigger only_destroying before update or delete on keys.case_keys
    for each row execute function keys.only_destroying();
  create trigger only_destroying_whole before truncate on keys.case_keys
    for each statement execute function keys.only_destroying();
  alter table keys.case_keys enable always trigger only_destroying;
  alter table keys.case_keys enable always trigger only_destroying_whole;
`;

/**
 * The keys that sign the heads of an institution's ledger, wrapped as case keys are. Which of them may sign is said in
 * the log, not here: a row that nobody announced counts for nothing. They are made and kept, never altered.
 */
const signingKeys = `
  create table keys.signing_keys (
    institution text not null,
    key_id text not null,
    wrapped bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (institution, key_id)
  );
  create function keys.only_made() returns trigger language plpgsql as $$
    begin
      raise exception 'Signing keys are made and kept: % is refused.', tg_op using errcode = 'insufficient_privilege';
    end $$;
  create trigger only_made before update or delete on keys.signing_keys
    for each row execute function keys.only_made();
  create trigger only_made_whole before truncate on keys.signing_keys
    for each statement execute function keys.only_made();
  alter table keys.signing_keys enable always trigger only_made;
  alter table keys.signing_keys enable always trigger only_made_whole;
  grant select, insert (institution, key_id, wrapped) on keys.signing_keys to ${APPLICATION_ROLE};
`;

/** Brings schema `keys` to this release. */
export function migrateKeys(owner: pg.Pool): Promise<void> {
  return migrate(owner, 'keys', {
    '001-case-keys': caseKeys,
    '002-only-destroying': onlyDestroying,
    '003-signing-keys': signingKeys,
  });
}
