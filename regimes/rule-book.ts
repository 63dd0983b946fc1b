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

/** A rule book over `entries`; `note` hears of each one that is consulted. */
export function ruleBook(
  entries: readonly (RuleBookEntry | CalendarOnShelf)[],
  note: (ground: Ground) => void = () => undefined,
): RuleBook {
  const regimes = entries.flatMap((entry) =>
    'regime' in entry ? [{ rule: entry.regime, ground: entry.ground }] : [],
  );
  const calendars = entries.flatMap((entry) =>
    'calendar' in entry ? [{ rule: entry.calendar, ground: entry.ground }] : [],
  );
  return {
    regime: (name, which) => consult(regimes, { name, which }, note),
    calendar: (name, which) => consult(calendars, { name, which }, note),
  };
}

type Rule = {
  readonly name: string;
  readonly version: string;
  readonly zone: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string | undefined;
};

function consult<Kind extends Rule>(
  rules: readonly { readonly rule: Kind; readonly ground: Ground }[],
  { name, which }: { readonly name: string; readonly which: Which },
  note: (ground: Ground) => void,
): Kind | undefined {
  const named = rules.filter(({ rule }) => rule.name === name);
  const found =
    'version' in which
      ? named.find(({ rule }) => rule.version === which.version)
      : named
          .filter(({ rule }) => inEffect(rule, which.at))
          .toSorted((a, b) => (a.rule.effectiveFrom < b.rule.effectiveFrom ? 1 : -1))[0];
  if (found !== undefined) note(found.ground);
  return found?.rule;
}

function inEffect({ zone, effectiveFrom, effectiveTo }: Rule, at: Instant): boolean {
  const on = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  return effectiveFrom <= on && (effectiveTo === undefined || on <= effectiveTo);
}
