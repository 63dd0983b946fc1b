import type { Instant } from '../events/envelope.ts';
import { clockStateAfter } from './case-clocks.ts';
import type { ClockEvent, ClockState } from './case-clocks.ts';
import { complaintEvent, complaintStream } from './complaint-stream.ts';
import type { ComplaintStream } from './complaint-stream.ts';
import { readModel } from './read-model.ts';
import { loadRows, saveRows } from './rows.ts';

/** Every clock of every case: when it is due, and whether it was met. */
type Promised = ComplaintStream & {
  readonly clock: string;
  readonly regime: string;
  readonly version: string;
  readonly limit: 'legal' | 'target';
  readonly article: string;
  readonly mark: string;
  readonly step: string | null;
  readonly starts_at: Instant;
  readonly due_at: Instant;
  readonly last_day: string | null;
  readonly state: ClockState;
  readonly stopped_at: Instant | null;
};

type State = { readonly of: ComplaintStream; readonly clocks: ReadonlyMap<string, Promised> };

const TABLE = 'read.deadlines';

export const deadlines = readModel<State>({
  name: 'deadlines',
  tables: [TABLE],
  initial: (stream) => {
    const of = complaintStream(stream);
    return of && { of, clocks: new Map() };
  },
  evolve: (state, recorded) => {
    const event = complaintEvent(recorded);
    switch (event.type) {
      case 'ClockStarted':
      case 'ClockExtended':
      case 'ClockMoved':
      case 'ClockStopped':
      case 'DeadlineBreached':
      case 'BreachRevoked': {
        const after = clockAfter(state, event);
        return { ...state, clocks: new Map([...state.clocks, [after.clock, after]]) };
      }
      default:
        return state;
    }
  },
  load: async (transaction, streams) => {
    const rows = await loadRows<Promised>(transaction, TABLE, streams);
    return new Map(
      [...Map.groupBy(rows, (row) => row.stream)].map(([stream, promised]) => {
        const of = complaintStream(stream);
        if (of === undefined) throw new RangeError(`${stream} is no complaint.`);
        return [stream, { of, clocks: new Map(promised.map((row) => [row.clock, row])) }];
      }),
    );
  },
  save: (transaction, states) =>
    saveRows(
      transaction,
      TABLE,
      ['stream', 'clock'],
      [...states.values()].flatMap(({ clocks }) => [...clocks.values()]),
    ),
});

function clockAfter({ of, clocks }: State, event: ClockEvent): Promised {
  const { clock } = event.data;
  if (event.type === 'ClockStarted') {
    const { regime, version, limit, article, mark, startsAt, dueAt, lastDay } = event.data;
    const promise = { clock, regime, version, limit, article, mark, step: null };
    const times = { starts_at: startsAt, due_at: dueAt, last_day: lastDay, stopped_at: null };
    return { ...of, ...promise, ...times, state: 'due' };
  }
  const known = clocks.get(clock);
  if (known === undefined) throw new RangeError(`The clock ${clock} never started.`);
  const state = clockStateAfter(known.state, event);
  if (event.type === 'ClockExtended') {
    const { step, dueAt, lastDay, article, mark } = event.data;
    return { ...known, step, due_at: dueAt, last_day: lastDay, article, mark };
  }
  if (event.type === 'ClockMoved') {
    const { startsAt, dueAt, lastDay, article, mark } = event.data;
    return { ...known, starts_at: startsAt, due_at: dueAt, last_day: lastDay, article, mark };
  }
  return { ...known, state, stopped_at: event.type === 'ClockStopped' ? event.data.at : null };
}
