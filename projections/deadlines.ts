import type { EventData } from '../events/complaint/complaint-events.ts';
import type { Instant } from '../events/envelope.ts';
import { isOfEarlier } from '../workflows/complaint/of-earlier.ts';
import { takesOver } from '../workflows/complaint/takes-over.ts';
import { clockStateAfter, stateAtBeginning } from './case-clocks.ts';
import type { ClockBegun, ClockEvent, ClockChanged, ClockState } from './case-clocks.ts';
import { complaintEvent, complaintStream } from './complaint-stream.ts';
import type { ComplaintStream } from './complaint-stream.ts';
import { readModel } from './read-model.ts';
import { loadRows, saveRows } from './rows.ts';

/** Every clock of every case: when it is due, and whether it was met. */
type Promised = ComplaintStream & {
  readonly clock: string;
  readonly regime: string;
  /** By which its date was counted, and by which it goes since. */
  readonly version: string;
  readonly goes_by: string;
  readonly limit: 'legal' | 'target';
  readonly article: string;
  readonly mark: string;
  readonly step: string | null;
  readonly starts_at: Instant;
  /** None while it waits for a calendar. */
  readonly due_at: Instant | null;
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
      case 'ClockWaits':
      case 'ClockExtended':
      case 'ClockPaused':
      case 'ClockResumed':
      case 'ClockRestarted':
      case 'ClockMoved':
      case 'ClockStopped':
      case 'ClockLapsed':
      case 'DeadlineBreached':
      case 'BreachRevoked': {
        if (isOfEarlier(event)) return state;
        const after = clockAfter(state, event);
        return { ...state, clocks: new Map([...state.clocks, [after.clock, after]]) };
      }
      case 'RegimeVersionAdopted':
        return { ...state, clocks: takenOver(state.clocks, event.data) };
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
  if (event.type === 'ClockStarted' || event.type === 'ClockWaits')
    return { ...of, ...begun(event) };
  const known = clocks.get(clock);
  if (known === undefined) throw new RangeError(`The clock ${clock} never started.`);
  const state = clockStateAfter(known.state, event);
  const stopped_at = event.type === 'ClockStopped' ? event.data.at : null;
  return { ...known, ...moved(event, known.goes_by), state, stopped_at };
}

/** A date that is not counted anew stands by the version that counted it; what waits has none yet. */
function takenOver(
  clocks: State['clocks'],
  adopted: EventData<'RegimeVersionAdopted'>,
): State['clocks'] {
  const { after } = adopted;
  return new Map(
    [...clocks].map(([name, clock]) => {
      const { regime, goes_by: version, state } = clock;
      const stopped = STOPPED.includes(state);
      const bound = { regime, version, stopped, breached: state === 'breached' };
      if (!takesOver(adopted, bound)) return [name, clock];
      return [
        name,
        { ...clock, ...(state === 'waiting' ? { version: after } : {}), goes_by: after },
      ];
    }),
  );
}

const STOPPED: readonly ClockState[] = ['met', 'late', 'lapsed'];

function begun(event: ClockBegun): Omit<Promised, keyof ComplaintStream> {
  const { clock, regime, version, limit, article, mark, startsAt } = event.data;
  const waits = event.type === 'ClockWaits';
  return {
    ...{ clock, regime, version, goes_by: version, limit, article, mark },
    ...{ step: null, starts_at: startsAt },
    due_at: waits ? null : event.data.dueAt,
    last_day: waits ? null : event.data.lastDay,
    ...{ stopped_at: null, state: stateAtBeginning(event) },
  };
}

/** What a new promise says of when and why. */
function moved(event: ClockChanged, version: string): Partial<Promised> {
  switch (event.type) {
    case 'ClockExtended':
    case 'ClockMoved':
    case 'ClockResumed':
    case 'ClockRestarted': {
      const { dueAt, lastDay, article, mark } = event.data;
      const promise = { version, due_at: dueAt, last_day: lastDay, article, mark };
      if (event.type === 'ClockExtended') return { ...promise, step: event.data.step };
      if (event.type === 'ClockRestarted')
        return { ...promise, step: null, starts_at: event.data.startsAt };
      return event.type === 'ClockMoved' ? { ...promise, starts_at: event.data.startsAt } : promise;
    }
    default:
      return {};
  }
}
