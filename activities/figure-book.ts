import type { Actor, Instant, NewEvent, RecordedEvent } from '../events/envelope.ts';
import { figureOf } from '../events/institution/figure.ts';
import type { Figure } from '../events/institution/figure.ts';
import type { InstitutionEvent } from '../events/institution/institution-events.ts';
import type { EventLog, ExpectedRevision } from '../events/log/event-log.ts';
import { RevisionConflict } from '../events/log/log-faults.ts';
import { notedEvent } from '../events/log/noted-event.ts';
import { readWhole } from '../events/log/read-whole.ts';
import { sameJson } from '../events/same-json.ts';
import { institutionStream } from '../keys/case-number.ts';

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

/** Records a figure once for each submission. Rejects as the log does. */
export async function stateFigure(log: EventLog, statement: Statement): Promise<FigureAnswer> {
  const stream = institutionStream('institution', statement.institution);
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
  return (await readWhole(log, institutionStream('institution', institution))).map(figureOf);
}

function eventOf(stream: string, { who, said, at, saidAt = at, submission }: Statement): NewEvent {
  return notedEvent(
    {
      ...{ stream, submission, actor: who, at, occurredAt: saidAt },
      command: { type: 'StateFigure', data: said },
    },
    { type: 'FigureStated', data: said },
  );
}
