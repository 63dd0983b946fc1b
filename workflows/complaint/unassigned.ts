import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Deadline, Decision } from '../process.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import { raised } from './escalate.ts';
import { isAbove } from './promise.ts';
import type { ComplaintState } from './state.ts';

/**
 * A case that nobody handles and of which nothing else falls due is raised rank by rank, as the house's own rules say,
 * until somebody is assigned or the last rank has it.
 */

/** What falls due of an open case while it waits for a handler. */
export function unassignedDeadlines(state: ComplaintState): readonly Deadline<ComplaintCommand>[] {
  const { status, handler, handling, raisedTo } = state;
  const { awaited } = handling;
  if (status !== 'open' || handler !== null || awaited === null) return [];
  return awaited.ladder
    .filter(({ rank }) => isAbove(rank, raisedTo))
    .map(({ rank, at }) => ({
      name: `unassigned-raise-${rank}@${awaited.revision}`,
      at,
      command: { type: 'RaiseUnassigned', data: { to: rank as 'supervisor' } },
    }));
}

/** Nothing once somebody handles the case, or the rank has it already. */
export function raiseUnassigned(
  state: ComplaintState,
  { to }: CommandData<'RaiseUnassigned'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const isDue = state.handler === null && state.handling.awaited !== null;
  return { events: isDue ? raised(state, { to, because: 'unassigned' }, actor) : [] };
}
