import { expect } from 'vitest';
import type { Message, RecordedEvent } from '../events/envelope.ts';
import { play } from '../workflows/play.ts';
import type { Timed } from '../workflows/play.ts';
import type { Kind, Submission } from '../workflows/process.ts';
import type { Rules } from '../workflows/visit.ts';

/**
 * Plays a case again from the commands that its recorded events carry, and expects the same events: all but the
 * instant of the visit, which depends on when somebody looked.
 */
export function expectSamePlay(kind: Kind, events: readonly RecordedEvent[], rules: Rules): void {
  const last = events.at(-1)?.meta.decidedAt ?? '';
  const played = play(kind, submissionsOf(events), last, rules);
  expect(
    played.events.map(({ event: { type, data }, revision, meta }) => ({
      type,
      data,
      revision,
      meta: { ...meta, decidedAt: '' },
    })),
  ).toEqual(
    events.map(({ type, data, revision, meta }) => ({
      type,
      data,
      revision,
      meta: { ...meta, decidedAt: '' },
    })),
  );
}

/** The submissions behind events, with their instants. Deadlines are left out: playing must find them by itself. */
function submissionsOf(events: readonly RecordedEvent[]): readonly Timed[] {
  const bySubmission = Map.groupBy(events, ({ meta }) => meta.submission.id);
  return [...bySubmission]
    .filter(([id]) => !id.startsWith('deadline:'))
    .map(([id, ofSubmission]) => ({
      at: ofSubmission[0]?.meta.decidedAt ?? '',
      submission: submissionOf(id, ofSubmission),
    }));
}

function submissionOf(id: string, [first, ...rest]: readonly RecordedEvent[]): Submission {
  if (first === undefined) throw new RangeError(`${id} has no events.`);
  const { actor, causation, correlation } = first.meta;
  const commands = [first, ...rest].flatMap(({ meta }): Message[] =>
    meta.command === undefined ? [] : [meta.command],
  );
  expect(
    commands,
    'commands without events are not recorded, so they cannot be played',
  ).toHaveLength(first.meta.submission.of);
  return {
    id,
    actor,
    commands,
    ...(id.startsWith('errand:') ? { errand: id.slice('errand:'.length) } : {}),
    ...(causation === undefined ? {} : { causation }),
    ...(correlation === undefined ? {} : { correlation }),
  };
}
