import type { Actor, Instant, NewEvent, RecordedEvent } from '../events/envelope.ts';
import { figureOf } from '../events/institution/figure.ts';
import type { Figure } from '../events/institution/figure.ts';
import { institutionEvents } from '../events/institution/institution-events.ts';
import type { InstitutionEvent } from '../events/institution/institution-events.ts';
import type { EventLog, ExpectedRevision } from '../events/log/event-log.ts';
import { RevisionConflict } from '../events/log/log-faults.ts';
import { readWhole } from '../events/log/read-whole.ts';
import { sameJson } from '../events/same-json.ts';
import { words } from '../events/vocabulary.ts';
import { streamOf } from '../keys/case-number.ts';
import { eventId } from './event-id.ts';

export type Statement = {
  readonly institution: string;
  readonly who: Actor;
  readonly said: InstitutionEvent['data'];
  /** Now. */
  readonly at: Instant;
  /** Since when it is known, where it was said before it is recorded: in a file of an earlier release. */
  readonly saidAt?: Instant;
  /** Given again, it is recorded once. */
  readonly submission: string;
};

export type FigureAnswer =
  | { readonly status: 'recorded' | 'repeated'; readonly figure: Figure }
  /** The same submission came before with another figure. */
  | { readonly status: 'reused' };

const { check } = words(institutionEvents);

/** The number of the stream in which an institution speaks of itself; no case is given it. */
const ITSELF = '000000000000';

export function institutionStream(institution: string): string {
  return streamOf('institution', institution, ITSELF);
}

/** Records a figure once for each submission. Rejects as the log does. */
export async function stateFigure(log: EventLog, statement: Statement): Promise<FigureAnswer> {
  const stream = institutionStream(statement.institution);
  const event = eventOf(stream, statement);
  for (;;) {
    const recorded = await readWhole(log, stream);
    const before = recorded.find(({ id }) => id === event.id);
    if (before !== undefined) return toldBefore(before, event);
    const expected = recorded.length === 0 ? 'none' : recorded.length - 1;
    const [stated] = await appended(log, stream, event, expected);
    if (stated !== undefined) return stated;
  }
}

function toldBefore(before: RecordedEvent, event: NewEvent): FigureAnswer {
  return sameJson(before.data, event.data)
    ? { status: 'repeated', figure: figureOf(before) }
    : { status: 'reused' };
}

/** Nothing when somebody else has stated a figure meanwhile. */
async function appended(
  log: EventLog,
  stream: string,
  event: NewEvent,
  expected: ExpectedRevision,
): Promise<readonly FigureAnswer[]> {
  try {
    const { status, events } = await log.append(stream, [event], expected);
    const told = status === 'appended' ? 'recorded' : 'repeated';
    return events.map((one) => ({ status: told, figure: figureOf(one) }));
  } catch (error) {
    if (error instanceof RevisionConflict) return [];
    throw error;
  }
}

/** All that an institution has stated of its own size, in the order it was recorded. */
export async function statedFigures(
  log: EventLog,
  institution: string,
): Promise<readonly Figure[]> {
  return (await readWhole(log, institutionStream(institution))).map(figureOf);
}

function eventOf(
  stream: string,
  { who, said, at, saidAt = at, submission: id }: Statement,
): NewEvent {
  const event = { type: 'FigureStated', data: said };
  return {
    ...event,
    id: eventId(stream, id, 0, 0),
    version: check(event),
    meta: {
      submission: { id, command: 0, of: 1 },
      actor: who,
      occurredAt: saidAt,
      decidedAt: at,
      grounds: [],
      command: { type: 'StateFigure', data: said },
    },
  };
}
