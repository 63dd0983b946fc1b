import { join } from 'node:path';
import { z } from 'zod';
import { readVariables } from './read-variables.ts';

/** When the heads of the ledger are signed, and where they are dropped. */
export type LedgerConfiguration = {
  readonly witness: string;
  readonly everyEvents: number;
  readonly everySeconds: number;
};

/** By the names of the variables, so that each fault names its own. */
const variables = z.object({
  REDRESS_WITNESS: z.string().optional(),
  REDRESS_LEDGER_EVENTS: z.coerce.number().int().min(1).max(1_000_000).default(1_000),
  REDRESS_LEDGER_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
});

/** Every variable of the ledger, to be passed on to processes. */
export const LEDGER_VARIABLES: readonly string[] = Object.keys(variables.shape);

/** Throws with every setting that is wrong, by the name of its variable. */
export function readLedgerConfiguration(
  home: string,
  environment: NodeJS.ProcessEnv = process.env,
): LedgerConfiguration {
  const head = { en: 'The configuration of the ledger is wrong', zh: '账本配置有误' };
  const settings = readVariables(variables, environment, head);
  return {
    witness: settings.REDRESS_WITNESS ?? join(home, 'witness'),
    everyEvents: settings.REDRESS_LEDGER_EVENTS,
    everySeconds: settings.REDRESS_LEDGER_SECONDS,
  };
}
