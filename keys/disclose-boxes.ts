import type { Instant } from '../events/envelope.ts';
import { box as boxSchema } from '../events/personal.ts';
import type { Box } from '../events/personal.ts';
import { open } from './box.ts';
import type { FoundKey } from './key-ring.ts';
import type { Opening } from './open-personal.ts';
import { ReasonMissing } from './key-faults.ts';

/** Where a box is, and what of it anybody can read. */
type Place = {
  /** Names and numbers that lead to the box within the value. */
  readonly path: readonly (string | number)[];
  /** The id of the key that the box is sealed under. */
  readonly key: string;
  readonly commitment: string;
};

/** What a box held, with the salt by which anybody can check its commitment. */
export type Disclosed = Place & {
  /** 32 bytes in base64url. */
  readonly salt: string;
  readonly value: string;
};

/** A box that nobody opens any more: its key was destroyed, then it says when, or no key ring knows it. */
export type Erased = Place & {
  readonly why: 'key-destroyed' | 'key-unknown';
  readonly destroyedAt: Instant | null;
};

export type Boxes = {
  readonly disclosed: readonly Disclosed[];
  readonly erased: readonly Erased[];
};

/**
 * Every box of a value opened for somebody who has no key, but shall be able to check: other than `openPersonal` it
 * gives away the salts. Recorded before anything is opened.
 */
export async function discloseBoxes(
  value: unknown,
  { ring, who, why, record, now = () => new Date() }: Opening,
): Promise<Boxes> {
  if (why.trim() === '') throw new ReasonMissing('Disclosing personal data');
  const boxes = boxesIn(value);
  const keys = [...new Set(boxes.map(({ box }) => box.key))];
  if (keys.length === 0) return { disclosed: [], erased: [] };
  await record({ who, why, keys, at: now().toISOString() });
  const found = new Map(
    await Promise.all(keys.map(async (id) => [id, await ring.find(id)] as const)),
  );
  const disclosed: Disclosed[] = [];
  const erased: Erased[] = [];
  for (const { path, box } of boxes) {
    const key = found.get(box.key);
    const place = { path, key: box.key, commitment: box.commitment };
    if (key?.status !== 'held') erased.push({ ...place, ...lossOf(key) });
    else {
      const { salt, value: text } = open(key.caseKey, box);
      disclosed.push({ ...place, salt: Buffer.from(salt).toString('base64url'), value: text });
    }
  }
  return { disclosed, erased };
}

function lossOf(key: FoundKey | undefined): Pick<Erased, 'why' | 'destroyedAt'> {
  return key?.status === 'destroyed'
    ? { why: 'key-destroyed', destroyedAt: key.tombstone.at }
    : { why: 'key-unknown', destroyedAt: null };
}

type Found = Pick<Place, 'path'> & { readonly box: Box };

function boxesIn(value: unknown, path: Place['path'] = []): readonly Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const box = boxSchema.safeParse(value).data;
  if (box !== undefined) return [{ path, box }];
  if (Array.isArray(value)) return value.flatMap((item, index) => boxesIn(item, [...path, index]));
  return Object.entries(value).flatMap(([name, item]) => boxesIn(item, [...path, name]));
}
