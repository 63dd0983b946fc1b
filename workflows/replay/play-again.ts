import type { Instant, Message, RecordedEvent } from '../../events/envelope.ts';
import { play } from '../play.ts';
import type { Play, Played, SoFar, Timed } from '../play.ts';
import type { Kind, Submission } from '../process.ts';
import type { Rules } from '../visit.ts';
import { commandsIn } from './commands-in.ts';
import type { RecordedCommand } from './commands-in.ts';

/** What of a process playing again must know beyond the engine. */
export type Replayed = {
  readonly kind: Kind;
  /** The command with the revisions it names put to where those events stand now. */
  readonly restate: (command: Message, revisionOf: (recorded: number) => number) => Message;
};

/** No event has it: a command that names what never came to be is answered as one that names nothing. */
const NOWHERE = 2_147_483_646;

/**
 * Plays a case again from the commands that its events carry, at the instants at which they were decided: deadlines
 * fall due by themselves, and whatever a command or an errand refers to is found where it stands in the case as played.
 * What left no event – a refusal, an errand that nobody answered – is in no record and does not come again.
 */
export function playAgain(
  { kind, restate }: Replayed,
  events: readonly RecordedEvent[],
  rules: Rules,
  until: Instant,
): Play & { readonly submitted: readonly Submitted[] } {
  const recordedKeys = keysOf(events.map(({ type, meta }) => ({ type, meta })));
  const groups = submissionsIn(events);
  const timed = groups.map((group): Timed => ({
    at: group[0].events[0].meta.decidedAt,
    submission: (soFar) =>
      submissionOf(group, { restate, revisionOf: revisionIn(recordedKeys, soFar) }),
  }));
  return { ...play(kind, timed, until, rules), submitted: groups.map(submitted) };
}

/** What was submitted, one for each answer. */
export type Submitted = { readonly submission: string; readonly commands: readonly string[] };

function submitted(group: Group): Submitted {
  const [{ events: led }] = group;
  const commands = group.flatMap(({ command }) => command?.type ?? []);
  return { submission: led[0].meta.submission.id, commands };
}

type Group = readonly [RecordedCommand, ...RecordedCommand[]];

/** The commands of each submission; deadlines are left out, for playing must find them by itself. */
function submissionsIn(events: readonly RecordedEvent[]): readonly Group[] {
  const groups: [RecordedCommand, ...RecordedCommand[]][] = [];
  for (const recorded of commandsIn(events)) {
    const { id } = recorded.events[0].meta.submission;
    if (id.startsWith('deadline:')) continue;
    const last = groups.at(-1);
    if (last?.[0].events[0].meta.submission.id === id) last.push(recorded);
    else groups.push([recorded]);
  }
  return groups;
}

const ERRAND = 'errand:';

type Restating = Pick<Replayed, 'restate'> & { readonly revisionOf: (recorded: number) => number };

function submissionOf(group: Group, { restate, revisionOf }: Restating): Submission {
  const { meta } = group[0].events[0];
  const { actor, causation, correlation } = meta;
  const id = renamed(meta.submission.id, revisionOf);
  const commands = group.flatMap(({ command }) =>
    command === undefined ? [] : [restate(command, revisionOf)],
  );
  return {
    ...{ id, actor, commands },
    ...(id.startsWith(ERRAND) ? { errand: id.slice(ERRAND.length) } : {}),
    ...(causation === undefined ? {} : { causation: renamed(causation, revisionOf) }),
    ...(correlation === undefined ? {} : { correlation }),
  };
}

/** Names of deadlines and errands hold the revision of the event that called for them. */
const AT_REVISION = /@(\d+)$/;

function renamed(name: string, revisionOf: (recorded: number) => number): string {
  return name.replace(AT_REVISION, (_at, revision: string) => `@${revisionOf(Number(revision))}`);
}

/** Where an event that was recorded stands in the case as it is played; by what led to it, not by its number. */
function revisionIn(
  recordedKeys: readonly string[],
  { events }: SoFar,
): (recorded: number) => number {
  let played: ReadonlyMap<string, number> | undefined;
  return (recorded) => {
    // Few commands name an event.
    played ??= new Map(keysOf(events.map(said)).map((key, revision) => [key, revision]));
    return played.get(recordedKeys[recorded] ?? '') ?? NOWHERE;
  };
}

type Said = { readonly type: string; readonly meta: Played['meta'] };

function said({ event: { type }, meta }: Played): Said {
  return { type, meta };
}

/** Which event it is: the submission it comes from, its type, and the how manieth of these it is. */
function keysOf(events: readonly Said[]): readonly string[] {
  const counts = new Map<string, number>();
  return events.map(({ type, meta }) => {
    const key = `${meta.submission.id.replace(AT_REVISION, '')} ${type}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return `${key} ${count}`;
  });
}
