import type { Instant } from '../events/envelope.ts';
import type { Kind, Submission } from './process.ts';
import { visit } from './visit.ts';
import type { Draft, Folded, Line, Rules, Taken } from './visit.ts';

/** Something submitted at an instant; what refers to the case may be said only once the case has come to it. */
export type Timed = {
  readonly at: Instant;
  readonly submission: Submission | ((soFar: SoFar) => Submission);
};

/** A case as it has been played so far. */
export type SoFar = { readonly state: unknown; readonly events: readonly Played[] };

/** An event as `play` gives it: what the desk would record, less ids and the log's own clock. */
export type Played = Draft & { readonly revision: number };

export type Play = {
  readonly state: unknown;
  readonly events: readonly Played[];
  /** One for each submission, in their order. */
  readonly answers: readonly Taken[];
};

/**
 * Plays one case to an end instant as the desk would have attended to it, without a server: import, simulation
 * and what-if stand on it. `timed` must be in order of its instants; deadlines before `until` fall due.
 * Errands are not carried out: their answers are among the submissions, or they stay outstanding.
 */
export function play(kind: Kind, timed: readonly Timed[], until: Instant, rules: Rules): Play {
  const lines = new Map<string, Line[]>();
  const linesOf = (submission: string): readonly Line[] => lines.get(submission) ?? [];
  let folded: Folded = { state: kind.process.initial, revision: -1, decidedAt: '', linesOf };
  const events: Played[] = [];
  const answers: Taken[] = [];

  const keep = (played: Played): void => {
    events.push(played);
    const { id } = played.meta.submission;
    lines.set(id, [...linesOf(id), lineOf(played)]);
  };

  const sit = (at: Instant, submissions: readonly Submission[]): void => {
    const from = answers.length;
    for (let unfinished = true; unfinished;) {
      const instant = folded.decidedAt > at ? folded.decidedAt : at;
      const rest = submissions.slice(answers.length - from);
      const outcome = visit(kind, folded, rest, instant, rules);
      for (const draft of outcome.drafts) keep({ ...draft, revision: events.length });
      answers.push(...outcome.answers);
      folded = {
        state: outcome.state,
        revision: events.length - 1,
        decidedAt: events.at(-1)?.meta.decidedAt ?? '',
        linesOf,
      };
      unfinished = outcome.unfinished;
    }
  };

  const wakeBefore = (end: Instant): Instant | undefined => {
    const next = kind.process
      .deadlines(folded.state)
      .map((deadline) => deadline.at)
      .toSorted()[0];
    return next !== undefined && next < end ? later(next) : undefined;
  };

  /** Looks as the shell does: one millisecond after each deadline, until a look changes nothing. */
  const lookUntil = (end: Instant): void => {
    for (let wake = wakeBefore(end); wake !== undefined; wake = wakeBefore(end)) {
      const before = folded.revision;
      sit(wake, []);
      if (folded.revision === before) return;
    }
  };

  for (const { at, submission } of timed) {
    lookUntil(at);
    const said =
      typeof submission === 'function' ? submission({ state: folded.state, events }) : submission;
    sit(at, [said]);
  }
  lookUntil(until);
  return { state: folded.state, events, answers };
}

function lineOf({ event, revision, meta }: Played): Line {
  return { id: `${revision}`, type: event.type, revision, position: `${revision}`, meta };
}

function later(instant: Instant): Instant {
  return new Date(Date.parse(instant) + 1).toISOString();
}
