import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { markersByNumber } from './non-routine-rules.ts';
import { marked } from './non-routine.ts';
import type { ComplaintState } from './state.ts';

/**
 * A mass complaint gathers its cases at one: the others are asked to note the link, and the marker with its steps
 * stands here, so that twenty cases make one report. It is set by the case that confirms as the twentieth.
 */
export function linkMass(
  state: ComplaintState,
  { cases, reasons }: CommandData<'LinkMass'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const linked = new Set(ofMass(state).map(({ to }) => to));
  const added = [...new Set(cases)].filter((to) => !linked.has(to));
  const by = actor.id;
  return {
    events: added.map((to) => ({ type: 'CaseLinked', data: { to, as: 'mass', reasons, by } })),
  };
}

/** A case is there and belongs to the mass complaint: the marking that follows, while the complaint is open. */
export function markedByLink(
  state: ComplaintState,
  revision: number,
  context: Context,
): readonly ComplaintEvent[] {
  const ofThese = ofMass(state);
  if (state.status !== 'open' || !ofThese.some((one) => one.revision === revision)) return [];
  const confirmed = ofThese.filter((one) => one.confirmed).length + 1;
  return markedByNumber(state, state.intake.complainants + confirmed, context);
}

/** The marking that follows from how many complain together, where a rule sets it. */
export function markedByNumber(
  state: ComplaintState,
  complainants: number,
  context: Context,
): readonly ComplaintEvent[] {
  return markersByNumber(state, complainants, context).flatMap(({ marker, ...source }) =>
    marked(state, marker, { because: 'rule' }, context, source),
  );
}

/** Of a case that refused the link, or is not there, the link is gone. */
function ofMass({ links }: ComplaintState): ComplaintState['links'] {
  return links.filter(({ as }) => as === 'mass');
}
