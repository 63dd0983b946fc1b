import type pg from 'pg';
import { migrate } from '../events/log/postgres/migrate.ts';
import { APPLICATION_ROLE } from '../events/log/postgres/pools.ts';
import { analyzePlainColumns, buildFunctions } from './build-functions.ts';
import { keptOutColumn } from './kept-out.ts';
import { madeAnew } from './made-anew.ts';
import { notedColumns } from './noted.ts';
import { registerTables } from './registers/register-tables.ts';
import { returnTables } from './returns/return-tables.ts';
import { textsTable } from './texts/texts-table.ts';

/** States are written far oftener than read: compressing each would be half of what writing it costs. */
const statesInLine = 'alter table read.standing set (toast_tuple_target = 8160);';

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

const overviews = `
  create table read.cases (
    stream text collate "C" primary key,
    institution text collate "C" not null,
    number text collate "C" not null,
    revision integer not null,
    status text not null check (status in ('open', 'closed', 'withdrawn')),
    closed boolean not null,
    source text not null,
    regime text,
    product text,
    channel text,
    unit text,
    handler text,
    outcome text,
    timely boolean,
    opened_at timestamptz not null,
    received_at timestamptz,
    received_on date not null,
    sent_on date,
    due_at timestamptz,
    closed_at timestamptz,
    awaiting_sign_off boolean not null,
    imported boolean not null,
    taken_over boolean not null,
    snapshot_on date,
    facts jsonb,
    narrative_characters integer,
    narrative_lines integer,
    clocks jsonb not null,
    proposal jsonb
  );
  comment on column read.cases.clocks is 'What the fold remembers of each clock: due instant, limit, state.';
  comment on column read.cases.proposal is 'The outcome proposed and whether it is signed off.';
  create index cases_board on read.cases (institution, opened_at desc, number desc);
  create index cases_open on read.cases (institution, opened_at desc, number desc) where not closed;
  create index cases_of_handler on read.cases (institution, handler, opened_at desc, number desc)
    where not closed and handler is not null;

  create table read.deadlines (
    stream text collate "C" not null,
    institution text collate "C" not null,
    number text collate "C" not null,
    clock text collate "C" not null,
    regime text not null,
    version text not null,
    "limit" text not null check ("limit" in ('legal', 'target')),
    article text not null,
    mark text not null,
    step text,
    starts_at timestamptz not null,
    due_at timestamptz,
    last_day date,
    state text not null check (state in ('due', 'paused', 'breached', 'waiting', 'met', 'late')),
    stopped_at timestamptz,
    primary key (stream, clock)
  );
  create index deadlines_by_due on read.deadlines
    (institution, state, (coalesce(due_at, starts_at)), number, clock);

  create table read.sign_offs (
    stream text collate "C" primary key,
    institution text collate "C" not null,
    number text collate "C" not null,
    proposal integer not null,
    outcome text not null,
    remedy text not null,
    amount text,
    currency text,
    letter_commitment text not null,
    proposed_by text not null,
    proposed_at timestamptz not null
  );
  create index sign_offs_inbox on read.sign_offs (institution, proposed_at, number);

  -- Compressing a row costs more than the page it saves: rows stay as they are up to the size of a page.
  alter table read.standing set (toast_tuple_target = 8160);
  alter table read.cases set (toast_tuple_target = 8160);

  grant select, insert, update, delete on read.cases, read.deadlines, read.sign_offs to ${APPLICATION_ROLE};
`;

const rebuilds = `
  create table read.rebuilds (
    model text primary key,
    requested_by text not null,
    requested_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    -- The last sign of life of whoever works on it.
    alive_at timestamptz,
    finished_at timestamptz,
    events bigint not null default 0,
    events_per_second integer not null default 0,
    parked integer not null default 0,
    failure text
  );
  grant select, insert, update, delete on read.rebuilds to ${APPLICATION_ROLE};
`;

const chances = `
  alter table read.deadlines drop constraint deadlines_state_check;
  alter table read.deadlines add constraint deadlines_state_check check (
    state in ('due', 'paused', 'breached', 'waiting', 'met', 'late', 'chance', 'lapsed')
  );
`;

/** Nothing of a review waited for a second person before: what stands there needs no rebuilding. */
const reviews = `
  alter table read.sign_offs
    add column instance text not null default 'first' check (instance in ('first', 'review'));
  alter table read.sign_offs alter column instance drop default;
  alter table read.cases add column review_awaits_sign_off boolean not null default false;
`;

/**
 * Of the open cases the index of the board knows also when they are due, so that what is overdue or due soon is picked
 * in the board's order without a look at any other case; and the withdrawn ones are few.
 */
const narrowFilters = `
  drop index read.cases_open;
  create index cases_open on read.cases (institution, opened_at desc, number desc, due_at) where not closed;
  create index cases_withdrawn on read.cases (institution, opened_at desc, number desc) where status = 'withdrawn';
`;

/** By which version a date was counted before another was adopted, making the read model anew finds. */
const versionsAdopted = `
  alter table read.deadlines add column goes_by text;
  update read.deadlines set goes_by = version;
  alter table read.deadlines alter column goes_by set not null;
  ${madeAnew('deadlines')}
`;

/** A corrected receipt moves the day on the board, and a chance that came too late makes no case late. */
const correctedReceipts = `
  alter table read.cases add column zone text;
  ${madeAnew('cases')}
`;

/** Brings schema `read` to this release. Everything in it can be rebuilt from the log. */
export function migrateReadSide(owner: pg.Pool): Promise<void> {
  return migrate(owner, 'read', {
    '001-standing': standing,
    '002-overviews': overviews,
    '003-rebuilds': rebuilds,
    '004-chances': chances,
    '005-builds': buildFunctions,
    '006-registers': registerTables,
    '007-returns': returnTables,
    '008-texts': textsTable,
    '009-reviews': reviews,
    '010-noted': notedColumns,
    '011-kept-out': keptOutColumn,
    '012-narrow-filters': narrowFilters,
    '013-versions-adopted': versionsAdopted,
    '014-corrected-receipts': correctedReceipts,
    '015-quick-builds': statesInLine + analyzePlainColumns,
  });
}
