import { z } from 'zod';
import { PART_KINDS, WAYS } from '../events/complaint/intake-codes.ts';
import { rule, text } from './datum.ts';

/** What a letter may hold beside a complaint, or instead of one, and where each part goes. */
export const part = z.strictObject({
  name: z.enum(PART_KINDS, { error: `must be one of ${PART_KINDS.join(', ')}` }),
  title: text,
  ways: z.array(z.enum(WAYS)).min(1).describe('The ways that such a part may go.'),
  ...rule,
});

/** What may be asked of the complainant. */
export const materials = z.strictObject({
  title: text,
  held: z
    .enum(['never-asked-for', 'may-be-asked-for'])
    .describe('What the firm holds already or can look up.'),
  ...rule,
});

/** What must be so before a mediation begins. */
export const mediation = z.strictObject({
  title: text,
  needs: z.array(z.enum(['complainant-agrees'])).min(1),
  ...rule,
});
