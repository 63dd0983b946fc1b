import { desk } from '../activities/desk.ts';
import type { Instant } from '../events/envelope.ts';
import { LogUnavailable } from '../events/log/log-faults.ts';
import type { Answer, Submission, Visit } from '../workflows/process.ts';
import { hearing, saltOf } from './hearing.ts';
import { LAWS_OF_A_CASE, checkLookedAfter, checkStanding, observe, overdue } from './observe.ts';
import { brokenRecordLaws, decidedOtherwise } from './record-laws.ts';
import { broke } from './state-laws.ts';
import type { Step } from './story.ts';
import { STREAM, reasonOf } from './world.ts';
import type { World } from './world.ts';

/** Takes one step, and looks at what came of it. */
export async function take(world: World, step: Step): Promise<void> {
  world.now = step.at;
  const heard = hearing(world, step);
  const before = world.log.met();
  world.log.lay(step.faults);
  const visits = heard.map(async (submissions, index) => {
    const at = index === 0 ? step.desk : 1 - step.desk;
    return visitAt(world, at === 0 ? 0 : 1, submissions);
  });
  const visited = await Promise.all(visits);
  world.log.lay([]);
  world.counts.faultsInjected += world.log.met() - before;
  await observe(world);
  for (const one of visited) checkStanding(world, one);
  checkLookedAfter(world);
}

/** One visit; `undefined` when the log did not answer, so that the callers do not know the outcome. */
async function visitAt(
  world: World,
  which: 0 | 1,
  submissions: readonly Submission[],
): Promise<Visit | undefined> {
  for (const submission of submissions) {
    const known = world.submitted.get(submission.id) ?? [];
    world.submitted.set(submission.id, [...known, submission]);
    const salt = saltOf(submission.id);
    if (salt !== undefined) world.unsure.add(salt);
  }
  try {
    const visited = await world.desks[which].visit(STREAM, submissions, world.now);
    for (const [index, answer] of visited.answers.entries())
      hear(world, submissions[index]?.id ?? '', answer);
    return visited;
  } catch (error) {
    if (!(error instanceof LogUnavailable))
      world.broken.push(broke('desk-holds', `The desk threw: ${reasonOf(error)}`));
    return undefined;
  }
}

/** What the writer of a submission hears. */
function hear({ unsure, counts, acknowledged }: World, id: string, answer: Answer): void {
  unsure.delete(saltOf(id) ?? -1);
  counts.commands += 1;
  if (answer.status === 'refused') counts.refused += 1;
  if (answer.status === 'recorded') acknowledged.push({ id, answer });
}

/** The end of a case: both desks and a fresh one look once more, and the record is looked at as a whole. */
export async function conclude(world: World, until: Instant): Promise<void> {
  for (const which of [0, 1] as const)
    await take(world, { at: until, desk: which, faults: [], does: 'look' });
  const { kind } = world.parts;
  const fresh = world.subject.openDesk ?? desk;
  const kinds = new Map([[kind.process.name, kind]]);
  const { log } = world;
  const parts = { log, kinds, rules: world.parts.rules, casesKept: 1 };
  const look = fresh({ ...parts, report: () => undefined });
  checkStanding(world, await look.visit(STREAM, [], until));
  const record = { ...world, until };
  world.broken.push(...overdue(world, until), ...brokenRecordLaws(world.parts, record));
  world.broken.push(...decidedOtherwise(kind, world.events, world.shelf));
  world.counts.lawsChecked += LAWS_OF_A_CASE;
}
