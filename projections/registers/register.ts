import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant, Json, Text } from '../../events/envelope.ts';

/** What a register keeps of an entry beside its place and state; no personal data, and nothing sealed. */
export type Details = { readonly [name: string]: Json };

/** One line of a register: added by one event of a case, and changed by later ones. */
export type Entry<Kept extends Details = Details> = {
  /** The event that added it, and its place among those which that event added. */
  readonly revision: number;
  readonly place: number;
  readonly occurred_at: Instant;
  readonly state: string;
  readonly details: Kept;
};
export type Entries<Kept extends Details = Details> = readonly Entry<Kept>[];

/** The event at hand: its number within the case, and when it was so in the world. */
export type Occasion = { readonly revision: number; readonly at: Instant };

/** What each event does to the entries of its case; the very same entries when it does nothing. */
export type Changes<Kept extends Details> = {
  readonly [Type in ComplaintEvent['type']]?: (
    entries: Entries<Kept>,
    data: EventData<Type>,
    occasion: Occasion,
  ) => Entries<Kept>;
};

/** A register, told as data: a name for people, what its entries hold, and what changes them. */
export type Register<Kept extends Details = Details> = {
  readonly title: Text;
  /** How an entry may stand. */
  readonly states: readonly [string, ...string[]];
  /** The details in the order in which people read them. */
  readonly columns: readonly (keyof Kept & string)[];
  readonly changes: Changes<Kept>;
};

/** The one place where the kind of a register's details is forgotten: it is handed back only what it kept. */
export function register<Kept extends Details>(one: Register<Kept>): Register {
  return one as unknown as Register;
}

export function added<Kept extends Details>(
  entries: Entries<Kept>,
  { revision, at }: Occasion,
  ...fresh: readonly { readonly state: string; readonly details: Kept }[]
): Entries<Kept> {
  if (fresh.length === 0) return entries;
  const all = fresh.map((one, place) => ({ revision, place, occurred_at: at, ...one }));
  return [...entries, ...all];
}

/** The entries with those changed that are meant; the very same when none is. */
export function changed<Kept extends Details>(
  entries: Entries<Kept>,
  isMeant: (entry: Entry<Kept>) => boolean,
  state: string | undefined,
  details: Partial<Kept>,
): Entries<Kept> {
  if (!entries.some(isMeant)) return entries;
  return entries.map((entry) =>
    isMeant(entry)
      ? { ...entry, state: state ?? entry.state, details: { ...entry.details, ...details } }
      : entry,
  );
}

/** Entries that this event added. */
export function addedAt(revision: number): (entry: Entry) => boolean {
  return (entry) => entry.revision === revision;
}
