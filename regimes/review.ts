import { z } from 'zod';
import { INTERESTS } from '../events/complaint/handling-codes.ts';
import { name, rule, text } from './datum.ts';

/** A second look inside the institution. */
export const review = z.strictObject({
  title: text,
  against: z
    .enum(['branch', 'any'])
    .describe('Whose result it lies against; a head office’s is final where it says branch.'),
  form: z.enum(['written', 'any']),
  requestClock: name.describe('The clock within which it may be asked for.'),
  ...rule,
});

/** A way that stays open to the complainant outside the handling of the complaint. */
export const route = z.strictObject({
  name,
  title: text,
  clock: name.optional().describe('The clock within which it may be taken.'),
  ...rule,
});

/** How a person may stand to a complaint: an interest that was recorded, or what the case itself says of him. */
export const RELATIONS = [...INTERESTS, 'complained-of', 'took-part'] as const;

/** Who may not look into a complaint. */
export const recusal = z.strictObject({
  name,
  title: text,
  of: z
    .array(z.enum(RELATIONS, { error: `must be one of ${RELATIONS.join(', ')}` }))
    .min(1)
    .describe(
      'How such a person stands to it; where the article names nobody, after the house’s list.',
    ),
  at: z
    .array(z.enum(['assignment', 'review']))
    .min(1)
    .describe('Where he stands aside: in handling and deciding it, in its review.'),
  ...rule,
});
