import { z } from 'zod';
import { confirmationOf } from '../regimes/confirmation.ts';
import type { Confirmation } from '../regimes/confirmation.ts';

export const confirmedBy = z
  .object({ by: z.string(), on: z.string() })
  .nullable()
  .describe('Who of the institution confirmed a datum that is not V, and on which day. 确认人。');

type Placed = {
  readonly regime: string | null;
  readonly version: string | null;
  readonly datum: string | null;
  readonly mark: string | null;
};

/** Whoever reads what a rule decided sees who of his house stands for it; a rule that is V needs nobody. */
export function confirmedOf(
  { regime, version, datum, mark }: Placed,
  confirmed: readonly Confirmation[],
): z.infer<typeof confirmedBy> {
  if (regime === null || version === null || datum === null || mark === 'V') return null;
  const found = confirmationOf({ name: regime, version }, datum, confirmed);
  return found === undefined ? null : { by: found.confirmedBy, on: found.on };
}
