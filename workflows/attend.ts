import {
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineUpdate,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { ENGINE } from '../events/envelope.ts';
import type { Json, Message } from '../events/envelope.ts';
import type { Answer, Desk, Standing, Submission, Visit } from './process.ts';

/**
 * The shell: one generic workflow that attends to one case of any process. It holds no rules. All it knows is
 * the case's standing as the desk returned it, and who waits for an answer.
 *
 * It visits the desk when somebody submits, when an errand has come back, and one millisecond after the
 * earliest deadline (a timer that fires early finds nothing due and is set again). A visit that fails leaves
 * its callers with `unknown` and is tried again by a timer, errand answers with it. A look that changes nothing
 * although a deadline is past parks the case, visibly, until it moves. Each listed errand not under way is
 * started; one whose answer changed nothing rests until the case moves. The run ends when nothing can happen
 * any more, and continues as new, carrying nothing, when its history grows long: whoever stands up again reads
 * all it needs from the log.
 */

/** Submits to the case and returns the desk's answer. Without commands it is a look. */
export const submit = defineUpdate<Answer, [Submission]>('submit');

type Activity = (stream: string, errand: string, input: Json) => Promise<Message>;
type Waiting = {
  readonly submission: Submission;
  readonly settle: (answer: Answer) => void;
  tried: boolean;
};

/** One local activity, tried once: the shell itself tries again, by a timer that leaves no heartbeats in history. */
const { visit } = proxyLocalActivities<Desk>({
  startToCloseTimeout: '6s',
  retry: { maximumAttempts: 1 },
});
const RETRY_FIRST = 500;
const RETRY_LONGEST = 30_000;

export async function attend(stream: string): Promise<void> {
  const queue: Waiting[] = [];
  const underWay = new Set<string>();
  const resting = new Map<string, number>();
  let standing: Standing | undefined;
  let failures = 0;
  let rang = true;

  // Woken by name: the engine would ask a condition again after every step, and each costs it dearly.
  let wake = (): void => undefined;
  const ask = (submission: Submission): Promise<Answer> =>
    new Promise((settle) => {
      queue.push({ submission, settle, tried: false });
      wake();
    });
  const alarm = alarmClock(() => {
    rang = true;
    wake();
  });
  setHandler(submit, ask);

  const settle = (batch: readonly Waiting[], visited: Visit | undefined): void => {
    for (const [index, waiting] of batch.entries()) {
      waiting.tried = true;
      const answer = visited?.answers[index];
      if (answer !== undefined) waiting.settle(answer);
      else if (waiting.submission.errand === undefined) waiting.settle({ status: 'unknown' });
      else queue.push(waiting);
    }
  };

  const run = async (errand: Standing['errands'][number]): Promise<void> => {
    underWay.add(errand.name);
    await ask(answerTo(errand.name, await carryOut(stream, errand)));
    underWay.delete(errand.name);
    if (standing !== undefined) resting.set(errand.name, standing.revision);
  };

  /** Derives from the standing what to do next; true when the case is over. */
  const follow = (now: Standing): boolean => {
    const due = now.wakeAt === undefined ? undefined : Date.parse(now.wakeAt) + 1;
    const parked = due !== undefined && due <= Date.now() && standing?.revision === now.revision;
    setCurrentDetails(parked ? `Parked: ${now.wakeAt} is past and changed nothing.` : '');
    alarm(parked ? undefined : due);
    standing = now;
    failures = 0;
    if (!workflowInfo().continueAsNewSuggested)
      for (const errand of now.errands)
        if (!underWay.has(errand.name) && resting.get(errand.name) !== now.revision)
          void run(errand);
    return now.revision < 0 || (now.closed && due === undefined && now.errands.length === 0);
  };

  const tryAgain = (): false => {
    alarm(Date.now() + Math.min(RETRY_FIRST * 2 ** failures++, RETRY_LONGEST));
    return false;
  };

  const stirs = (): boolean => rang || queue.some((waiting) => !waiting.tried);
  const idle = (): boolean => queue.length === 0 && underWay.size === 0 && allHandlersFinished();

  await CancellationScope.nonCancellable(async () => {
    // Whoever came with the start is in the queue after this, and is heard on the first visit.
    await Promise.resolve();
    for (;;) {
      while (!stirs()) await new Promise<void>((resolve) => (wake = resolve));
      const batch = queue.splice(0);
      rang = false;
      const visited = await visitOnce(stream, batch);
      settle(batch, visited);
      const over = visited === undefined ? tryAgain() : follow(visited.standing);
      if (!over && !workflowInfo().continueAsNewSuggested) continue;
      await condition(() => idle() || stirs());
      if (stirs()) continue;
      if (!over) await continueAsNew<typeof attend>(stream);
      return;
    }
  });
}

/** What the desk is told of an errand: by its name, and with its answer. */
function answerTo(errand: string, commands: readonly Message[]): Submission {
  return { id: `errand:${errand}`, actor: ENGINE, errand, commands, causation: errand };
}

/** `undefined` when the log did not answer: the outcome is unknown. */
function visitOnce(stream: string, batch: readonly Waiting[]): Promise<Visit | undefined> {
  const submissions = batch.map((waiting) => waiting.submission);
  return visit(stream, submissions, new Date().toISOString()).catch(() => undefined);
}

/** The errand's answer, or no command when its activity gave up within its total time. */
async function carryOut(
  stream: string,
  { name, activity, input, withinSeconds }: Standing['errands'][number],
): Promise<readonly Message[]> {
  const activities = proxyActivities<Record<string, Activity>>({
    scheduleToCloseTimeout: `${withinSeconds}s`,
    startToCloseTimeout: '30s',
    summary: name,
  });
  try {
    const answer = await activities[activity]?.(stream, name, input);
    return answer === undefined ? [] : [answer];
  } catch {
    return [];
  }
}

/** One durable timer, changed only when the instant changes. */
function alarmClock(ring: () => void): (at: number | undefined) => void {
  let set: { readonly at: number; readonly scope: CancellationScope } | undefined;
  return (at) => {
    if (set?.at === at) return;
    set?.scope.cancel();
    set = undefined;
    if (at === undefined) return;
    const scope = new CancellationScope();
    set = { at, scope };
    void scope
      .run(() => sleep(Math.max(1, at - Date.now())))
      .then(
        () => {
          if (set?.scope === scope) set = undefined;
          ring();
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  };
}
