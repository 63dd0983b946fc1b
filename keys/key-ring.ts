import { createSecretKey, randomBytes } from 'node:crypto';
import type { Actor, Instant } from '../events/envelope.ts';
import type { CaseKey } from './box.ts';
import { partsOf } from './case-number.ts';
import { ReasonMissing } from './key-faults.ts';

/** What remains of a destroyed key, for good. */
export type Tombstone = {
  readonly id: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly because: string;
};

export type FoundKey =
  | { readonly status: 'held'; readonly caseKey: CaseKey }
  | { readonly status: 'destroyed'; readonly tombstone: Tombstone }
  | { readonly status: 'unknown' };

/**
 * The keys of all cases, outside the log. A case has at most one key at a time, its id `<stream>#<generation>`
 * from generation 1. Destroying leaves a tombstone; whoever asks for a key of that case afterwards gets a new
 * one of the next generation, since a complaint may come again after erasure and finds the same stream. What
 * was sealed before stays unreadable, and an equal value no longer gives an equal box.
 *
 * Another process may hold a destroyed key for `KEY_LIFETIME`; what it seals in that time cannot be opened.
 * Methods throw `KeyRingUnavailable` when the store fails, and a RangeError on what is not a stream's name.
 */
export type KeyRing = AsyncDisposable & {
  /** The case's present key, made when there is none. Two who ask at once get the same. */
  readonly caseKey: (stream: string) => Promise<CaseKey>;
  /** The same for many cases at once, by stream: a few round trips however many they are. */
  readonly caseKeys: (streams: readonly string[]) => Promise<ReadonlyMap<string, CaseKey>>;
  readonly find: (id: string) => Promise<FoundKey>;
  /**
   * Destroys the case's present key. Answers with all tombstones of the case, oldest first: repeating changes
   * nothing. Throws `ReasonMissing`.
   */
  readonly destroy: (stream: string, destruction: Destruction) => Promise<readonly Tombstone[]>;
};

export type Destruction = { readonly by: Actor; readonly because: string };

/** How long a process may go on with a key that another has destroyed, in milliseconds. */
export const KEY_LIFETIME = 10_000;
const CASE_KEY_BYTES = 32;

export function keyId(stream: string, generation: number): string {
  return `${stream}#${generation}`;
}

/** The stream and generation a key id names, or undefined when it is none. */
export function partsOfKeyId(
  id: string,
): { readonly stream: string; readonly generation: number } | undefined {
  const [, stream, generation] = /^([^#]+)#([1-9]\d{0,8})$/.exec(id) ?? [];
  if (stream === undefined || partsOf(stream) === undefined) return undefined;
  return { stream, generation: Number(generation) };
}

/** A new random key for implementations of the ring. */
export function drawCaseKey(id: string): CaseKey {
  return { id, key: createSecretKey(randomBytes(CASE_KEY_BYTES)) };
}

/** The institution of a stream; throws a RangeError on what is not a stream's name. */
export function institutionOf(stream: string): string {
  const parts = partsOf(stream);
  if (parts === undefined) throw new RangeError(`${stream} is not the name of a stream.`);
  return parts.institution;
}

/** Throws `ReasonMissing` on a destruction without a reason in words. */
export function checkDestruction({ because }: Destruction): void {
  if (because.trim() === '') throw new ReasonMissing('Destroying a key');
}
