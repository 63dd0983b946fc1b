import { APPLICATION_ROLE } from '../../events/log/postgres/pools.ts';

/** All registers stand in one table: a further register needs no table of its own. */
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

  grant select, insert, update, delete on read.register_entries to ${APPLICATION_ROLE};
`;

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
