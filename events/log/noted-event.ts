import type { Actor, Instant, Message, NewEvent } from '../envelope.ts';
import { categoryOf } from '../stream-category.ts';
import { vocabularies } from '../vocabularies.ts';
import { words } from '../vocabulary.ts';
import { eventId } from './event-id.ts';

export type Note = {
  readonly stream: string;
  /** Given again it leads to the same event. */
  readonly submission: string;
  readonly actor: Actor;
  /** Now. */
  readonly at: Instant;
  /** When it was so in the world, if not now. */
  readonly occurredAt?: Instant;
  /** What was asked for, where somebody asked. */
  readonly command?: Message;
};

/**
 * An event that no desk decides: it was seen, said or done, and is recorded as it is. Throws a TypeError when it is not
 * in the words of its stream's category. `place` is its number among the `of` events of the submission.
 */
export function notedEvent(
  { stream, submission, actor, at, occurredAt = at, command }: Note,
  event: Message,
  { place, of } = { place: 0, of: 1 },
): NewEvent {
  const { type, data } = event;
  return {
    id: eventId(stream, submission, place, 0),
    version: wordsOf(stream).check(event),
    ...{ type, data },
    meta: {
      submission: { id: submission, command: place, of },
      ...{ actor, occurredAt, decidedAt: at, grounds: [] },
      ...(command === undefined ? {} : { command }),
    },
  };
}

const byCategory = new Map(
  Object.entries(vocabularies).map(([category, vocabulary]) => [category, words(vocabulary)]),
);

function wordsOf(stream: string): ReturnType<typeof words> {
  const known = byCategory.get(categoryOf(stream));
  if (known === undefined) throw new TypeError(`No stream is of the category of ${stream}.`);
  return known;
}
