import { z } from 'zod';
import type { Fault } from '../problems.ts';
import * as requests from '../requests.ts';

const UNKNOWN = '…';

/** Every name that our own schemas know: the only ones that may be repeated where a fault is kept. */
const known: ReadonlySet<string> = new Set([
  ...['body', 'headers', 'idempotency-key', 'if-match', 'case', 'request', 'authorization'],
  ...[requests.submission, requests.commands].flatMap((schema) =>
    namesIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
  ),
]);

/**
 * A fault as it may be kept. Where it stands is told in names and numbers of ours only: a sender's own names may be
 * anything, even a person's.
 */
export function keptFault({ at, message }: Fault): Fault {
  const steps = at
    .split('/')
    .map((step) => (known.has(step) || /^\d+$/.test(step) ? step : UNKNOWN));
  return { at: steps.join('/'), message };
}

function namesIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([word, inner]: [string, unknown]) => [
    ...(word === 'properties' ? Object.keys(inner as object) : []),
    ...namesIn(inner),
  ]);
}
