import type { Regime } from '../../regimes/regime.ts';
import { claimsOf } from './claims-of.ts';
import type { Claim } from './claims-of.ts';
import { timelineOf } from './timeline.ts';
import type { Shelf, Told } from './timeline.ts';

/** A datum that is not V and by which something of a case was decided, with the events that it decided. */
export type Rested = {
  /** Null where the event does not say whose rule it was, and no regime of the case has it. */
  readonly regime: string | null;
  readonly version: string | null;
  /** Its path in the regime, such as `endings.early-close`. */
  readonly datum: string | null;
  readonly article: string;
  readonly mark: string;
  readonly decided: readonly { readonly revision: number; readonly event: string }[];
};

type Placed = Omit<Rested, 'decided'>;

/**
 * Every datum not read from the rule itself on which a case rests, each once, in the order in which they first decided
 * something. The events say article and mark; `regimes` are those of the case and the house's own, for the paths.
 */
export function restsOn(events: readonly Told[], regimes: readonly Regime[]): readonly Rested[] {
  const rested = new Map<string, Rested>();
  const found = [
    ...ofClocks(events, regimes),
    ...events.flatMap((told) => ofClaims(told, regimes)),
  ];
  for (const { revision, event, placed } of found.toSorted((a, b) => a.revision - b.revision)) {
    if (placed.mark === 'V') continue;
    const key = JSON.stringify(placed);
    const { decided = [] } = rested.get(key) ?? {};
    rested.set(key, { ...placed, decided: [...decided, { revision, event }] });
  }
  return [...rested.values()];
}

type Occasion = { readonly revision: number; readonly event: string; readonly placed: Placed };

/**
 * Of a clock each event says by which rule, and an adoption by itself; how its days are counted, and by which holidays,
 * the regime says.
 */
function ofClocks(events: readonly Told[], regimes: readonly Regime[]): readonly Occasion[] {
  const shelf: Shelf = {
    regime: (name, which) =>
      regimes.find(
        (one) => one.name === name && 'version' in which && one.version === which.version,
      ),
  };
  return timelineOf(events, shelf).flatMap(({ regime, moments }) => {
    return moments.flatMap(({ revision, event, version, article, mark, datum, restsOn: also }) => {
      if (article === null || mark === null || event === 'RegimeVersionAdopted') return [];
      return [{ datum, article, mark }, ...also].map((rule) => ({
        ...{ revision, event },
        placed: { regime, version, ...rule },
      }));
    });
  });
}

function ofClaims({ said, recorded }: Told, regimes: readonly Regime[]): readonly Occasion[] {
  const { revision } = recorded;
  return claimsOf(said).flatMap((claim) =>
    placesOf(claim, regimes).map((placed) => ({ revision, event: said.type, placed })),
  );
}

/** Where the data stand that an event claims; by the event's own words where none of the regimes has them. */
function placesOf(claim: Claim, regimes: readonly Regime[]): readonly Placed[] {
  const { origin } = claim;
  const asked = regimes.filter(({ name }) => claim.regime === undefined || name === claim.regime);
  const found = asked.flatMap((regime) =>
    claim
      .of(regime)
      .filter(({ article }) => origin === undefined || origin.article.includes(article))
      .map(({ path: datum, article, mark }) => {
        const { name, version } = regime;
        return { regime: name, version, datum, article, mark };
      }),
  );
  if (origin === undefined || found.length > 0)
    return claim.ofEach === true ? found : found.slice(0, 1);
  return [{ regime: claim.regime ?? null, version: null, datum: null, ...origin }];
}
