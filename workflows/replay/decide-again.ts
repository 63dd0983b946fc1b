import type {
  Actor,
  Ground,
  Instant,
  Message,
  Meta,
  RecordedEvent,
} from '../../events/envelope.ts';
import { sameJson } from '../../events/same-json.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import type { CalendarOnShelf, RuleBook, RuleBookEntry } from '../../regimes/rule-book.ts';
import type { Deadline, Kind, Refusal } from '../process.ts';
import { commandsIn } from './commands-in.ts';
import type { RecordedCommand } from './commands-in.ts';
import { differences } from './differences.ts';
import type { Difference } from './differences.ts';

/**
 * Every recorded command of a case put to today's code, on the state that the record had then, at its recorded instant
 * and with its recorded actor. What comes of it is compared with what was recorded.
 *
 * A difference is put once more with only those rules in the book that the record names as its grounds. That tells
 * apart why: with them the same comes out – then a rule has come since; one of them says other things today, or is gone
 * – then a rule was changed; all of them say what they said – then our code was.
 */

export type Shelf = readonly (RuleBookEntry | CalendarOnShelf)[];

/** `rule-added` does no harm: by the rules that the decision rested on it would be the same today. */
export const CAUSES = ['rule-changed', 'code-changed', 'rule-added'] as const;
export type Cause = (typeof CAUSES)[number];

/** What comes of a command: its events, a no, or a fault of ours; or the engine awaits other deadlines today. */
export type Outcome =
  | { readonly events: readonly Message[] }
  | { readonly refused: Refusal }
  | { readonly threw: string }
  /** This deadline fell due, and is not awaited. */
  | { readonly notAwaited: string }
  /** This deadline is awaited, lies before the command, and never fell due. */
  | { readonly dueBefore: string };

export type DecidedOtherwise = {
  /** Of its first event. */
  readonly revision: number;
  readonly submission: string;
  readonly command: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly recorded: readonly Message[];
  readonly today: Outcome;
  /** Where the events differ, by their place: `events[1].data.dueAt`. */
  readonly differs: readonly Difference[];
  /** The grounds whose content is another today, or that are on the shelf no more. */
  readonly changed: readonly (Ground & { readonly today: string | null })[];
};

/** A command that cannot be put again, which is never counted as equal. */
export type NotDecidable = {
  readonly revision: number;
  readonly event: string;
  readonly because: 'command-not-recorded' | 'event-unreadable';
};

export type DecidedAgain = {
  readonly commands: number;
  readonly equal: number;
  readonly otherwise: readonly DecidedOtherwise[];
  readonly notDecidable: readonly NotDecidable[];
};

export function decideAgain(
  kind: Kind,
  events: readonly RecordedEvent[],
  shelf: Shelf,
): DecidedAgain {
  const rules = ruleBook(shelf);
  const otherwise: DecidedOtherwise[] = [];
  const notDecidable: NotDecidable[] = [];
  let state = kind.process.initial;
  let commands = 0;
  for (const recorded of commandsIn(events)) {
    const [first] = recorded.events;
    const said = readAll(kind, recorded.events);
    if (said === undefined) {
      // Nothing after it can be folded either.
      notDecidable.push(...unreadableFrom(events, first.revision));
      break;
    }
    if (recorded.command === undefined) {
      const { revision, type } = first;
      notDecidable.push({ revision, event: type, because: 'command-not-recorded' });
    } else {
      commands += 1;
      const put = { kind, state, recorded, command: recorded.command };
      const today = outcomeOf(put, rules);
      if (!isSame(said, today)) otherwise.push(told(put, said, today, shelf));
    }
    state = said.reduce(
      (before, event, index) => kind.process.evolve(before, event, first.revision + index),
      state,
    );
  }
  return { commands, equal: commands - otherwise.length, otherwise, notDecidable };
}

/** Whether a release may go out: what was decided is decided again, but for rules that have come since. */
export function isUpheld({ otherwise }: Pick<DecidedAgain, 'otherwise'>): boolean {
  return otherwise.every(({ cause }) => cause === 'rule-added');
}

type Put = {
  readonly kind: Kind;
  readonly state: unknown;
  readonly recorded: RecordedCommand;
  readonly command: Message;
};

function readAll(
  { words }: Kind,
  events: readonly RecordedEvent[],
): readonly Message[] | undefined {
  try {
    return events.map((event) => words.read(event));
  } catch {
    return undefined;
  }
}

function unreadableFrom(events: readonly RecordedEvent[], from: number): readonly NotDecidable[] {
  return commandsIn(events.filter(({ revision }) => revision >= from)).map(
    ({ events: [first] }) => ({
      ...{ revision: first.revision, event: first.type },
      because: 'event-unreadable',
    }),
  );
}

const DEADLINE = 'deadline:';

function outcomeOf({ kind, state, recorded, command }: Put, rules: RuleBook): Outcome {
  const { meta, stream } = recorded.events[0];
  const now = meta.occurredAt;
  try {
    const awaited = awaitedOtherwise(kind.process.deadlines(state), meta);
    if (awaited !== undefined) return awaited;
    const context = { now, actor: meta.actor, rules, stream };
    const decision = kind.process.decide(state, command, context);
    if ('refused' in decision) return decision;
    for (const event of decision.events) kind.words.check(event);
    return { events: decision.events };
  } catch (error) {
    return { threw: error instanceof Error ? error.message : 'Something that is no error.' };
  }
}

function awaitedOtherwise(
  deadlines: readonly Deadline<Message>[],
  { submission: { id }, occurredAt }: Meta,
): Outcome | undefined {
  if (!id.startsWith(DEADLINE)) {
    const before = deadlines.find(({ at }) => at < occurredAt);
    return before && { dueBefore: before.name };
  }
  const name = id.slice(DEADLINE.length);
  const isAwaited = deadlines.some((one) => one.name === name && one.at === occurredAt);
  return isAwaited ? undefined : { notAwaited: name };
}

function isSame(recorded: readonly Message[], today: Outcome): boolean {
  return 'events' in today && sameJson(recorded, today.events);
}

function told(put: Put, said: readonly Message[], today: Outcome, shelf: Shelf): DecidedOtherwise {
  const { meta, revision } = put.recorded.events[0];
  const changed = meta.grounds.flatMap((ground) => {
    const found = shelf.find((entry) => isVersion(entry, ground))?.ground.sha256 ?? null;
    return found === ground.sha256 ? [] : [{ ...ground, today: found }];
  });
  const pinned = ruleBook(
    shelf.filter((entry) => meta.grounds.some((one) => isVersion(entry, one))),
  );
  const byGrounds = outcomeOf(put, pinned);
  return {
    ...{ revision, submission: meta.submission.id, command: put.command.type },
    ...{ at: meta.occurredAt, actor: meta.actor },
    cause: isSame(said, byGrounds)
      ? 'rule-added'
      : changed.length > 0
        ? 'rule-changed'
        : 'code-changed',
    recorded: said,
    today,
    differs: differences({ events: said }, 'events' in today ? today : { events: [] }),
    changed,
  };
}

function isVersion({ ground }: Shelf[number], { name, version }: Ground): boolean {
  return ground.name === name && ground.version === version;
}
