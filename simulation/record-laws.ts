import { isDeepStrictEqual } from 'node:util';
import type { Instant, Message, RecordedEvent } from '../events/envelope.ts';
import { sameJson } from '../events/same-json.ts';
import { play } from '../workflows/play.ts';
import { decideAgain } from '../workflows/replay/decide-again.ts';
import type { Shelf } from '../workflows/replay/decide-again.ts';
import type { Timed } from '../workflows/play.ts';
import type { Answer, Kind, Submission } from '../workflows/process.ts';
import { broke } from './state-laws.ts';
import type { BrokenLaw, LawParts } from './state-laws.ts';

/** What the record of a whole case keeps, whatever went wrong while it was written. */

export type Acknowledged = {
  readonly id: string;
  readonly answer: Extract<Answer, { status: 'recorded' }>;
};

export type CaseRecord = {
  readonly events: readonly RecordedEvent[];
  /** Every submission by its id, with all contents that came under it. */
  readonly submitted: ReadonlyMap<string, readonly Submission[]>;
  readonly acknowledged: readonly Acknowledged[];
  readonly until: Instant;
};

export function brokenRecordLaws(
  { kind, rules }: LawParts,
  record: CaseRecord,
): readonly BrokenLaw[] {
  const bySubmission = Map.groupBy(record.events, ({ meta }) => meta.submission.id);
  return [
    ...record.acknowledged.flatMap((one) => notOnce(one, bySubmission.get(one.id) ?? [])),
    ...[...bySubmission].flatMap(([id, events]) => torn(id, events)),
    ...[...bySubmission.keys()]
      .filter((id) => !id.startsWith('deadline:') && !record.submitted.has(id))
      .map((id) => broke('submitted', `${id} is recorded, and nobody submitted it.`)),
    ...unlikePlay(record, play(kind, timed(record), record.until, rules).events),
  ];
}

/** Every recorded command, put again as a later audit does it, leads to the events it led to. */
export function decidedOtherwise(
  kind: Kind,
  events: readonly RecordedEvent[],
  shelf: Shelf,
): readonly BrokenLaw[] {
  const { otherwise, notDecidable } = decideAgain(kind, events, shelf);
  return [...otherwise, ...notDecidable].map(({ revision, ...why }) =>
    broke('decides-again', `Revision ${revision} is not decided again: ${JSON.stringify(why)}`),
  );
}

/** What was acknowledged stands in the log exactly as the answer said it. */
function notOnce({ id, answer }: Acknowledged, events: readonly RecordedEvent[]) {
  const recorded = events.map(({ id: event, type, revision }) => ({ id: event, type, revision }));
  return isDeepStrictEqual(recorded, answer.events)
    ? []
    : [
        broke(
          'acknowledged-once',
          `${id} was acknowledged as ${answer.events.map(({ revision }) => revision).join(', ')}, recorded as ${recorded.map(({ revision }) => revision).join(', ')}.`,
        ),
      ];
}

/** A submission, and a deadline that fell due, leaves its events once and in one piece. */
function torn(id: string, events: readonly RecordedEvent[]): readonly BrokenLaw[] {
  const [first] = events;
  if (first === undefined) return [];
  const whole = events.every(({ revision }, index) => revision === first.revision + index);
  const told = events.filter(({ meta }) => meta.command !== undefined).length;
  const twice = events.find(({ type, data }, index) =>
    events.slice(0, index).some((one) => one.type === type && sameJson(one.data, data)),
  );
  return [
    ...(whole && told <= first.meta.submission.of
      ? []
      : [broke('recorded-once', `${id} is recorded in pieces, or more than once.`)]),
    ...(twice === undefined
      ? []
      : [broke('recorded-once', `${id} left ${twice.type} twice, with the same content.`)]),
  ];
}

/** The submissions that were recorded, in the order of the record, each at the instant of the visit that took it. */
function timed({ events, submitted }: CaseRecord): readonly Timed[] {
  const seen = new Set<string>();
  return events.flatMap(({ meta }) => {
    const { id } = meta.submission;
    if (seen.has(id) || id.startsWith('deadline:')) return [];
    seen.add(id);
    const said = (submitted.get(id) ?? []).find(({ commands, errand }) => {
      const [command] = commands;
      return errand !== undefined || sameJson(command, meta.command);
    });
    return said === undefined
      ? []
      : [{ at: meta.decidedAt, submission: plain(said, meta.command) }];
  });
}

/** Without If-Match: a look between two visits of `play` may move what the caller of a later one had seen. */
function plain({ id, actor, commands, errand }: Submission, command?: Message): Submission {
  return errand === undefined
    ? { id, actor, commands }
    : { id, actor, errand, commands: command === undefined ? [] : [command] };
}

function unlikePlay(
  { events }: CaseRecord,
  played: ReturnType<typeof play>['events'],
): readonly BrokenLaw[] {
  const differs = events.findIndex((event, revision) => {
    const other = played[revision];
    return !(
      other !== undefined &&
      event.type === other.event.type &&
      event.meta.occurredAt === other.meta.occurredAt &&
      sameJson(event.data, other.event.data) &&
      sameJson(event.meta.submission, other.meta.submission)
    );
  });
  if (differs < 0 && played.length === events.length) return [];
  const at = differs < 0 ? events.length : differs;
  const [attended, plays] = [events[at]?.type ?? 'nothing', played[at]?.event.type ?? 'nothing'];
  return [
    broke('attends-as-play', `Revision ${at}: attending recorded ${attended}, play ${plays}.`),
  ];
}
