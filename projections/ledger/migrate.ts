import type pg from 'pg';
import { migrate } from '../../events/log/postgres/migrate.ts';
import { APPLICATION_ROLE } from '../../events/log/postgres/pools.ts';

/**
 * An event's leaf, identified by its place in its stream so that it survives a move of the log, with the number the
 * ledger gave it: dense, from 0, for each institution. `recorded_at` is kept as it was when the leaf was made, so that
 * a time that was altered afterwards can be told from bytes that were. `nodes` holds the complete parts of the tree
 * above the leaves, which never change. All of it is only ever added to.
 */
const ledger = `
  create table ledger.leaves (
    institution text collate "C" not null,
    number bigint not null check (number >= 0),
    stream text collate "C" not null,
    revision integer not null,
    recorded_at text not null,
    hash bytea not null check (length(hash) = 32),
    primary key (institution, number),
    unique (stream, revision)
  );
  create table ledger.nodes (
    institution text collate "C" not null,
    level smallint not null check (level > 0),
    index bigint not null check (index >= 0),
    hash bytea not null check (length(hash) = 32),
    primary key (institution, level, index)
  );
  create table ledger.heads (
    institution text collate "C" not null,
    tree_size bigint not null check (tree_size > 0),
    root_hash text not null,
    "timestamp" text not null,
    key_id text not null,
    signature text not null,
    primary key (institution, tree_size)
  );

  create function ledger.refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'The ledger is append-only: % is refused.', tg_op using errcode = 'insufficient_privilege';
    end $$;
  do $$
    declare one text;
    begin
      foreach one in array array['leaves', 'nodes', 'heads'] loop
        execute format('create trigger append_only before update or delete on ledger.%I
          for each row execute function ledger.refuse()', one);
        execute format('create trigger append_only_whole before truncate on ledger.%I
          for each statement execute function ledger.refuse()', one);
        execute format('alter table ledger.%I enable always trigger append_only', one);
        execute format('alter table ledger.%I enable always trigger append_only_whole', one);
      end loop;
    end $$;
  revoke execute on all functions in schema ledger from public;

  grant select, insert on ledger.leaves, ledger.nodes, ledger.heads to ${APPLICATION_ROLE};
`;

/** Brings schema `ledger` to this release. */
export function migrateLedger(owner: pg.Pool): Promise<void> {
  return migrate(owner, 'ledger', { '001-ledger': ledger });
}
