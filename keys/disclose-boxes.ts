import { box as boxSchema } from '../events/personal.ts';
import { open } from './box.ts';
import type { Opening } from './open-personal.ts';
import { ReasonMissing } from './key-faults.ts';

/** What a box held, with the salt by which anybody can check its commitment. */
export type Disclosed = {
  /** Names and numbers that lead to the box within the value. */
  readonly path: readonly (string | number)[];
  /** The id of the key that the box is sealed under. */
  readonly key: string;
  readonly commitment: string;
  /** 32 bytes in base64url. */
  readonly salt: string;
  readonly value: string;
};

/**
 * Every box of a value opened for somebody who has no key, but shall be able to check: other than `openPersonal` it
 * gives away the salts. Boxes whose key is destroyed or unknown stay out. Recorded before anything is opened.
 */
export async function discloseBoxes(
  value: unknown,
  { ring, who, why, record, now = () => new Date() }: Opening,
): Promise<readonly Disclosed[]> {
  if (why.trim() === '') throw new ReasonMissing('Disclosing personal data');
  const boxes = boxesIn(value);
  const keys = [...new Set(boxes.map(({ box }) => box.key))];
  if (keys.length === 0) return [];
  await record({ who, why, keys, at: now().toISOString() });
  const found = new Map(
    await Promise.all(keys.map(async (id) => [id, await ring.find(id)] as const)),
  );
  return boxes.flatMap(({ path, box }) => {
    const key = found.get(box.key);
    if (key?.status !== 'held') return [];
    const { salt, value: text } = open(key.caseKey, box);
    const shown = { path, key: box.key, commitment: box.commitment };
    return [{ ...shown, salt: Buffer.from(salt).toString('base64url'), value: text }];
  });
}

type Found = Pick<Disclosed, 'path'> & { readonly box: ReturnType<typeof boxSchema.parse> };

function boxesIn(value: unknown, path: Disclosed['path'] = []): readonly Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const box = boxSchema.safeParse(value).data;
  if (box !== undefined) return [{ path, box }];
  if (Array.isArray(value)) return value.flatMap((item, index) => boxesIn(item, [...path, index]));
  return Object.entries(value).flatMap(([name, item]) => boxesIn(item, [...path, name]));
}
