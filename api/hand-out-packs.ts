import type { Actor } from '../events/envelope.ts';
import { packCase } from '../projections/packs/pack-case.ts';
import type { Pack, PackWish } from '../projections/packs/pack-case.ts';
import type { PackParts } from '../projections/packs/pack-parts.ts';
import { packPeriod } from '../projections/packs/pack-period.ts';
import type {
  BeforeHandingOut,
  PeriodWish,
  WrittenPack,
} from '../projections/packs/pack-period.ts';
import { packReturn } from '../projections/packs/pack-return.ts';
import type { ReturnWish } from '../projections/packs/pack-return.ts';
import type { House } from './house.ts';
import { noteExport } from './note-accesses.ts';

/**
 * Packs as they leave the house, whichever way. That one was made, by whom, for whom and why, with its hash, stands on
 * record in each of its cases before anything of it is there. All throw what the packs themselves throw.
 */

export type PackingHouse = Pick<
  House,
  'log' | 'database' | 'ring' | 'documents' | 'shelf' | 'recordAccess' | 'noteAccess'
>;

export type PackOrder = { readonly actor: Actor; readonly purpose: string };

export async function handOutCase(house: PackingHouse, order: PackOrder & PackWish): Promise<Pack> {
  const pack = await packCase(partsFor(house, order), order);
  const { actor, purpose, profile, stream } = order;
  const data = { what: 'pack', purpose, profile, sha256: pack.sha256 };
  await noteExport(house.noteAccess, actor, [stream], data);
  return pack;
}

/** `file` is there once all cases have it on record; `onCase` hears of each that was looked at. */
export function handOutPeriod(
  house: PackingHouse,
  order: PackOrder & PeriodWish,
  file: string,
  onCase: () => void = () => undefined,
): Promise<WrittenPack> {
  const beforehand = noting(house, order, 'period-pack');
  return packPeriod(partsFor(house, order), order, file, { beforehand, onCase });
}

/** `file` is there once all cases have it on record. */
export function handOutReturn(
  house: PackingHouse,
  order: PackOrder & ReturnWish,
  file: string,
): Promise<WrittenPack> {
  const beforehand = noting(house, order, 'return-pack');
  return packReturn(partsFor(house, order), order, file, { beforehand });
}

function partsFor(
  { log, database, ring, documents, shelf, recordAccess: record }: PackingHouse,
  { actor: who, purpose: why }: PackOrder,
): PackParts {
  return { log, database, shelf, documents, opening: { ring, who, why, record } };
}

function noting(
  { noteAccess }: PackingHouse,
  { actor, purpose }: PackOrder,
  what: 'period-pack' | 'return-pack',
): BeforeHandingOut {
  return ({ sha256, cases }) =>
    noteExport(noteAccess, actor, cases, { what, purpose, profile: 'regulator', sha256 });
}
