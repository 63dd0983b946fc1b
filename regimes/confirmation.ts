import { z } from 'zod';
import { dataOf } from './data-of.ts';
import type { Datum } from './data-of.ts';
import { regimeName } from './datum.ts';
import type { Regime } from './regime.ts';

/** What an institution says in its own configuration: this datum was looked up, by this person, on this day. */
export const confirmation = z.strictObject({
  regime: regimeName,
  version: z.string().min(1).describe('A later version must be confirmed anew.'),
  path: z.string().min(1).describe('The path of the datum, such as clocks.decide.'),
  confirmedBy: z.string().min(1).max(80),
  on: z.iso.date(),
});
export type Confirmation = z.infer<typeof confirmation>;

export const confirmations = z.array(confirmation);

/** The data of a regime that are not read from the rule itself and that nobody has confirmed. */
export function unconfirmed(regime: Regime, confirmed: readonly Confirmation[]): readonly Datum[] {
  return dataOf(regime).filter(
    ({ path, mark }) => mark !== 'V' && confirmationOf(regime, path, confirmed) === undefined,
  );
}

/** Who confirmed a datum, the last time. */
export function confirmationOf(
  { name, version }: Pick<Regime, 'name' | 'version'>,
  path: string,
  confirmed: readonly Confirmation[],
): Confirmation | undefined {
  return confirmed
    .filter((one) => one.regime === name && one.version === version && one.path === path)
    .toSorted((one, other) => (one.on < other.on ? 1 : -1))[0];
}

/** Confirmations that confirm nothing: of a datum that this version does not have. */
export function idle(regime: Regime, confirmed: readonly Confirmation[]): readonly Confirmation[] {
  const paths = new Set(dataOf(regime).map(({ path }) => path));
  return confirmed.filter(
    (one) => one.regime === regime.name && one.version === regime.version && !paths.has(one.path),
  );
}
