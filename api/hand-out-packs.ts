import type { Actor } from '../events/envelope.ts';
import { packCase } from '../projections/packs/pack-case.ts';
import type { CasePack, PackWish } from '../projections/packs/pack-case.ts';
import type { PackParts } from '../projections/packs/pack-parts.ts';
import { packPeriod } from '../projections/packs/pack-period.ts';
import type { PeriodWish } from '../projections/packs/pack-period.ts';
import { packReturn } from '../projections/packs/pack-return.ts';
import type { ReturnWish } from '../projections/packs/pack-return.ts';
import type { Profile } from '../projections/packs/profile.ts';
import type { BeforeHandingOut, WrittenPack } from '../projections/packs/written-pack.ts';
import type { House } from './house.ts';
import { noteExport } from './note-accesses.ts';

/**
 * Packs as they leave the house, whichever way. That one was made, by whom, for whom and why, with its hash, stands on
 * record in each of its cases before anything of it is there. All throw what the packs themselves throw.
 */

export type PackingHouse = Pick<
  House,
  'log' | 'database' | 'ring' | 'keysOf' | 'documents' | 'shelf' | 'recordAccess' | 'noteAccess'
>;

export type PackOrder = { readonly actor: Actor; readonly purpose: string };

/** `file` is there once the case has it on record. */
export function handOutCase(
  house: PackingHouse,
  order: PackOrder & PackWish,
  file: string,
): Promise<CasePack> {
  const beforehand = noting(house, order, 'pack', order.profile);
  return packCase(partsFor(house, order), order, file, { beforehand });
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
  { log, database, ring, keysOf, documents, shelf, recordAccess: record }: PackingHouse,
  { actor: who, purpose: why }: PackOrder,
): PackParts {
  const wrappingOf = (institution: string) => keysOf(institution).wrapping;
  return { log, database, shelf, documents, wrappingOf, opening: { ring, who, why, record } };
}

function noting(
  { noteAccess }: PackingHouse,
  { actor, purpose }: PackOrder,
  what: 'pack' | 'period-pack' | 'return-pack',
  profile: Profile = 'regulator',
): BeforeHandingOut {
  return ({ sha256, cases }) =>
    noteExport(noteAccess, actor, cases, { what, purpose, profile, sha256 });
}
