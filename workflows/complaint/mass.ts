import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { markersByNumber } from './non-routine-rules.ts';
import { marked } from './non-routine.ts';
import type { ComplaintState } from './state.ts';

/**
 * A mass complaint gathers its cases at one: the others are asked to note the link, and the marker with its steps
 * stands here, so that twenty cases make one report.
 */
export function linkMass(
  state: ComplaintState,
  { cases, reasons }: CommandData<'LinkMass'>,
  context: Context,
): Decision<ComplaintEvent> {
  const linked = new Set(ofMass(state));
  const added = [...new Set(cases)].filter((to) => !linked.has(to));
  const by = context.actor.id;
  const links = added.map((to): ComplaintEvent => ({
    type: 'CaseLinked',
    data: { to, as: 'mass', reasons, by },
  }));
  if (added.length === 0) return { events: [] };
  const complainants = state.intake.complainants + linked.size + added.length;
  return { events: [...links, ...markedByNumber(state, complainants, context)] };
}

/** The marking that follows from how many complain together, where a rule sets it. */
export function markedByNumber(
  state: ComplaintState,
  complainants: number,
  context: Context,
): readonly ComplaintEvent[] {
  return markersByNumber(state, complainants, context).flatMap((marker) =>
    marked(state, marker, { because: 'rule' }, context),
  );
}

/** A case that refused the link, or is not there, does not count. */
function ofMass({ links }: ComplaintState): readonly string[] {
  return links.filter(({ as }) => as === 'mass').map(({ to }) => to);
}
