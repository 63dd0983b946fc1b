import { RANKS } from '../../regimes/datum.ts';
import { isLonger } from '../../regimes/length.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context } from '../process.ts';
import { allSaid, bySource, caseRegimes, houseRules, strictestSaid } from './case-regime.ts';
import type { SaidBy } from './case-regime.ts';
import type { ComplaintState } from './state.ts';

/** What the regimes of a case say of complaints out of the ordinary; where they are silent the house has its own. */

type Counts = Pick<Context, 'rules' | 'now'>;
type Marker = NonNullable<Regime['markers']>[number];
type Threshold = NonNullable<Regime['thresholds']>[number];

/** A marker as the strictest regime of the case has it, and the regime in whose zone its clock counts. */
export function markerRule(
  state: ComplaintState,
  marker: string,
  context: Counts,
): SaidBy<Marker> | undefined {
  const ofMarker = ({ markers }: Regime) => markers?.find(({ name }) => name === marker);
  return strictestSaid(state, context, ofMarker, byUrgency);
}

/** The marker whose clock is the shorter one; of equal clocks, the one that is told to the higher rank. */
function byUrgency(
  { clock: one, tell }: Marker,
  { clock: other, tell: otherTell }: Marker,
): number {
  if (one === undefined || other === undefined) {
    if (one !== other) return one === undefined ? 1 : -1;
  } else if (isLonger(one.within, other.within) === true) return 1;
  else if (isLonger(other.within, one.within) === true) return -1;
  return RANKS.indexOf(otherTell) - RANKS.indexOf(tell);
}

/** All markers that a case may have: those of its regimes and those of the house. */
export function markersKnown(state: ComplaintState, context: Counts): readonly string[] {
  const regimes = [...caseRegimes(state, context.rules), houseRules(context) ?? []].flat();
  return [...new Set(regimes.flatMap(({ markers = [] }) => markers.map(({ name }) => name)))];
}

/** The markers that so many complainants bring by rule. A single complainant brings none. */
export function markersByNumber(
  state: ComplaintState,
  complainants: number,
  context: Counts,
): readonly string[] {
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
    .toSorted((one, other) => one.atMost - other.atMost || bySource(one, other))[0];
}

function thresholdsOf(
  state: ComplaintState,
  what: Threshold['of'],
  context: Counts,
): readonly Threshold[] {
  return allSaid(state, context, ({ thresholds = [] }) =>
    thresholds.filter((threshold) => threshold.of === what),
  );
}
