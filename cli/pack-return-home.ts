import { resolve } from 'node:path';
import { noteExport } from '../api/note-accesses.ts';
import { packReturn } from '../projections/packs/pack-return.ts';
import type { ReturnWish } from '../projections/packs/pack-return.ts';
import { houseOfHome } from './house-of-home.ts';
import { packParts, refusing } from './pack-home.ts';
import type { PackingHouse } from './pack-home.ts';
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
  const { purpose, actor } = order;
  const file = resolve(order.file);
  const { sha256, cases, events, later, head } = await packReturn(
    packParts(house, order),
    order,
    file,
    {
      beforehand: ({ sha256, cases }) =>
        noteExport(house.noteAccess, actor, cases, {
          ...{ what: 'return-pack', purpose, profile: 'regulator', sha256 },
        }),
    },
  );
  return { file, sha256, cases: cases.length, events, later, treeSize: head.treeSize };
}
