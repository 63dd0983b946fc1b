import type {
  Actor,
  Instant,
  Json,
  Message,
  Position,
  RecordedEvent,
  Text,
} from '../events/envelope.ts';
import type { RuleBook } from '../regimes/rule-book.ts';

/**
 * The kernel's contract. A process is one plain object of pure functions; the shell (`attend.ts`), the desk
 * and the log know nothing of what it decides. What is awaited is derived from the state, never remembered,
 * so nothing is cancelled when a case moves and a lost workflow stands up again from its events.
 */
export type Process<State, Command extends Message, Event extends Message> = {
  /** The stream category, and the workflow's name in Temporal. */
  readonly name: string;
  readonly initial: State;
  /** Answers, never throws, looks nothing up beyond its context. */
  readonly decide: (state: State, command: Command, context: Context) => Decision<Event>;
  /** Copies what the event says; computes nothing. `revision` names deadlines and errands. */
  readonly evolve: (state: State, event: Event, revision: number) => State;
  /** Commands that fall due at an instant while this state lasts. */
  readonly deadlines: (state: State) => readonly Deadline<Command>[];
  /** What the world must be asked to do while this state lasts. */
  readonly errands: (state: State) => readonly Errand<Command>[];
  readonly closed: (state: State) => boolean;
};

export type Context = {
  readonly now: Instant;
  readonly actor: Actor;
  readonly rules: RuleBook;
  /** The stream of the case that decides; a rule tried by itself has none. */
  readonly stream?: string | undefined;
};

/** A "no" is data: a code in kebab-case and a sentence a clerk could read. */
export type Refusal = { readonly code: string; readonly because: Text };
export type Decision<Event> = { readonly events: readonly Event[] } | { readonly refused: Refusal };

/** `name` holds the revision of the event that called for it (`decide-warning@7`), so it never comes twice. */
export type Deadline<Command> = {
  readonly name: string;
  readonly at: Instant;
  readonly command: Command;
};

export type Errand<Command> = {
  readonly name: string;
  /** The activity that runs it; it must be idempotent by stream and errand name. */
  readonly activity: string;
  /** References only, never personal data. */
  readonly input: Json;
  /** How long the activity may try in all, in seconds. */
  readonly withinSeconds: number;
  /** The answer when the activity gave up. */
  readonly otherwise: Command;
};

/** A request to a case. Its commands are taken or refused together. */
export type Submission = {
  /** Where it comes from: `person:<client>:<key>`, `case:<stream>:<errand>`, `import:<hash>:<row>:<day>`, … */
  readonly id: string;
  readonly actor: Actor;
  readonly commands: readonly Message[];
  /** The revision the caller saw; a case that has moved since answers `stale`. */
  readonly ifMatch?: number;
  /** The answered errand. Without commands it gave up, and its `otherwise` is decided. */
  readonly errand?: string;
  readonly causation?: string;
  readonly correlation?: string;
  readonly trace?: string;
};

export type Answer =
  | {
      readonly status: 'recorded';
      readonly revision: number;
      readonly position: Position;
      readonly events: readonly {
        readonly id: string;
        readonly type: string;
        readonly revision: number;
      }[];
      /** Recorded by an earlier submission of the same id. */
      readonly repeated: boolean;
    }
  | { readonly status: 'accepted'; readonly revision: number }
  | ({ readonly status: 'refused' } & Refusal)
  /** The same id came before with another command. */
  | { readonly status: 'reused' }
  | { readonly status: 'stale'; readonly revision: number }
  /** A rule of ours failed; `reference` finds it in the log files. The case is unharmed. */
  | { readonly status: 'fault'; readonly reference: string }
  /** The log did not answer in time: repeat with the same id. */
  | { readonly status: 'unknown' };

/** All the shell knows of a case. */
export type Standing = {
  /** -1 when nothing was ever recorded. */
  readonly revision: number;
  /** The earliest deadline. */
  readonly wakeAt?: Instant;
  readonly errands: readonly {
    readonly name: string;
    readonly activity: string;
    readonly input: Json;
    readonly withinSeconds: number;
  }[];
  readonly closed: boolean;
};

export type Visit = { readonly standing: Standing; readonly answers: readonly Answer[] };

/** The one place where decisions are taken and recorded. Implemented by `activities/desk.ts`. */
export type Desk = {
  /** Without submissions it is a look: what is due falls due. Throws when the log cannot be reached. */
  readonly visit: (
    stream: string,
    submissions: readonly Submission[],
    now: Instant,
  ) => Promise<Visit>;
};

/** A process whose own types the engine does not know. */
export type AnyProcess = Process<unknown, Message, Message>;

/** The words of a process's events, as `events/vocabulary.ts` makes them. */
export type Words = {
  /** The version an event is recorded with; throws on one that its schema does not allow. */
  readonly check: (event: Message) => number;
  /** A recorded event in today's words; throws on one this release cannot take. */
  readonly read: (recorded: RecordedEvent) => Message;
};

/** A process as the engine runs it. */
export type Kind = { readonly process: AnyProcess; readonly words: Words };

/** The one place where a process's own types are forgotten: what passes it is checked by its words. */
export function kind<State, Command extends Message, Event extends Message>(
  process: Process<State, Command, Event>,
  words: Words,
): Kind {
  return { process: process as unknown as AnyProcess, words };
}
