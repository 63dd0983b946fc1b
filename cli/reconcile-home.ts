import { randomUUID } from 'node:crypto';
import { readModels } from '../projections/read-models.ts';
import { kinds } from '../workers/house.ts';
import { agreement } from '../workers/reconcile/agreement.ts';
import type { Agreement } from '../workers/reconcile/agreement.ts';
import { repair } from '../workers/reconcile/repair.ts';
import type { Repaired } from '../workers/reconcile/repair.ts';
import { houseOfHome } from './house-of-home.ts';
import type { Output } from './output.ts';

/** What was found, and with what each drift was repaired. */
export type Answer = Omit<Agreement, 'drifts'> & { readonly drifts: readonly Repaired[] };

export type Wish = {
  readonly repairs: boolean;
  /** Cases whose rows in the read models are compared. */
  readonly sample: number;
  readonly perSecond?: number;
};

/** Compares the log of this home with the workflow engine, the read models and where the followers stand. */
export async function reconcileHome(
  { repairs, sample, perSecond }: Wish,
  { say }: Output,
): Promise<Answer> {
  await using house = await houseOfHome();
  const { log, database, client, attendance } = house;
  const parts = {
    ...{ log, database, client, kinds, look: attendance.look },
    ...(perSecond === undefined ? {} : { perSecond }),
    models: [...readModels(kinds).values()],
    followers: [...house.readModels.keys()],
    sample: { cases: sample, seed: randomUUID() },
    onProgress: (compared: number) => {
      if (compared % 500 === 0) say(`  ${compared} cases`);
    },
  };
  const found = await agreement(parts);
  return repairs ? { ...found, drifts: await repair(parts, found.drifts) } : found;
}
