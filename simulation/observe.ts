import { isDeepStrictEqual } from 'node:util';
import type { Instant, RecordedEvent } from '../events/envelope.ts';
import type { Visit } from '../workflows/process.ts';
import { standing } from '../workflows/standing.ts';
import {
  agreedDayMoved,
  brokenBonds,
  brokenPromises,
  complaintOf,
  isLookedAfter,
  lostBreaches,
  mergedAlone,
  restartedAlone,
  reviewedAlone,
  runsInPause,
  untoldRegimes,
} from './case-laws.ts';
import { broke, brokenStateLaws, frozen, survives } from './state-laws.ts';
import type { BrokenLaw } from './state-laws.ts';
import { STREAM } from './world.ts';
import type { World } from './world.ts';

/** Reads what is new in the log and looks at each event and the state it leads to. */
export async function observe(world: World): Promise<void> {
  const page = await world.log.read(STREAM, { from: world.revision + 1 });
  for (const [index, event] of page.entries()) {
    observeEvent(world, event);
    // What a submission leaves is recorded in one piece: nobody meets the case between two events of it.
    if (page[index + 1]?.meta.submission.id !== event.meta.submission.id)
      observeState(world, event);
    world.counts.events += 1;
    if (event.type === 'DeadlineBreached') world.counts.breaches += 1;
  }
  const { process } = world.parts.kind;
  world.standing = standing(process, world.state, world.revision);
  const known = new Set(world.errands.map(({ name }) => name));
  world.errands.push(...process.errands(world.state).filter(({ name }) => !known.has(name)));
}

function observeEvent(world: World, event: RecordedEvent): void {
  const { kind } = world.parts;
  const at = event.meta.occurredAt;
  const found: BrokenLaw[] = [];
  if (event.revision !== world.revision + 1)
    found.push(broke('contiguous', `${event.revision} follows ${world.revision}.`));
  if (world.outdated.has(event.meta.submission.id))
    found.push(broke('outdated', `${event.type} was taken from a caller who saw an older case.`));
  if (event.meta.decidedAt !== world.now)
    found.push(broke('decided-now', `${event.type} says it was decided ${event.meta.decidedAt}.`));
  const isFirst = world.events.at(-1)?.meta.submission.id !== event.meta.submission.id;
  if (isFirst) found.push(...overdue(world, at));
  const before = world.state;
  const read = kind.words.read(event);
  world.state = world.cast.isFrozen
    ? frozen(kind.process.evolve(before, frozen(read), event.revision))
    : kind.process.evolve(before, read, event.revision);
  world.revision = event.revision;
  world.events.push(event);
  found.push(...survives(event, `event ${event.type}`));
  const [was, is] = [complaintOf(before), complaintOf(world.state)];
  found.push(...brokenPromises(was, is, event));
  found.push(...brokenBonds(was, is, event, world.cast.newVersion));
  found.push(...reviewedAlone(was, event));
  found.push(...restartedAlone(was, event, world.events));
  found.push(...mergedAlone(was, event));
  found.push(...agreedDayMoved(was, event));
  world.counts.lawsChecked += LAWS_OF_AN_EVENT;
  world.broken.push(...found);
}

function observeState(world: World, { meta }: RecordedEvent): void {
  const { state, revision, rested: before } = world;
  const stand = { state, revision, at: meta.occurredAt, before };
  world.rested = state;
  world.counts.lawsChecked += LAWS_OF_A_STATE;
  world.broken.push(...brokenStateLaws(world.parts, stand));
}

/** For the count of what was checked: each event, each state that a case rests in, each step, each case. */
const LAWS_OF_AN_EVENT = 11;
const LAWS_OF_A_STATE = 9;
const LAWS_OF_A_STEP = 4;
export const LAWS_OF_A_CASE = 8;

/** Before anything else is recorded, what lay before it fell due. */
export function overdue({ state, parts }: World, at: Instant): readonly BrokenLaw[] {
  const late = parts.kind.process.deadlines(state).filter((deadline) => deadline.at < at);
  return [
    ...late.map(({ name, at: due }) =>
      broke('falls-due-first', `${name} of ${due} has not fallen due at ${at}.`),
    ),
    ...lostBreaches(complaintOf(state), at),
  ];
}

export function checkStanding(world: World, visited: Visit | undefined): void {
  world.counts.lawsChecked += LAWS_OF_A_STEP;
  if (visited === undefined || visited.standing.revision !== world.revision) return;
  if (!isDeepStrictEqual(visited.standing, world.standing))
    world.broken.push(
      broke('folds-the-same', `The desk knows revision ${world.revision} otherwise than its log.`),
    );
}

export function checkLookedAfter(world: World): void {
  const { state, revision, standing: now, broken, parts } = world;
  const isAwaited = now.closed || now.wakeAt !== undefined || now.errands.length > 0;
  broken.push(...untoldRegimes(complaintOf(state)));
  broken.push(
    ...runsInPause(
      complaintOf(state),
      world.now,
      parts.rules(() => undefined),
    ),
  );
  if (revision >= 0 && !isAwaited && !isLookedAfter(complaintOf(state)))
    broken.push(broke('looked-after', 'Nothing is awaited, and nobody is assigned.'));
}
