import { Temporal } from 'temporal-polyfill';
import type { Ground, Instant } from '../events/envelope.ts';
import type { Calendar } from './calendars/calendar.ts';
import type { Regime } from './regime.ts';

/** A version by its name, or the one in effect at an instant, by the days of the rule's own zone. */
export type Which = { readonly version: string } | { readonly at: Instant };

/** Every rule a decision may consult, by name and version. Immutable for the life of a worker. */
export type RuleBook = {
  readonly regime: (name: string, which: Which) => Regime | undefined;
  /** What a calendar covers it says itself: a version in effect need not know the year that is asked about. */
  readonly calendar: (name: string, which: Which) => Calendar | undefined;
};

export type RuleBookEntry = { readonly regime: Regime; readonly ground: Ground };
export type CalendarOnShelf = { readonly calendar: Calendar; readonly ground: Ground };

type Entries = readonly (RuleBookEntry | CalendarOnShelf)[];

/** A rule book over `entries`; `note` hears of each one that is consulted. */
export function ruleBook(
  entries: Entries,
  note: (ground: Ground) => void = () => undefined,
): RuleBook {
  const { regimes, calendars } = indexOf(entries);
  return {
    regime: (name, which) => consult(regimes.get(name), which, note),
    calendar: (name, which) => consult(calendars.get(name), which, note),
  };
}

type Rule = {
  readonly name: string;
  readonly version: string;
  readonly zone: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string | undefined;
};

/** A version of a rule and when it is in effect, in milliseconds since 1970: not before `from`, and before `until`. */
type Version<Kind extends Rule> = {
  readonly rule: Kind;
  readonly ground: Ground;
  readonly from: number;
  readonly until: number;
};

/** The versions of each rule by its name, the latest first. */
type ByName<Kind extends Rule> = ReadonlyMap<string, readonly Version<Kind>[]>;

type Index = { readonly regimes: ByName<Regime>; readonly calendars: ByName<Calendar> };

/** Every decision opens a book, and nearly all over the same entries, which never change. */
const indexes = new WeakMap<Entries, Index>();

function indexOf(entries: Entries): Index {
  const known = indexes.get(entries);
  if (known !== undefined) return known;
  const index = {
    regimes: byName(
      entries.flatMap((one) => ('regime' in one ? [version(one.regime, one.ground)] : [])),
    ),
    calendars: byName(
      entries.flatMap((one) => ('calendar' in one ? [version(one.calendar, one.ground)] : [])),
    ),
  };
  indexes.set(entries, index);
  return index;
}

function byName<Kind extends Rule>(versions: readonly Version<Kind>[]): ByName<Kind> {
  const latestFirst = versions.toSorted((a, b) => b.from - a.from);
  return Map.groupBy(latestFirst, ({ rule }) => rule.name);
}

function version<Kind extends Rule>(rule: Kind, ground: Ground): Version<Kind> {
  const { zone, effectiveFrom, effectiveTo } = rule;
  const beginOf = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;
  const last = effectiveTo === undefined ? undefined : Temporal.PlainDate.from(effectiveTo);
  return {
    ...{ rule, ground },
    from: beginOf(Temporal.PlainDate.from(effectiveFrom)),
    until: last === undefined ? Infinity : beginOf(last.add({ days: 1 })),
  };
}

function consult<Kind extends Rule>(
  versions: readonly Version<Kind>[] = [],
  which: Which,
  note: (ground: Ground) => void,
): Kind | undefined {
  const found = versions.find(
    'version' in which
      ? ({ rule }) => rule.version === which.version
      : inEffectAt(Date.parse(which.at)),
  );
  if (found !== undefined) note(found.ground);
  return found?.rule;
}

function inEffectAt(at: number): (version: Version<Rule>) => boolean {
  return ({ from, until }) => from <= at && at < until;
}
