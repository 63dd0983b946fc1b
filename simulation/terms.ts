import { HOUSE } from '../regimes/house.ts';
import type { Regime } from '../regimes/regime.ts';
import type { RuleBookEntry } from '../regimes/rule-book.ts';
import type { Cast } from './cast.ts';

/** The names that the regimes of a case give to things, in all their versions: what a command may speak of. */
export type Terms = {
  /** Steps by which a clock is extended. */
  readonly steps: readonly string[];
  /** The same by clock, in order: by the name of its regime and its own. */
  readonly ladders: { readonly [clock: string]: readonly string[] };
  /** Times that do not count. */
  readonly pauses: readonly string[];
  /** What the letters must say, for all regimes together. */
  readonly sections: readonly string[];
  /** Kinds of complaint, of each regime that tells some apart. */
  readonly kinds: readonly (readonly string[])[];
  /** What makes a complaint out of the ordinary; of these the house has its own. */
  readonly markers: readonly string[];
};

export function termsOf(
  { regime: leading, overlays }: Pick<Cast, 'regime' | 'overlays'>,
  shelf: readonly RuleBookEntry[],
): Terms {
  const regimesNamed = (names: readonly string[]): readonly Regime[] =>
    shelf.flatMap(({ regime }) => (names.includes(regime.name) ? [regime] : []));
  const regimes = regimesNamed([leading, ...overlays]);
  const withHouse = regimesNamed([leading, ...overlays, HOUSE]);
  const byName = Map.groupBy(regimes, ({ name }) => name);
  return {
    steps: namesOf(regimes.flatMap(({ clocks }) => clocks.flatMap(({ extensions }) => extensions))),
    ladders: Object.fromEntries(
      regimes.flatMap(({ name, clocks }) =>
        clocks.map((clock) => [`${name} ${clock.name}`, namesOf(clock.extensions)]),
      ),
    ),
    pauses: namesOf(regimes.flatMap(({ pauses = [] }) => pauses)),
    sections: namesOf(
      regimes.flatMap(({ notices = [] }) => notices.flatMap(({ content }) => content)),
    ),
    kinds: [...byName.values()]
      .map((versions) => namesOf(versions.flatMap(({ kinds = [] }) => kinds)))
      .filter((kinds) => kinds.length > 0),
    markers: namesOf(withHouse.flatMap(({ markers = [] }) => markers)),
  };
}

function namesOf(named: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(named.map(({ name }) => name))];
}
