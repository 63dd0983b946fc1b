import { z } from 'zod';
import { name, rule, text } from './datum.ts';

/** A second look inside the institution. */
export const review = z.strictObject({
  title: text,
  against: z
    .enum(['branch', 'any'])
    .describe('Whose result it lies against; a head office’s is final where it says branch.'),
  by: z.enum(['superior', 'other-unit']).describe('Which unit decides: never the first one.'),
  form: z.enum(['written', 'any']),
  requestClock: name.describe('The clock within which it may be asked for.'),
  decideClock: name.describe('The clock within which it is decided.'),
  covers: z.array(z.enum(['process', 'timeliness', 'result'])).min(1),
  ...rule,
});

/** A way that stays open to the complainant outside the handling of the complaint. */
export const route = z.strictObject({
  name,
  title: text,
  clock: name.optional().describe('The clock within which it may be taken.'),
  ...rule,
});

/** Who may not look into a complaint. */
export const recusal = z.strictObject({
  name,
  title: text,
  at: z.array(z.enum(['assignment', 'review'])).min(1),
  ...rule,
});
