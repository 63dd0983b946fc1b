import { z } from 'zod';
import type { Delivered, Outgoing } from '../../projections/broker/broker.ts';
import { problem } from '../problems.ts';
import { receipt } from '../responses.ts';
import type { Outcome } from './take-message.ts';
import { intakeTopics } from './topics.ts';

/** A word of the sender's by which he knows the answer; anything else is not repeated. */
const CORRELATION_ID = /^[\x21-\x7e]{1,200}$/;

const message = z.object({ partition: z.int().min(0), offset: z.string() });

/** What an answer looks like; its schema is published. */
export const answer = z
  .union([z.object({ message, receipt }), z.object({ message, problem })])
  .meta({ description: 'The answer to a message. 对消息的答复。' });
type Answer = z.infer<typeof answer>;

/**
 * The answer to a message: a receipt, or a problem as HTTP has it. It comes at least once, and says of which message:
 * by the sender's own correlation id, and by its place.
 */
export function answerTo(prefix: string, delivered: Delivered, outcome: Outcome): Outgoing {
  const { partition, offset, headers } = delivered;
  const given = headers['correlation-id'];
  const correlation = given !== undefined && CORRELATION_ID.test(given) ? given : undefined;
  const place = { partition, offset };
  const answered: Answer =
    'receipt' in outcome
      ? { message: place, receipt: outcome.receipt }
      : { message: place, problem: outcome.problem };
  return {
    topic: intakeTopics(prefix).answers.name,
    key: correlation ?? `${partition}-${offset}`,
    value: JSON.stringify(answered),
    headers: {
      'content-type': 'application/json',
      ...(correlation === undefined ? {} : { 'correlation-id': correlation }),
    },
  };
}
