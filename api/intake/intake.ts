import { setTimeout as sleep } from 'node:timers/promises';
import type { Broker, Delivered, Outgoing } from '../../projections/broker/broker.ts';
import { pauseAfter } from '../../projections/broker/pause-after.ts';
import type { House } from '../house.ts';
import { answerTo } from './answers.ts';
import { deadLetterOf } from './dead-letters.ts';
import { takeMessage } from './take-message.ts';
import type { Outcome } from './take-message.ts';
import { intakeTopics } from './topics.ts';

/**
 * Takes submissions from a topic, as the API takes them over HTTP. Messages of one key are taken in their order, others
 * beside them. A message is committed once its answer is published, so a crash in between takes it again: it is then
 * recognised by its idempotency key, and answered again. What cannot be understood is answered, put among the dead
 * letters, and passed. While the house is away nothing is passed, until `patience` has run out for a message: it might
 * be this one alone that fails.
 */
export type Intake = {
  readonly house: House;
  readonly broker: Broker;
  readonly prefix: string;
  /** Milliseconds that a message whose outcome is unknown is repeated before it is a dead letter. */
  readonly patience?: number;
  /** Hears of what failed; the intake goes on. `reference` finds it, where an answer names it. */
  readonly onFault?: (error: unknown, reference?: string) => void;
  /** Hears of a message that was put among the dead letters, by its place and code. */
  readonly onDead?: (id: string, code: string) => void;
};

const PATIENCE = 300_000;
/** Milliseconds between attempts at a message, growing. */
const PAUSE = 1_000;
const LONGEST_PAUSE = 10_000;

/** Takes submissions until aborted. */
export async function intake(parts: Intake, signal: AbortSignal): Promise<void> {
  const { broker, prefix, onFault } = parts;
  const topics = intakeTopics(prefix);
  for (let pause = 0; !signal.aborted;) {
    try {
      await broker.ensureTopics(Object.values(topics));
      await broker.consume({
        group: `${prefix}intake`,
        topic: topics.submissions.name,
        take: (messages, stopped) => takeSome(parts, messages, stopped),
        signal,
      });
    } catch (error) {
      onFault?.(error);
      pause = pauseAfter(error, pause);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function takeSome(
  parts: Intake,
  messages: readonly Delivered[],
  signal: AbortSignal,
): Promise<void> {
  const byKey = Map.groupBy(messages, ({ key, offset }) => key ?? offset);
  const told = await Promise.all(
    [...byKey.values()].map(async (ofKey) => {
      const outgoing: Outgoing[] = [];
      for (const message of ofKey) outgoing.push(...(await takeOne(parts, message, signal)));
      return outgoing;
    }),
  );
  if (!signal.aborted) await parts.broker.publish(told.flat());
}

/** What is to be told of a message: its answer, and a dead letter when it is one. */
async function takeOne(
  parts: Intake,
  message: Delivered,
  signal: AbortSignal,
): Promise<readonly Outgoing[]> {
  const outcome = await untilKnown(parts, message, signal);
  if (outcome === undefined) return [];
  const answer = answerTo(parts.prefix, message, outcome);
  if (outcome.status === 'answered') return [answer];
  parts.onDead?.(`${message.partition}-${message.offset}`, outcome.problem.code);
  return [answer, deadLetterOf(parts.prefix, message, outcome.problem)];
}

/** Repeats a message while the house is away; undefined when we are to stop. */
async function untilKnown(
  { house, patience = PATIENCE, onFault }: Intake,
  message: Delivered,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const until = performance.now() + patience;
  for (let pause = PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const outcome = await takeMessage(house, message, onFault);
    if (outcome.status !== 'again' || performance.now() + pause > until) return outcome;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
