import { z } from 'zod';
import type { Broker, Delivered, Outgoing } from '../../projections/broker/broker.ts';
import type { House } from '../house.ts';
import { problem } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { answerTo } from './answers.ts';
import { takeMessage } from './take-message.ts';
import type { Outcome } from './take-message.ts';
import { intakeTopics } from './topics.ts';

/**
 * A dead letter says where the message lies and all that is wrong with it, and nothing of what it holds: what came in
 * clear is in nobody's case yet, so there is no key under which it could be kept, nor erased with its case. Retrying
 * reads it again from where it came, as long as that topic keeps it.
 */
export const deadLetter = z.object({
  /** `<partition>-<offset>` in the topic of submissions. */
  id: z.string(),
  partition: z.int(),
  offset: z.string(),
  receivedAt: z.string(),
  problem,
});
export type DeadLetter = z.infer<typeof deadLetter>;

export function deadLetterOf(prefix: string, message: Delivered, told: Problem): Outgoing {
  const { partition, offset, at } = message;
  const id = `${partition}-${offset}`;
  const letter: DeadLetter = { id, partition, offset, receivedAt: at, problem: told };
  return {
    topic: intakeTopics(prefix).deadLetters.name,
    key: id,
    value: JSON.stringify(letter),
    headers: { 'content-type': 'application/json' },
  };
}

/** Every dead letter that is not settled, oldest first. */
export async function listDeadLetters(
  broker: Broker,
  prefix: string,
): Promise<readonly DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  for (const { key, value } of await broker.readAll(intakeTopics(prefix).deadLetters.name)) {
    if (value === null) letters.delete(key ?? '');
    else letters.set(key ?? '', deadLetter.parse(JSON.parse(value.toString())));
  }
  return [...letters.values()].toSorted((one, other) =>
    one.receivedAt.localeCompare(other.receivedAt),
  );
}

/** `gone`: the topic of submissions no longer keeps it, so its sender must send it again; the letter is settled. */
export type Retried = Outcome['status'] | 'gone';

/** Takes a dead message again; whatever is understood now is answered as it would have been, and settled. */
export async function retryDeadLetter(
  house: House,
  broker: Broker,
  prefix: string,
  letter: DeadLetter,
): Promise<Retried> {
  const topics = intakeTopics(prefix);
  const { id, partition, offset } = letter;
  const settled = { topic: topics.deadLetters.name, key: id, value: null, headers: {} };
  const message = await broker.readOne({ topic: topics.submissions.name, partition, offset });
  if (message === undefined) {
    await broker.publish([settled]);
    return 'gone';
  }
  const outcome = await takeMessage(house, message);
  if (outcome.status === 'again') return 'again';
  await broker.publish([
    answerTo(prefix, message, outcome),
    'receipt' in outcome || outcome.status === 'answered'
      ? settled
      : deadLetterOf(prefix, message, outcome.problem),
  ]);
  return outcome.status;
}
