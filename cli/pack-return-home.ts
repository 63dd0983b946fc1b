import { resolve } from 'node:path';
import { handOutReturn } from '../api/hand-out-packs.ts';
import type { PackingHouse } from '../api/hand-out-packs.ts';
import type { ReturnWish } from '../projections/packs/pack-return.ts';
import { houseOfHome } from './house-of-home.ts';
import { refusing } from './pack-home.ts';
import { assertFree } from './pack-options.ts';
import type { PackGiven } from './pack-options.ts';
import type { ManyPacked } from './packed-text.ts';

export type ReturnOrder = PackGiven & ReturnWish;

/** Makes a pack of a return of this home. */
export async function packReturnOfHome(order: ReturnOrder): Promise<ManyPacked> {
  assertFree(order.file);
  await using house = await houseOfHome();
  // The house is open until the pack is made.
  return await refusing(writeReturn(house, order));
}

/** The file is there once it stands on record in each case that it was made and why. */
export async function writeReturn(house: PackingHouse, order: ReturnOrder): Promise<ManyPacked> {
  const file = resolve(order.file);
  const { sha256, cases, events, later, head } = await handOutReturn(house, order, file);
  return { file, sha256, cases: cases.length, events, later, treeSize: head.treeSize };
}
