import { LRUCache } from 'lru-cache';
import type { NewEvent, RecordedEvent } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../events/log/limits.ts';
import { IdReused, LogUnavailable, RevisionConflict } from '../events/log/log-faults.ts';
import { categoryOf } from '../events/stream-category.ts';
import type { Answer, Desk, Kind, Submission } from '../workflows/process.ts';
import { standing } from '../workflows/standing.ts';
import { visit } from '../workflows/visit.ts';
import type { Broken, Draft, Folded, Line, Rules, Taken } from '../workflows/visit.ts';
import { eventId } from '../events/log/event-id.ts';

export type DeskParts = {
  readonly log: EventLog;
  /** By stream category. */
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly rules: Rules;
  /** Hears of every rule of ours that broke, with the stream and the reference the caller was given. */
  readonly report: (stream: string, broken: Broken) => void;
  /** Hears what became of each visit, or of each part of one that fills several appends. */
  readonly onVisit?: (visited: Visited) => void;
  /** Cases kept folded in memory, 2,000 unless given; one that fell out is read again from the log. */
  readonly casesKept?: number;
};

export type Visited = {
  readonly stream: string;
  /** Those that were answered, and their answers in the same order. */
  readonly submissions: readonly Submission[];
  readonly answers: readonly Answer[];
  readonly recorded: readonly RecordedEvent[];
  /** Milliseconds since 1970. */
  readonly began: number;
};

/** How long a visit tries before its callers hear "outcome unknown", in milliseconds. */
const VISIT_PATIENCE = 5_000;
const CASES_KEPT = 2_000;

/** The desk: decides on what it knows of a case, and records with the revision it knows. Any number may run at once. */
export function desk({ log, kinds, rules, report, onVisit, casesKept: max }: DeskParts): Desk {
  const kept = new LRUCache<string, Case>({ max: max ?? CASES_KEPT });

  return {
    visit: async (stream, submissions, now) => {
      const kind = kindOf(kinds, stream);
      const began = Date.now();
      const until = performance.now() + VISIT_PATIENCE;
      const answers: Answer[] = [];
      const folded = kept.get(stream) ?? emptyCase(kind, stream);
      let isCurrent = folded.revision < 0 && (await catchUp(log, kind, stream, folded));
      for (;;) {
        const instant = folded.decidedAt > now ? folded.decidedAt : now;
        const outcome = visit(kind, folded, submissions.slice(answers.length), instant, rules);
        const recorded = await record(log, stream, outcome.drafts, folded.revision, isCurrent);
        isCurrent = recorded !== 'read first' || (await catchUp(log, kind, stream, folded));
        if (performance.now() > until)
          throw new LogUnavailable(`A visit to ${stream} took too long.`);
        if (recorded === 'read first') continue;
        fold(kind, folded, recorded);
        kept.set(stream, folded);
        for (const broken of outcome.broken) report(stream, broken);
        const given = outcome.answers.map((taken) => answerOf(taken, recorded));
        const answered = submissions.slice(answers.length, answers.length + given.length);
        onVisit?.({ stream, submissions: answered, answers: given, recorded, began });
        answers.push(...given);
        if (!outcome.unfinished)
          return { standing: standing(kind.process, folded.state, folded.revision), answers };
      }
    },
  };
}

/** A case as folded so far. Folding is synchronous and takes each revision once, so visits may share it. */
type Case = { -readonly [Key in keyof Folded]: Folded[Key] } & {
  readonly lines: Map<string, Line[]>;
};

function kindOf(kinds: ReadonlyMap<string, Kind>, stream: string): Kind {
  const category = categoryOf(stream);
  const kind = kinds.get(category);
  if (kind === undefined) throw new RangeError(`No process is called ${category} (${stream}).`);
  return kind;
}

function emptyCase(kind: Kind, stream: string): Case {
  const lines = new Map<string, Line[]>();
  const linesOf = (submission: string): readonly Line[] => lines.get(submission) ?? [];
  return { state: kind.process.initial, stream, revision: -1, decidedAt: '', lines, linesOf };
}

/** Reads and folds what is new; then the case is current. */
async function catchUp(log: EventLog, kind: Kind, stream: string, folded: Case): Promise<true> {
  for (;;) {
    const page = await log.read(stream, { from: folded.revision + 1, limit: EVENTS_PER_PAGE });
    fold(kind, folded, page);
    if (page.length < EVENTS_PER_PAGE) return true;
  }
}

function fold(kind: Kind, folded: Case, events: readonly RecordedEvent[]): void {
  for (const event of events) {
    if (event.revision !== folded.revision + 1) continue;
    folded.state = kind.process.evolve(folded.state, kind.words.read(event), event.revision);
    folded.revision = event.revision;
    folded.decidedAt = event.meta.decidedAt;
    const { id, type, revision, position, meta } = event;
    const lines = folded.lines.get(meta.submission.id) ?? [];
    folded.lines.set(meta.submission.id, [...lines, { id, type, revision, position, meta }]);
  }
}

/**
 * One append. It proves that the case was current, by the revision it expects; when somebody else was faster, or did
 * the same, what he recorded must be read first, and so must a case that nothing is recorded in.
 */
async function record(
  log: EventLog,
  stream: string,
  drafts: readonly Draft[],
  revision: number,
  isCurrent: boolean,
): Promise<readonly RecordedEvent[] | 'read first'> {
  if (drafts.length === 0) return isCurrent ? [] : 'read first';
  const events = drafts.map((draft) => eventOf(stream, draft));
  try {
    const append = await log.append(stream, events, revision < 0 ? 'none' : revision);
    return append.status === 'repeated' ? 'read first' : append.events;
  } catch (error) {
    if (error instanceof RevisionConflict || error instanceof IdReused) return 'read first';
    throw error;
  }
}

function eventOf(stream: string, { event, version, index, meta }: Draft): NewEvent {
  const { id, command } = meta.submission;
  return {
    id: eventId(stream, id, command, index),
    type: event.type,
    version,
    data: event.data,
    meta,
  };
}

function answerOf(taken: Taken, recorded: readonly RecordedEvent[]): Answer {
  if (taken.status === 'repeated') return recordedAnswer(taken.lines, true);
  if (taken.status !== 'drafted') return taken;
  return recordedAnswer(recorded.slice(taken.first, taken.first + taken.count), false);
}

function recordedAnswer(
  lines: readonly Pick<Line, 'id' | 'type' | 'revision' | 'position'>[],
  repeated: boolean,
): Answer {
  const last = lines.at(-1);
  if (last === undefined) throw new RangeError('A recorded answer has at least one event.');
  return {
    status: 'recorded',
    revision: last.revision,
    position: last.position,
    events: lines.map(({ id, type, revision }) => ({ id, type, revision })),
    repeated,
  };
}
