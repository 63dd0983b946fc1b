import type pg from 'pg';
import { migrate } from '../events/log/postgres/migrate.ts';
import { APPLICATION_ROLE } from '../events/log/postgres/pools.ts';

/** The state is kept as it was written, the order of its keys included: `jsonb` would change it. */
const standing = `
  create table read.checkpoints (model text primary key, position text not null);
  create table read.parked (
    model text not null,
    stream text not null,
    revision integer not null,
    reason text not null,
    parked_at timestamptz not null default clock_timestamp(),
    primary key (model, stream)
  );
  create table read.standing (
    stream text primary key,
    revision integer not null,
    state json not null,
    closed boolean not null,
    wake_at timestamptz,
    errands jsonb not null,
    errand_due_at timestamptz
  );
  create index standing_by_wake on read.standing (wake_at) where wake_at is not null;
  create index standing_by_errand on read.standing (errand_due_at) where errand_due_at is not null;
  grant select, insert, update, delete on read.checkpoints, read.parked, read.standing
    to ${APPLICATION_ROLE};
`;

/** Brings schema `read` to this release. Everything in it can be rebuilt from the log. */
export function migrateReadSide(owner: pg.Pool): Promise<void> {
  return migrate(owner, 'read', { '001-standing': standing });
}
