import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Actor } from '../events/envelope.ts';
import { NothingToProve } from '../projections/ledger/prove.ts';
import { packCase } from '../projections/packs/pack-case.ts';
import type { PackWish } from '../projections/packs/pack-case.ts';
import type { PackParts } from '../projections/packs/pack-parts.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import type { AssembledHouse } from '../workers/house.ts';
import { houseOfHome } from './house-of-home.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { MadePack } from './pack-commands.ts';

export type PackOrder = PackWish & {
  readonly actor: Actor;
  readonly purpose: string;
  readonly file: string;
};

/** Makes a pack of a case of this home. */
export async function packHome(order: PackOrder): Promise<MadePack> {
  if (existsSync(order.file))
    throw new CommandFailed(
      {
        en: `${order.file} is there already: name another file.`,
        zh: `${order.file} 已存在，请另选文件名。`,
      },
      EXIT.usage,
    );
  await using house = await houseOfHome();
  return writePack(house, order);
}

type PackingHouse = Pick<
  AssembledHouse,
  'log' | 'database' | 'ring' | 'documents' | 'recordAccess' | 'noteAccess'
>;

/** The file is written once it stands on record in the case that it was made, for whom and why. */
export async function writePack(house: PackingHouse, order: PackOrder): Promise<MadePack> {
  const { log, database, ring, documents } = house;
  const { stream, profile, purpose, actor, file } = order;
  const opening = { ring, who: actor, why: purpose, record: house.recordAccess };
  const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
  const parts: PackParts = { log, database, shelf, documents, opening };
  const { zip, sha256, events, later, head } = await packCase(parts, order).catch(
    (error: unknown) => {
      throw error instanceof NothingToProve
        ? new CommandFailed(error.because, EXIT.refused, error)
        : error;
    },
  );
  await house.noteAccess({
    ...{ stream, who: actor, at: new Date().toISOString(), type: 'CaseExported' },
    data: { what: 'pack', purpose, profile, sha256 },
  });
  writeFileSync(file, zip, { flag: 'wx', mode: 0o600 });
  return { file: resolve(file), sha256, events, later, treeSize: head.treeSize };
}
