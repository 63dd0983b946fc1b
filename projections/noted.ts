import { madeAnew } from './made-anew.ts';
import type { Held } from './registers/held.ts';
import type { RegisterName } from './registers/registers.ts';

/** What the board notes of a case because of an entry that stands like this in a register. */
type Note = {
  readonly register: RegisterName;
  readonly states: readonly string[];
  /** Also of a case that is closed. */
  readonly whenClosed?: true;
};

/** Filters of the board that look into the registers, by name. */
export const NOTES = {
  breached: { register: 'breaches', states: ['breached', 'met-late'] },
  'extension-requested': { register: 'extensions', states: ['requested'] },
  escalated: { register: 'escalations', states: ['raised'] },
  'non-routine': { register: 'non-routine', states: ['suspected', 'marked', 'confirmed'] },
  'remedy-owed': { register: 'remedies', states: ['promised'], whenClosed: true },
  'asked-by-regulator': { register: 'regulator-requests', states: ['open'] },
  repeated: { register: 'links', states: ['asked', 'confirmed'] },
} as const satisfies { readonly [filter: string]: Note };
export type NoteName = keyof typeof NOTES;
export const NOTE_NAMES = Object.keys(NOTES) as NoteName[];

const notes: readonly (readonly [string, Note])[] = Object.entries(NOTES);

/** The notes that hold for a case of which the registers hold this. */
export function notedOf(held: Held, closed: boolean): readonly string[] {
  return notes.flatMap(([name, { register, states, whenClosed }]) =>
    (whenClosed === true || !closed) &&
    held[register]?.some(({ state }) => states.includes(state)) === true
      ? [name]
      : [],
  );
}

/**
 * The board keeps what the registers hold of its case, so that a filter reads an index in the board's own order. Each
 * index has only the cases that are noted for it, which are few; so have those of other narrow filters.
 */
export const notedColumns = `
  alter table read.cases
    add column held jsonb not null default '{}',
    add column noted text[] collate "C" not null default '{}';
  alter table read.cases alter column held drop default, alter column noted drop default;
  comment on column read.cases.held is 'What the fold remembers of its entries in the registers.';
  ${NOTE_NAMES.map(
    (name) => `create index cases_${name.replaceAll('-', '_')} on read.cases
        (institution, opened_at desc, number desc) where noted @> '{${name}}';`,
  ).join('\n  ')}
  create index cases_awaiting_sign_off on read.cases (institution, opened_at desc, number desc)
    where awaiting_sign_off;
  create index cases_unassigned on read.cases (institution, opened_at desc, number desc)
    where not closed and handler is null;
  create index cases_to_take_over on read.cases (institution, opened_at desc, number desc)
    where not closed and imported and not taken_over;
  ${madeAnew('cases')}
`;
