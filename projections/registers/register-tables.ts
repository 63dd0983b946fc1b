import { APPLICATION_ROLE } from '../../events/log/postgres/pools.ts';
import { madeAnew } from '../made-anew.ts';

/**
 * All registers stand in one table: a further register needs no table of its own. What a case is classified as joins
 * the board, which is made anew for it where there is one: until then readers see the old rows without.
 */
export const registerTables = `
  create table read.register_entries (
    stream text collate "C" not null,
    institution text collate "C" not null,
    number text collate "C" not null,
    register text collate "C" not null,
    -- The event that added the entry, and its place among those which that event added.
    revision integer not null,
    place integer not null,
    occurred_at timestamptz not null,
    state text collate "C" not null,
    details jsonb not null,
    primary key (stream, register, revision, place)
  );
  create index register_entries_list on read.register_entries
    (institution, register, occurred_at, number, revision, place);
  comment on column read.register_entries.details is 'Codes, staff, instants and money; never personal data.';

  create table read.paths (
    stream text collate "C" primary key,
    institution text collate "C" not null,
    number text collate "C" not null,
    types text[] not null,
    instants timestamptz[] not null
  );
  comment on table read.paths is 'The events of a case by type, and when each was so in the world.';
  create index paths_of_institution on read.paths (institution);

  alter table read.cases
    add column cause text,
    add column "right" text,
    add column class text,
    add column branch text;
  ${madeAnew('cases')}

  grant select, insert, update, delete on read.register_entries, read.paths to ${APPLICATION_ROLE};
`;

export type PathRow = {
  stream: string;
  institution: string;
  number: string;
  types: string[];
  instants: Date[];
};

export type RegisterEntryRow = {
  stream: string;
  institution: string;
  number: string;
  register: string;
  revision: number;
  place: number;
  occurred_at: Date;
  state: string;
  details: { [name: string]: unknown };
};
