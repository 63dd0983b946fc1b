import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { evolveAll } from './evolve.ts';
import { stoppedAnew } from './move-clock.ts';
import { ofEarlier } from './of-earlier.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/**
 * A clock of which it came to light, once it had been met, that it had stood still by then or had run on: in time or
 * late by what that says of it, with no signposts left (Order 2020-3 art. 23). A dispute may have begun it anew since.
 */
export function metAnew(
  state: ComplaintState,
  clock: CaseClock & { readonly stoppedAt: Instant },
  events: readonly ComplaintEvent[],
): readonly ComplaintEvent[] {
  const isEarlier = state.replaced.includes(clock);
  const ofIt = (event: ComplaintEvent) => (isEarlier ? ofEarlier(event, clock) : event);
  const said = events.map(withoutSignposts).map(ofIt);
  const { replaced, clocks } = evolveAll(state, said);
  const after = isEarlier
    ? replaced.find(({ revision }) => revision === clock.revision)
    : clocks.find(({ name }) => name === clock.name);
  const basis = { because: 'mediation', basis: state.next } as const;
  return [...said, ...stoppedAnew(after ?? clock, clock.stoppedAt, basis).map(ofIt)];
}

function withoutSignposts(event: ComplaintEvent): ComplaintEvent {
  return event.type === 'ClockResumed'
    ? { ...event, data: { ...event.data, warnings: [], ladder: [] } }
    : event;
}
