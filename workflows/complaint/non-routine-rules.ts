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

/** A marker that the number of complainants brings, and where it is written. */
type Brought = { readonly marker: string } & Pick<Threshold, 'article' | 'mark'>;

/**
 * The markers that so many complainants bring by rule, each by its surest source. A single complainant brings none. Of
 * those who came some way, such as face to face (Order 2020-3 art. 29), only a joint complaint speaks.
 */
export function markersByNumber(
  state: ComplaintState,
  complainants: number,
  context: Counts,
): readonly Brought[] {
  if (complainants < 2) return [];
  const { received, intake } = state;
  const met = thresholdsOf(state, 'complainants', context).filter(({ atLeast, channels }) => {
    if (atLeast === undefined) return false;
    if (channels === undefined) return complainants >= atLeast;
    return (
      received !== null && channels.includes(received.channel) && intake.complainants >= atLeast
    );
  });
  const brought = met
    .toSorted(bySource)
    .flatMap(({ marks, article, mark }) =>
      marks === undefined ? [] : [[marks, { marker: marks, article, mark }] as const],
    );
  // Of a map's equal keys the last one counts, so the surest comes last.
  return [...new Map(brought.toReversed()).values()];
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
