import { APPLICATION_ROLE } from '../../events/log/postgres/pools.ts';
import type { Change } from './known-case.ts';

/** One row a case holds all that returns ever knew of it, each change with the event that made it. */
export const returnTables = `
  create table read.return_cases (
    stream text collate "C" primary key,
    institution text collate "C" not null,
    number text collate "C" not null,
    -- Of its first event: from there the log is looked through for a position or an instant.
    opened_position bigint not null,
    opened_at timestamptz not null,
    -- The first and the last day on which it was ever taken to be received.
    received_from date not null,
    received_to date not null,
    -- While it is open none; then the last day on which anything changed.
    active_to date,
    changes jsonb not null
  );
  comment on column read.return_cases.changes is 'Codes, instants and money by event; never personal data.';
  create index return_cases_by_number on read.return_cases (institution, number);
  create index return_cases_by_position on read.return_cases (institution, opened_position);
  create index return_cases_by_instant on read.return_cases (institution, opened_at);
  alter table read.return_cases set (toast_tuple_target = 8160);
  grant select, insert, update, delete on read.return_cases to ${APPLICATION_ROLE};
`;

export type ReturnCaseRow = {
  stream: string;
  institution: string;
  number: string;
  opened_position: string;
  opened_at: Date;
  received_from: string;
  received_to: string;
  active_to: string | null;
  changes: readonly Change[];
};
