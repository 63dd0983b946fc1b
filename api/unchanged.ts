import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { markOf } from '../projections/mark.ts';
import type { House } from './house.ts';

/** What `If-None-Match` is answered with when nothing has changed. */
export const notModified = z
  .null()
  .describe('Nothing has changed since the answer whose ETag If-None-Match names. 内容未变更。');

const MINUTE = 60_000;

/** What an answer depends on beside the request itself and whoever asks. */
export type Basis = {
  readonly models: readonly string[];
  /** The instant by which things are due or past, where that is asked about: such an answer holds for a minute. */
  readonly now?: Date;
  /** Whatever else it is made of. */
  readonly beside?: unknown;
};

/**
 * Names the answer by an ETag before it is read from these models, and answers 304 when the caller has it already;
 * `false` when it must be read and sent.
 */
export async function isUnchanged(
  { database }: Pick<House, 'database'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { models, now, beside }: Basis,
): Promise<boolean> {
  const { institution, actor } = request.caller;
  const minute = now && Math.floor(now.getTime() / MINUTE);
  const basis = [
    await markOf(database, models),
    institution,
    actor.id,
    request.url,
    minute,
    beside,
  ];
  return isHad(request, reply, hashOf(basis));
}

/** Names the answer by an ETag of the hash of what it is made of, and answers 304 when the caller has it already. */
export function isSame(request: FastifyRequest, reply: FastifyReply, made: unknown): boolean {
  return isHad(request, reply, hashOf(made));
}

/** Names the answer so, and answers 304 when the caller has one of this name. */
export function isHad(request: FastifyRequest, reply: FastifyReply, name: string): boolean {
  const tag = `"${name}"`;
  void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization' });
  if (!namesIn(request.headers['if-none-match']).includes(tag)) return false;
  void reply.status(304).send();
  return true;
}

export function hashOf(value: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(value)).digest('base64url');
  return hash.slice(0, 27);
}

function namesIn(header: string | undefined): readonly string[] {
  return (header ?? '').split(',').map((name) => name.trim().replace(/^W\//, ''));
}
