import { randomUUID } from 'node:crypto';
import { checkpointsAgainst } from '../projections/checkpoints.ts';
import type { CheckpointFound } from '../projections/checkpoints.ts';
import { readModels } from '../projections/read-models.ts';
import { RELAY } from '../projections/relay/parked-streams.ts';
import { sampledParity } from '../projections/sampled-parity.ts';
import type { Parity } from '../projections/sampled-parity.ts';
import { kinds } from '../workers/house.ts';
import { reconcile } from '../workers/reconcile/reconcile.ts';
import type { Reconciliation } from '../workers/reconcile/reconcile.ts';
import { repair } from '../workers/reconcile/repair.ts';
import type { Repaired } from '../workers/reconcile/repair.ts';
import { houseOfHome } from './house-of-home.ts';
import type { Output } from './output.ts';

export type Agreement = Omit<Reconciliation, 'drifts'> & {
  readonly drifts: readonly Repaired[];
  readonly readModels: readonly Parity[];
  readonly checkpoints: readonly CheckpointFound[];
};

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
): Promise<Agreement> {
  await using house = await houseOfHome();
  const { log, database, client, attendance } = house;
  const parts = {
    ...{ log, database, client, kinds, look: attendance.look },
    ...(perSecond === undefined ? {} : { perSecond }),
    onProgress: (compared: number) => {
      if (compared % 500 === 0) say(`  ${compared} cases`);
    },
  };
  const { drifts, ...found } = await reconcile(parts);
  const models = [...readModels(kinds).values()];
  const seed = randomUUID();
  return {
    ...found,
    drifts: repairs ? await repair(parts, drifts) : drifts,
    readModels: await sampledParity({ log, database, models, cases: sample, seed }),
    checkpoints: await checkpointsAgainst(house, [...house.readModels.keys(), RELAY]),
  };
}
