import type { Delivered, Outgoing } from '../../projections/broker/broker.ts';
import type { Outcome } from './take-message.ts';
import { intakeTopics } from './topics.ts';

/** A word of the sender's by which he knows the answer; anything else is not repeated. */
const CORRELATION_ID = /^[\x21-\x7e]{1,200}$/;

/**
 * The answer to a message: a receipt, or a problem as HTTP has it. It comes at least once, and says of which message:
 * by the sender's own correlation id, and by its place.
 */
export function answerTo(prefix: string, message: Delivered, outcome: Outcome): Outgoing {
  const { partition, offset, headers } = message;
  const given = headers['correlation-id'];
  const correlation = given !== undefined && CORRELATION_ID.test(given) ? given : undefined;
  const answered =
    'receipt' in outcome ? { receipt: outcome.receipt } : { problem: outcome.problem };
  return {
    topic: intakeTopics(prefix).answers.name,
    key: correlation ?? `${partition}-${offset}`,
    value: JSON.stringify({ message: { partition, offset }, ...answered }),
    headers: {
      'content-type': 'application/json',
      ...(correlation === undefined ? {} : { 'correlation-id': correlation }),
    },
  };
}
