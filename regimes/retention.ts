import { z } from 'zod';
import { name, rule, text } from './datum.ts';
import { ruleLength } from './length.ts';

/**
 * How long a record is kept. Of several that apply the longest holds, and nothing is deleted under a legal hold.
 * A rule that names no length points at other laws: it keeps nothing by itself.
 */
export const retention = z.strictObject({
  name,
  title: text,
  records: z.enum(['case-file', 'credit-case-file', 'suitability-material', 'sales-recording']),
  kinds: z.array(name).min(1).optional().describe('Of these kinds of complaint; all by default.'),
  from: z.enum(['received', 'closed', 'deemed-resolved', 'contract-ended', 'dispute-ended']),
  length: ruleLength.optional().describe('Left out where the rule points at other laws.'),
  ...rule,
});

/** While any of these is open nothing of the case is deleted, whatever its term. */
export const legalHold = z.strictObject({
  name,
  title: text,
  while: z.array(z.enum(['dispute', 'review', 'mediation', 'court', 'regulator-request'])).min(1),
  ...rule,
});
