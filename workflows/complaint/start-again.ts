import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { ClockBegun } from './clocks.ts';
import { ruleOf } from './counting.ts';
import type { ComplaintState } from './state.ts';

/**
 * A clock that runs, or waits for its calendar, and is started once more: where its rule says that it restarts, it
 * counts from the later start alone, as the time for an ombudsman does from the last final response. A breach that
 * stands is not undone by that, and one start counts once.
 */
export function startAgain(
  { clocks, waiting }: ComplaintState,
  begun: ClockBegun,
  rules: RuleBook,
): readonly ComplaintEvent[] {
  const { clock: name, startsAt } = begun.data;
  const restarts = ruleOf({ ...begun.data, name }, rules)?.rule.restarts;
  if (restarts === undefined) return [];
  const runs = clocks.find((clock) => clock.name === name && !clock.stopped);
  if (runs !== undefined && runs.startsAt !== startsAt && !runs.breached)
    return [begun.type === 'ClockWaits' ? begun : restarted(begun, runs.dueAt, restarts)];
  const waits = waiting.find((clock) => clock.name === name && clock.metAt === null);
  return waits === undefined || waits.startsAt === startsAt ? [] : [begun];
}

type Started = Extract<ClockBegun, { readonly type: 'ClockStarted' }>;

function restarted(
  { data: { clock, startsAt, dueAt, lastDay, countedTo, warnings, ladder, trace } }: Started,
  before: string,
  { article, mark }: { readonly article: string; readonly mark: string },
): ComplaintEvent {
  const promise = { clock, startsAt, dueAt, lastDay, countedTo, warnings, ladder, trace };
  const why = { article, mark, before, because: 'started-again' } as const;
  return { type: 'ClockRestarted', data: { ...promise, ...why } };
}
