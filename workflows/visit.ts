import { ENGINE } from '../events/envelope.ts';
import type { Ground, Instant, Message, Meta, Position } from '../events/envelope.ts';
import { sameJson } from '../events/same-json.ts';
import type { RuleBook } from '../regimes/rule-book.ts';
import type { Answer, AnyProcess, Deadline, Kind, Refusal, Submission } from './process.ts';
import { compareText, standing } from './standing.ts';

/**
 * What happens on one visit to a case, as a pure function: the desk records its drafts, `play` keeps them.
 *
 * For each submission in turn: one that stands in the stream already is answered with what was recorded; then
 * every deadline before the instant falls due, in order, the list derived again after each (at equality the
 * command wins); then its commands are decided, together or not at all. At the end deadlines fall due once more.
 */

/** Hands out a rule book that notes what is consulted. */
export type Rules = (note: (ground: Ground) => void) => RuleBook;

/** What is kept of a recorded event to answer its submission again. */
export type Line = {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly position: Position;
  readonly meta: Meta;
};

export type Folded = {
  readonly state: unknown;
  /** The case's own; one that is played has none. */
  readonly stream?: string | undefined;
  /** -1 when nothing is recorded. */
  readonly revision: number;
  /** The instant of the last visit that recorded something; empty at first. */
  readonly decidedAt: Instant;
  readonly linesOf: (submission: string) => readonly Line[];
};

export type Draft = {
  readonly event: Message;
  readonly version: number;
  /** Which event of its command this is; with submission and command it makes the event's id. */
  readonly index: number;
  readonly meta: Meta;
};

/** A recorded answer before the log has given positions: the drafts from `first`, `count` of them. */
export type Taken =
  | Exclude<Answer, { status: 'recorded' }>
  | { readonly status: 'drafted'; readonly first: number; readonly count: number }
  | { readonly status: 'repeated'; readonly lines: readonly Line[] };

/** A rule of ours that broke: a law, or a throw. The rest of the visit went on without it. */
export type Broken = {
  readonly reference: string;
  readonly what: string;
  readonly error?: unknown;
};

export type Outcome = {
  readonly state: unknown;
  readonly drafts: readonly Draft[];
  /** One for each submission considered: all of them unless `unfinished`. */
  readonly answers: readonly Taken[];
  readonly broken: readonly Broken[];
  /** The drafts filled one append: record them and visit again with the rest. */
  readonly unfinished: boolean;
};

/** Drafts and their characters in one visit: so far below the log's limits that one more command always fits. */
const DRAFTS_PER_VISIT = 200;
const CHARACTERS_PER_VISIT = 100_000;

export function visit(
  kind: Kind,
  folded: Folded,
  submissions: readonly Submission[],
  instant: Instant,
  rules: Rules,
): Outcome {
  const sitting: Sitting = {
    kind,
    folded,
    instant,
    rules,
    state: folded.state,
    seen: folded.revision,
    drafts: [],
    characters: 0,
    broken: [],
    tried: new Set(),
  };
  const answers: Taken[] = [];
  let full = false;
  for (const submission of submissions) {
    const lines = folded.linesOf(submission.id);
    full = lines.length === 0 && (isDrafted(sitting, submission.id) || !fallDue(sitting));
    if (full) break;
    answers.push(lines.length > 0 ? repeated(submission, lines) : answer(sitting, submission));
  }
  const unfinished = full || !fallDue(sitting);
  return {
    state: sitting.state,
    drafts: sitting.drafts,
    answers,
    broken: sitting.broken,
    unfinished,
  };
}

/** One visit under way. */
type Sitting = {
  readonly kind: Kind;
  readonly folded: Folded;
  readonly instant: Instant;
  readonly rules: Rules;
  state: unknown;
  /** What a caller's If-Match is compared with: what was read, and what was recorded before him on this visit. */
  seen: number;
  readonly drafts: Draft[];
  characters: number;
  readonly broken: Broken[];
  /** Deadlines that fell due on this visit, or broke a law. */
  readonly tried: Set<string>;
};

/** Lets fall due what lies before the instant; false when the visit is full before that is done. */
function fallDue(sitting: Sitting): boolean {
  for (let due = firstDue(sitting); due !== undefined; due = firstDue(sitting)) {
    if (isFull(sitting)) return false;
    sitting.tried.add(due.name);
    const id = `deadline:${due.name}`;
    const decided =
      sitting.folded.linesOf(id).length > 0
        ? { broke: 'is listed after it fell due' }
        : decide(sitting, { id, actor: ENGINE, commands: [due.command] }, due.at);
    if ('threw' in decided) breaks(sitting, `Deadline ${due.name} threw.`, decided.threw);
    else if ('broke' in decided) breaks(sitting, `Deadline ${due.name} ${decided.broke}.`);
    else if ('refused' in decided)
      breaks(sitting, `Deadline ${due.name} was refused: ${decided.refused.code}.`);
    else if (decided.drafts.length === 0) breaks(sitting, `Deadline ${due.name} changed nothing.`);
    else take(sitting, decided);
  }
  return true;
}

function firstDue(sitting: Sitting): Deadline<Message> | undefined {
  return sitting.kind.process
    .deadlines(sitting.state)
    .filter((deadline) => deadline.at < sitting.instant && !sitting.tried.has(deadline.name))
    .toSorted((a, b) => compareText(a.at, b.at) || compareText(a.name, b.name))[0];
}

function answer(sitting: Sitting, submission: Submission): Taken {
  const commands = commandsOf(sitting.kind.process, sitting.state, submission);
  const first = sitting.drafts.length;
  const revision = revisionOf(sitting);
  if (commands.length === 0) return { status: 'accepted', revision };
  if (submission.ifMatch !== undefined && submission.ifMatch !== sitting.seen)
    return { status: 'stale', revision };
  const decided = decide(sitting, { ...submission, commands }, sitting.instant);
  if ('threw' in decided) {
    const what = `Submission ${submission.id} threw.`;
    return { status: 'fault', reference: breaks(sitting, what, decided.threw) };
  }
  if ('refused' in decided) return { status: 'refused', ...decided.refused };
  take(sitting, decided);
  if (decided.drafts.length === 0) return { status: 'accepted', revision };
  sitting.seen = revisionOf(sitting);
  return { status: 'drafted', first, count: decided.drafts.length };
}

function take(sitting: Sitting, decided: Decided): void {
  sitting.state = decided.state;
  sitting.drafts.push(...decided.drafts);
  sitting.characters += JSON.stringify(decided.drafts).length;
}

function revisionOf(sitting: Sitting): number {
  return sitting.folded.revision + sitting.drafts.length;
}

function isDrafted(sitting: Sitting, submission: string): boolean {
  return isFull(sitting) || sitting.drafts.some((draft) => draft.meta.submission.id === submission);
}

function isFull({ drafts, characters }: Sitting): boolean {
  return drafts.length >= DRAFTS_PER_VISIT || characters >= CHARACTERS_PER_VISIT;
}

function breaks(sitting: Sitting, what: string, error?: unknown): string {
  const { broken, folded, instant, kind } = sitting;
  const reference = `${kind.process.name}@${folded.revision}/${broken.length}/${instant}`;
  broken.push({ reference, what, ...(error === undefined ? {} : { error }) });
  return reference;
}

type Decided = { readonly state: unknown; readonly drafts: readonly Draft[] };

/** All commands of a submission, each decided on the state that the one before left. */
function decide(
  sitting: Sitting,
  submission: Submission,
  now: Instant,
): Decided | { readonly refused: Refusal } | { readonly threw: unknown } {
  const { process, words } = sitting.kind;
  const from = revisionOf(sitting);
  const drafts: Draft[] = [];
  let { state } = sitting;
  try {
    for (const [position, command] of submission.commands.entries()) {
      const grounds = new Map<string, Ground>();
      const rules = sitting.rules((ground) => grounds.set(ground.sha256, ground));
      const context = { now, actor: submission.actor, rules, stream: sitting.folded.stream };
      const decision = process.decide(state, command, context);
      if ('refused' in decision) return decision;
      for (const [index, event] of decision.events.entries()) {
        const meta = metaOf(sitting, submission, position, now, [...grounds.values()]);
        const cause = index === 0 ? { command } : {};
        drafts.push({ event, version: words.check(event), index, meta: { ...meta, ...cause } });
        state = process.evolve(state, event, from + drafts.length);
      }
    }
    // A state from which nothing can be derived would leave the case stuck: better refuse the step into it.
    standing(process, state, from + drafts.length);
    return { state, drafts };
  } catch (error) {
    return { threw: error };
  }
}

function metaOf(
  { instant }: Sitting,
  { id, actor, commands, causation, correlation, trace }: Submission,
  command: number,
  occurredAt: Instant,
  grounds: readonly Ground[],
): Meta {
  return {
    submission: { id, command, of: commands.length },
    actor,
    occurredAt,
    decidedAt: instant,
    grounds,
    ...(causation === undefined ? {} : { causation }),
    ...(correlation === undefined ? {} : { correlation }),
    ...(trace === undefined ? {} : { trace }),
  };
}

/** An answer to an errand that is no longer listed has no commands: it does nothing. */
function commandsOf(
  process: AnyProcess,
  state: unknown,
  submission: Submission,
): readonly Message[] {
  if (submission.errand === undefined) return submission.commands;
  const errand = process.errands(state).find((listed) => listed.name === submission.errand);
  if (errand === undefined) return [];
  return submission.commands.length > 0 ? submission.commands : [errand.otherwise];
}

/** An errand's activity may have run twice; for everyone else the same id must bring the same commands. */
function repeated(submission: Submission, lines: readonly Line[]): Taken {
  const same =
    submission.errand !== undefined ||
    lines.every(
      ({ meta }) =>
        meta.submission.of === submission.commands.length &&
        (meta.command === undefined ||
          sameJson(meta.command, submission.commands[meta.submission.command])),
    );
  return same ? { status: 'repeated', lines } : { status: 'reused' };
}
