import type { Ground } from '../events/envelope.ts';
import type { CalendarOnShelf, RuleBookEntry } from './rule-book.ts';

type Entry = RuleBookEntry | CalendarOnShelf;

/**
 * The shelf as if these had been in force: a draft takes the place of its own version, or, when that is not on the
 * shelf, of every version of its name. Versions and the days they are in force stay as they are, so that every case
 * finds what it is bound to. `unknown` are drafts of names that nothing on the shelf has.
 */
export function withDrafts(
  shelf: readonly Entry[],
  drafts: readonly Entry[],
): { readonly shelf: readonly Entry[]; readonly unknown: readonly Ground[] } {
  const placed = drafts.map((draft) => ({ draft, places: placesOf(shelf, draft) }));
  return {
    shelf: shelf.map((entry) => {
      const found = placed.findLast(({ places }) => places.includes(entry));
      return found === undefined ? entry : inPlaceOf(entry, found.draft);
    }),
    unknown: placed.flatMap(({ draft, places }) => (places.length === 0 ? [draft.ground] : [])),
  };
}

function placesOf(shelf: readonly Entry[], { ground }: Entry): readonly Entry[] {
  const named = shelf.filter((entry) => entry.ground.name === ground.name);
  const same = named.filter((entry) => entry.ground.version === ground.version);
  return same.length > 0 ? same : named;
}

function inPlaceOf(entry: Entry, draft: Entry): Entry {
  const { name, version } = entry.ground;
  const ground = { name, version, sha256: draft.ground.sha256 };
  if ('regime' in draft && 'regime' in entry) {
    const { effectiveFrom, effectiveTo } = entry.regime;
    return { ground, regime: { ...draft.regime, version, effectiveFrom, effectiveTo } };
  }
  if ('calendar' in draft && 'calendar' in entry) {
    const { effectiveFrom } = entry.calendar;
    return { ground, calendar: { ...draft.calendar, version, effectiveFrom } };
  }
  return entry;
}
