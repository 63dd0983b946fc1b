import type { ComplaintEvent, EventData } from '../events/complaint/complaint-events.ts';
import type { Instant, RecordedEvent } from '../events/envelope.ts';
import { dayOf } from '../workflows/calendar.ts';
import { clocksAfter, earliestDue, verdict } from './case-clocks.ts';
import type { ShownClocks } from './case-clocks.ts';
import { signOffChanges } from './case-sign-offs.ts';
import type { SignOffColumns } from './case-sign-offs.ts';
import { complaintEvent, complaintStream } from './complaint-stream.ts';
import type { ComplaintStream } from './complaint-stream.ts';
import { keptOutAfter, nobodyKeptOut } from './kept-out.ts';
import type { KeptOut } from './kept-out.ts';
import { notedOf } from './noted.ts';
import { readModel } from './read-model.ts';
import { heldAfter } from './registers/held.ts';
import type { Held } from './registers/held.ts';
import { daysUnder, receivedAs } from './received-days.ts';
import type { ReceivedDays } from './received-days.ts';
import { loadRows, saveRows } from './rows.ts';
import { stated, statedVerdict } from './stated-facts.ts';

/**
 * The board: one row for each case. Of an imported case product, channel, outcome and timeliness are the source's
 * own words until the house says something else; all its other facts stand beside them as stated.
 */
type Entry = ComplaintStream &
  ReceivedDays & {
    readonly revision: number;
    readonly status: 'open' | 'closed' | 'withdrawn';
    readonly source: string;
    readonly regime: string | null;
    readonly product: string | null;
    readonly channel: string | null;
    readonly unit: string | null;
    readonly handler: string | null;
    readonly timely: boolean | null;
    readonly opened_at: Instant;
    readonly sent_on: string | null;
    readonly due_at: Instant | null;
    readonly closed_at: Instant | null;
    readonly imported: boolean;
    readonly taken_over: boolean;
    readonly snapshot_on: string | null;
    readonly narrative_characters: number | null;
    readonly narrative_lines: number | null;
    readonly cause: string | null;
    readonly right: string | null;
    readonly class: string | null;
    /** The unit that received it, whoever handles it now. */
    readonly branch: string | null;
    readonly clocks: ShownClocks;
    readonly held: Held;
    readonly noted: readonly string[];
    readonly kept_out: KeptOut;
  };
type Shown = Entry & SignOffColumns;

/** A stream before its first event, or its case. */
type State = ComplaintStream | Shown;

const TABLE = 'read.cases';

export const cases = readModel<State>({
  name: 'cases',
  tables: [TABLE],
  initial: complaintStream,
  evolve: (state, recorded) => {
    const { revision } = recorded;
    const expected = 'revision' in state ? state.revision + 1 : 0;
    if (revision < expected) return state;
    if (revision > expected) throw new RangeError(`Revision ${revision} is not ${expected}.`);
    const event = complaintEvent(recorded);
    if (!('revision' in state)) return noting(opened(state, event, recorded), event, recorded);
    const signOffs = signOffChanges(state, event);
    const changed = { ...state, ...signOffs, ...changes(state, event, recorded), revision };
    return noting(changed, event, recorded);
  },
  load: async (transaction, streams) =>
    new Map((await loadRows<Shown>(transaction, TABLE, streams)).map((row) => [row.stream, row])),
  save: (transaction, states) =>
    saveRows(
      transaction,
      TABLE,
      ['stream'],
      [...states.values()].filter((state) => 'revision' in state),
    ),
});

/** The entries of the registers after an event, what they and its standing come to, and whom it keeps out. */
function noting(state: Shown, event: ComplaintEvent, { revision, meta }: RecordedEvent): Shown {
  const held = heldAfter(state.held, event, { revision, at: meta.occurredAt });
  const kept_out = keptOutAfter(state.kept_out, event);
  return { ...state, held, noted: notedOf(held, state.closed), kept_out };
}

function opened(stream: ComplaintStream, event: ComplaintEvent, { meta }: RecordedEvent): Shown {
  switch (event.type) {
    case 'ComplaintReceived': {
      const { source, regime, product = null, channel, unit, receivedAt } = event.data;
      return {
        ...fresh(stream, meta.decidedAt),
        source,
        regime,
        product,
        channel,
        unit,
        branch: unit,
        received_at: receivedAt,
        // The days are those of the regime's zone as soon as its first clock names it.
        received_on: dayOf(receivedAt, 'UTC'),
      };
    }
    case 'CaseImported': {
      const { source, snapshotOn, receivedOn, sentOn, standing, facts, narrative } = event.data;
      return {
        ...fresh(stream, meta.decidedAt),
        source,
        ...stated(facts),
        imported: true,
        ...statusAs(standing),
        snapshot_on: snapshotOn,
        received_on: receivedOn,
        sent_on: sentOn,
        narrative_characters: narrative?.characters ?? null,
        narrative_lines: narrative?.lines ?? null,
      };
    }
    default:
      throw new TypeError(`A case does not begin with ${event.type}.`);
  }
}

function fresh(stream: ComplaintStream, openedAt: Instant): Shown {
  return {
    ...stream,
    revision: 0,
    ...statusAs('open'),
    source: '',
    regime: null,
    product: null,
    channel: null,
    unit: null,
    handler: null,
    outcome: null,
    timely: null,
    opened_at: openedAt,
    received_at: null,
    received_on: openedAt.slice(0, 10),
    zone: null,
    sent_on: null,
    due_at: null,
    closed_at: null,
    ...{ awaiting_sign_off: false, review_awaits_sign_off: false },
    imported: false,
    taken_over: false,
    snapshot_on: null,
    facts: null,
    narrative_characters: null,
    narrative_lines: null,
    ...{ cause: null, right: null, class: null, branch: null },
    clocks: {},
    held: {},
    noted: [],
    kept_out: nobodyKeptOut,
    proposal: null,
  };
}

/** What an event changes of a case that is shown. */
function changes(state: Shown, event: ComplaintEvent, { meta }: RecordedEvent): Partial<Shown> {
  switch (event.type) {
    case 'ClockStarted':
      return { ...clockChanges(state, event), ...daysUnder(state, event.data) };
    case 'FactCorrected':
      return event.data.fact === 'received-at' ? receivedAs(state, event.data.after) : {};
    case 'ClockExtended':
    case 'ClockMoved':
    case 'ClockStopped':
    case 'ClockLapsed':
    case 'DeadlineBreached':
    case 'ClockPaused':
    case 'ClockResumed':
    case 'ClockRestarted':
    case 'BreachRevoked':
      return clockChanges(state, event);
    case 'ComplaintClassified': {
      const { product, cause, right, class: level } = event.data;
      return { product, cause, right, class: level };
    }
    case 'CaseAssigned':
      return { handler: event.data.handler, unit: event.data.unit };
    case 'ComplaintWithdrawn':
      // Under a regime that knows no withdrawal it is still open.
      return event.data.goesOnFor === undefined
        ? { ...statusAs('withdrawn'), closed_at: event.data.withdrawnAt }
        : {};
    case 'CaseClosed':
      return { ...statusAs('closed'), closed_at: meta.occurredAt };
    case 'CaseReopened':
      return { ...statusAs('open'), closed_at: null };
    case 'ImportedFactsChanged':
      return factChanges(state, event.data);
    case 'CaseTakenOver':
      // From then on our own clocks say whether it is in time; what the source said stays among its facts.
      return {
        ...{ taken_over: true, timely: verdict(state.clocks, null) },
        ...{ regime: event.data.regime, unit: event.data.unit },
        branch: state.branch ?? event.data.unit,
      };
    default:
      return {};
  }
}

function clockChanges(
  state: Shown,
  event: Parameters<typeof clocksAfter>[1],
): Pick<Shown, 'clocks' | 'due_at' | 'timely'> {
  const clocks = clocksAfter(state.clocks, event);
  return {
    clocks,
    due_at: earliestDue(clocks),
    timely: verdict(clocks, state.taken_over ? null : statedVerdict(state.facts)),
  };
}

function factChanges(state: Shown, changed: EventData<'ImportedFactsChanged'>): Partial<Shown> {
  const { snapshotOn, facts, narrative, standing, receivedOn, sentOn } = changed;
  const all = { ...state.facts, ...facts };
  // Once a person has taken the case over, the house alone says how it stands.
  const own = state.taken_over;
  return {
    // Snapshots may arrive out of order; the day shown is that of the newest.
    snapshot_on: [state.snapshot_on ?? snapshotOn, snapshotOn].toSorted().at(-1) ?? snapshotOn,
    ...(own ? { facts: all } : stated(all)),
    ...(own || standing === undefined ? {} : statusAs(standing)),
    ...(receivedOn === undefined ? {} : { received_on: receivedOn }),
    ...(sentOn === undefined ? {} : { sent_on: sentOn }),
    ...(narrative === undefined
      ? {}
      : { narrative_characters: narrative.characters, narrative_lines: narrative.lines }),
  };
}

function statusAs(status: Shown['status']): Pick<Shown, 'status' | 'closed'> {
  return { status, closed: status !== 'open' };
}
