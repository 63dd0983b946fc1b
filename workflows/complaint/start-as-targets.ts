import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context } from '../process.ts';
import { clocksStarted, running } from './clocks.ts';
import { kindsOf } from './comes-under.ts';
import { regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * A regime's clocks to a decision told, from an instant at which its result was disputed. The legal clocks were met or
 * missed and stay so; of the same length new ones begin as the house's own targets. Those that only acknowledge were
 * met, and what still runs goes on.
 */
export function startAsTargets(
  state: ComplaintState,
  regime: Regime,
  from: {
    readonly at: Instant;
    readonly raisedTo: string;
    readonly rule: { readonly article: string; readonly mark: 'V' | 'S' | 'M' | 'P' };
  },
  context: Pick<Context, 'rules' | 'now'>,
): readonly ComplaintEvent[] {
  const { at, raisedTo } = from;
  const { article, mark } = from.rule;
  const runs = new Set(running(state).map(({ name }) => name));
  const starts = { received: at, 'sent-to-firm': at };
  const about = { kinds: kindsOf(state), leading: regimeOf(state) ?? undefined, raisedTo };
  return clocksStarted([regime], starts, about, context).flatMap((event) =>
    event.type === 'ClockStarted' &&
    event.data.metBy.includes('told') &&
    !runs.has(event.data.clock)
      ? [{ ...event, data: { ...event.data, article, mark, limit: 'target' as const } }]
      : [],
  );
}
