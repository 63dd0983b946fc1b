import type { Instant, Message, RecordedEvent } from '../../events/envelope.ts';
import type { Kind } from '../process.ts';
import { compareText } from '../standing.ts';
import { commandsIn } from './commands-in.ts';
import { differences } from './differences.ts';
import type { Difference } from './differences.ts';

/** What is awaited: a deadline at its instant, or an errand, which has none. */
export type Awaited = { readonly name: string; readonly at: Instant | null };

/** One event of a case, with the state before it and the state it led to. */
export type ReplayedStep = {
  readonly recorded: RecordedEvent;
  /** The event in today's words. */
  readonly said: Message;
  /** The command that led to it, which only the first of its events carries; none when it was not recorded. */
  readonly command: Message | undefined;
  readonly before: unknown;
  readonly after: unknown;
  readonly changes: readonly Difference[];
  /** What is awaited from then on, and what is awaited no longer. */
  readonly awaits: { readonly added: readonly Awaited[]; readonly gone: readonly Awaited[] };
};

/** Every event of a stream in turn, from its first one on: each step leads from the state of the one before. */
export function stepsOf(kind: Kind, events: readonly RecordedEvent[]): readonly ReplayedStep[] {
  const { process, words } = kind;
  let before = process.initial;
  let awaited = awaitedIn(kind, before);
  return commandsIn(events).flatMap(({ command, events: led }) =>
    led.map((recorded) => {
      const said = words.read(recorded);
      const after = process.evolve(before, said, recorded.revision);
      const next = awaitedIn(kind, after);
      const step = {
        ...{ recorded, said, command, before, after },
        changes: differences(before, after),
        awaits: { added: without(next, awaited), gone: without(awaited, next) },
      };
      [before, awaited] = [after, next];
      return step;
    }),
  );
}

function awaitedIn({ process }: Kind, state: unknown): readonly Awaited[] {
  const deadlines = process
    .deadlines(state)
    .map(({ name, at }) => ({ name, at }))
    .toSorted((one, other) => compareText(one.at, other.at) || compareText(one.name, other.name));
  return [...deadlines, ...process.errands(state).map(({ name }) => ({ name, at: null }))];
}

/** A deadline that moved under its name is both gone and added. */
function without(all: readonly Awaited[], these: readonly Awaited[]): readonly Awaited[] {
  const known = new Set(these.map(keyOf));
  return all.filter((one) => !known.has(keyOf(one)));
}

function keyOf({ name, at }: Awaited): string {
  return `${name} ${at ?? ''}`;
}
