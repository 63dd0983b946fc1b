import type { MarkerName } from '../../events/complaint/non-routine-codes.ts';
import { HOUSE } from '../../regimes/house.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context } from '../process.ts';
import { caseRegimes } from './case-regime.ts';
import type { ComplaintState } from './state.ts';

/** What the regimes of a case say of complaints out of the ordinary; where they are silent the house has its own. */

type Counts = Pick<Context, 'rules' | 'now'>;
type Marker = NonNullable<Regime['markers']>[number];
type Threshold = NonNullable<Regime['thresholds']>[number];

/** A marker as the first regime of the case has it, and the regime in whose zone its clock counts. */
export function markerRule(
  state: ComplaintState,
  marker: MarkerName,
  context: Counts,
): { readonly regime: Regime; readonly rule: Marker } | undefined {
  return firstToSay(state, context, (regime) => {
    const rule = regime.markers?.find(({ name }) => name === marker);
    return rule && { regime, rule };
  });
}

/** The markers that so many complainants bring by rule. A single complainant brings none. */
export function markersByNumber(
  state: ComplaintState,
  complainants: number,
  context: Counts,
): readonly MarkerName[] {
  if (complainants < 2) return [];
  const brought = thresholdsOf(state, 'complainants', context).flatMap(({ atLeast, marks }) =>
    atLeast !== undefined && marks !== undefined && complainants >= atLeast ? [marks] : [],
  );
  return [...new Set(brought)];
}

/** The least number of representatives beyond which none are taken; undefined where nothing says so. */
export function mostRepresentatives(
  state: ComplaintState,
  context: Counts,
): (Threshold & { readonly atMost: number }) | undefined {
  return thresholdsOf(state, 'representatives', context)
    .flatMap(({ atMost, ...rest }) => (atMost === undefined ? [] : [{ ...rest, atMost }]))
    .toSorted((one, other) => one.atMost - other.atMost)[0];
}

function thresholdsOf(
  state: ComplaintState,
  what: Threshold['of'],
  context: Counts,
): readonly Threshold[] {
  const those = (regime?: Regime) => regime?.thresholds?.filter((one) => one.of === what) ?? [];
  const said = caseRegimes(state, context.rules).flatMap(those);
  return said.length > 0 ? said : those(houseRules(context));
}

/** The house's rules are only looked up, and so only named as a ground, when no regime of the case has a word. */
function firstToSay<Said>(
  state: ComplaintState,
  context: Counts,
  say: (regime: Regime) => Said | undefined,
): Said | undefined {
  for (const regime of caseRegimes(state, context.rules)) {
    const said = say(regime);
    if (said !== undefined) return said;
  }
  const house = houseRules(context);
  return house && say(house);
}

function houseRules({ rules, now }: Counts): Regime | undefined {
  return rules.regime(HOUSE, { at: now });
}
