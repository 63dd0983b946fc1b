import { Temporal } from 'temporal-polyfill';
import type { Ground, Instant } from '../events/envelope.ts';
import type { Regime } from './regime.ts';

/** Every rule a decision may consult, by name and version. Immutable for the life of a worker. */
export type RuleBook = {
  /** The version asked for, or the one in effect at an instant, by the calendar of the regime's own zone. */
  readonly regime: (
    name: string,
    which: { readonly version: string } | { readonly at: Instant },
  ) => Regime | undefined;
};

export type RuleBookEntry = { readonly regime: Regime; readonly ground: Ground };

/** A rule book over `entries`; `note` hears of each one that is consulted. */
export function ruleBook(
  entries: readonly RuleBookEntry[],
  note: (ground: Ground) => void = () => undefined,
): RuleBook {
  return {
    regime: (name, which) => {
      const named = entries.filter((entry) => entry.regime.name === name);
      const found =
        'version' in which
          ? named.find((entry) => entry.regime.version === which.version)
          : named
              .filter((entry) => inEffect(entry.regime, which.at))
              .toSorted((a, b) => (a.regime.effectiveFrom < b.regime.effectiveFrom ? 1 : -1))[0];
      if (found !== undefined) note(found.ground);
      return found?.regime;
    },
  };
}

function inEffect({ zone, effectiveFrom, effectiveTo }: Regime, at: Instant): boolean {
  const on = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  return effectiveFrom <= on && (effectiveTo === undefined || on <= effectiveTo);
}
