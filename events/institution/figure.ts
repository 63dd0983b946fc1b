import type { Instant, RecordedEvent } from '../envelope.ts';
import { words } from '../vocabulary.ts';
import { institutionEvents } from './institution-events.ts';
import type { InstitutionEvent } from './institution-events.ts';

/** A figure of an institution, since when it is known, and who stated it. */
export type Figure = InstitutionEvent['data'] & {
  readonly statedAt: Instant;
  readonly statedBy: string;
};

const { read } = words(institutionEvents);

/** A figure as it was recorded. Throws on an event this release does not know. */
export function figureOf(recorded: RecordedEvent): Figure {
  const { data } = read(recorded) as InstitutionEvent;
  const { occurredAt, actor } = recorded.meta;
  return { ...data, statedAt: occurredAt, statedBy: actor.id };
}
