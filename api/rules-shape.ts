import { z } from 'zod';
import { confirmedBy } from './confirmed.ts';

const placed = {
  regime: z.string(),
  version: z.string(),
  datum: z.string().describe('The path of the datum in the regime.'),
  article: z.string(),
  mark: z.string().describe('How sure the rule is: V, S, M or P.'),
  confirmed: confirmedBy,
};

/** What the rules say of a proposal that waits for a second person. */
export const authority = z
  .object({ ...placed, proposal: z.int(), rank: z.string() })
  .nullable()
  .describe('Which rank signs what waits, by which rule; null where no rule says. 审批权限。');

/** On what rules that nobody read in their own text a case rests. */
export const restsOn = z
  .array(
    z.object({
      ...placed,
      regime: placed.regime.nullable(),
      version: placed.version.nullable(),
      datum: placed.datum.nullable(),
      decided: z
        .array(z.object({ revision: z.int(), event: z.string() }))
        .describe('The events that it decided.'),
    }),
  )
  .describe(
    'Rules not marked V that decided something of the case. 未经核对原文而据以办理的规则。',
  );
