import { resolve } from 'node:path';
import { handOutCase } from '../api/hand-out-packs.ts';
import type { PackingHouse } from '../api/hand-out-packs.ts';
import type { Actor } from '../events/envelope.ts';
import { NothingToProve } from '../projections/ledger/prove.ts';
import type { PackWish } from '../projections/packs/pack-case.ts';
import { ReturnRefused } from '../projections/returns/return-refused.ts';
import { houseOfHome } from './house-of-home.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { MadePack } from './pack-commands.ts';
import { assertFree } from './pack-options.ts';

export type PackOrder = PackWish & {
  readonly actor: Actor;
  readonly purpose: string;
  readonly file: string;
};

/** Makes a pack of a case of this home. */
export async function packHome(order: PackOrder): Promise<MadePack> {
  assertFree(order.file);
  await using house = await houseOfHome();
  // The house is open until the pack is made.
  return await refusing(writePack(house, order));
}

/** The file is written once it stands on record in the case that it was made, for whom and why. */
export async function writePack(house: PackingHouse, order: PackOrder): Promise<MadePack> {
  const file = resolve(order.file);
  const { sha256, events, later, erased, head } = await handOutCase(house, order, file);
  return { file, sha256, events, later, erased, treeSize: head.treeSize };
}

/** What cannot be proved is told as a refusal. */
export async function refusing<Result>(packing: Promise<Result>): Promise<Result> {
  try {
    return await packing;
  } catch (error) {
    if (error instanceof NothingToProve || error instanceof ReturnRefused)
      throw new CommandFailed(error.because, EXIT.refused, error);
    throw error;
  }
}
