import { resolve } from 'node:path';
import { handOutPeriod } from '../api/hand-out-packs.ts';
import type { PackingHouse } from '../api/hand-out-packs.ts';
import type { PeriodWish } from '../projections/packs/pack-period.ts';
import { houseOfHome } from './house-of-home.ts';
import type { Output } from './output.ts';
import { refusing } from './pack-home.ts';
import { assertFree } from './pack-options.ts';
import type { PackGiven } from './pack-options.ts';
import type { ManyPacked } from './packed-text.ts';

export type PeriodOrder = PackGiven & PeriodWish;

/** How often it is told how far a pack has come, in cases. */
const TOLD_EVERY = 1_000;

/** Makes a pack of a period of this home. */
export async function packPeriodOfHome(order: PeriodOrder, out: Output): Promise<ManyPacked> {
  assertFree(order.file);
  await using house = await houseOfHome();
  // The house is open until the pack is made.
  return await refusing(writePeriod(house, order, out));
}

/** The file is there once it stands on record in each case that it was made, for whom and why. */
export async function writePeriod(
  house: PackingHouse,
  order: PeriodOrder,
  out: Pick<Output, 'say'>,
): Promise<ManyPacked> {
  const file = resolve(order.file);
  let seen = 0;
  const onCase = (): void => {
    seen += 1;
    if (seen % TOLD_EVERY === 0) out.say(`${seen} cases were looked at. 已检查 ${seen} 宗案件。`);
  };
  const { sha256, cases, events, later, head } = await handOutPeriod(house, order, file, onCase);
  return { file, sha256, cases: cases.length, events, later, treeSize: head.treeSize };
}
