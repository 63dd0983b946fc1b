import type { EventData } from '../../events/complaint/complaint-events.ts';

type Bound = {
  readonly regime: string;
  readonly version: string;
  readonly stopped: boolean;
  readonly breached: boolean;
};

/** Whether a version that was adopted takes a clock over: what has stopped or is breached stays bound to its own. */
export function takesOver(
  { regime, before }: Pick<EventData<'RegimeVersionAdopted'>, 'regime' | 'before'>,
  clock: Bound,
): boolean {
  return clock.regime === regime && clock.version === before && !clock.stopped && !clock.breached;
}
