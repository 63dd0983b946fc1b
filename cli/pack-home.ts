import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { noteExport } from '../api/note-accesses.ts';
import type { Actor } from '../events/envelope.ts';
import { NothingToProve } from '../projections/ledger/prove.ts';
import { packCase } from '../projections/packs/pack-case.ts';
import type { PackWish } from '../projections/packs/pack-case.ts';
import type { PackParts } from '../projections/packs/pack-parts.ts';
import { ReturnRefused } from '../projections/returns/return-refused.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import type { AssembledHouse } from '../workers/house.ts';
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

export type PackingHouse = Pick<
  AssembledHouse,
  'log' | 'database' | 'ring' | 'documents' | 'recordAccess' | 'noteAccess'
>;

/** The file is written once it stands on record in the case that it was made, for whom and why. */
export async function writePack(house: PackingHouse, order: PackOrder): Promise<MadePack> {
  const { stream, profile, purpose, actor, file } = order;
  const parts = packParts(house, order);
  const { zip, sha256, events, later, head } = await packCase(parts, order);
  const exported = { what: 'pack', purpose, profile, sha256 };
  await noteExport(house.noteAccess, actor, [stream], exported);
  writeFileSync(file, zip, { flag: 'wx', mode: 0o600 });
  return { file: resolve(file), sha256, events, later, treeSize: head.treeSize };
}

/** What a pack of this house is made out of, by whom and why. */
export function packParts(
  { log, database, ring, documents, recordAccess: record }: PackingHouse,
  { actor: who, purpose: why }: Pick<PackOrder, 'actor' | 'purpose'>,
): PackParts {
  const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
  return { log, database, shelf, documents, opening: { ring, who, why, record } };
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
