import { checkpointsAgainst } from '../../projections/checkpoints.ts';
import type { CheckpointFound } from '../../projections/checkpoints.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { RELAY } from '../../projections/relay/parked-streams.ts';
import { sampledParity } from '../../projections/sampled-parity.ts';
import type { Parity } from '../../projections/sampled-parity.ts';
import { reconcile } from './reconcile.ts';
import type { Reconciled, Reconciliation } from './reconcile.ts';

/** Whom the log is compared with: the workflow engine, and all who follow it. */
export type Compared = Reconciled & {
  /** Their rows are made anew for the cases drawn. */
  readonly models: readonly ReadModel[];
  /** By name, all whose checkpoints must not be ahead of the log. The relay is always among them. */
  readonly followers: readonly string[];
  /** How many cases are drawn, and by which lot. */
  readonly sample: { readonly cases: number; readonly seed: string };
};

export type Agreement = Reconciliation & {
  readonly readModels: readonly Parity[];
  readonly checkpoints: readonly CheckpointFound[];
};

/** Compares the log with all that is made from it. Rejects when a server is away. */
export async function agreement(parts: Compared, signal?: AbortSignal): Promise<Agreement> {
  const { models, followers, sample } = parts;
  return {
    ...(await reconcile(parts, signal)),
    readModels: await sampledParity({ ...parts, models, ...sample }),
    checkpoints: await checkpointsAgainst(parts, [...followers, RELAY]),
  };
}

/** Each followed case and table that is not as the log says, by the read model it is of. */
export function differencesIn({ readModels }: Pick<Agreement, 'readModels'>) {
  return readModels.flatMap(({ model, differing }) =>
    differing.map((difference) => ({ model, ...difference })),
  );
}
