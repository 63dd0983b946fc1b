import { z } from 'zod';
import { name, named, rank, rule, text } from './datum.ts';
import { naturalLength } from './length.ts';

/**
 * What makes a complaint out of the ordinary, and what is done about it. A marker never pauses, ends or lengthens a
 * clock of the case, and is no ground to refuse the complaint.
 */
export const marker = z
  .strictObject({
    name: name.describe('Its code: one that other regimes have, or one of its own.'),
    title: text,
    steps: named(z.strictObject({ name, title: text }))
      .min(1)
      .describe('What is to be done and ticked off.'),
    tell: rank.describe('The rank the case is raised to when it is marked.'),
    suspicion: z
      .boolean()
      .optional()
      .describe('Of the complainant’s side: no fact until a second person shares it.'),
    clock: z
      .strictObject({
        metBy: name.describe('The step that must be done in time.'),
        within: naturalLength.describe('From the marking.'),
        ...rule,
      })
      .optional(),
    ...rule,
  })
  .refine(
    ({ steps, clock }) => clock === undefined || steps.some((step) => step.name === clock.metBy),
    {
      error: 'must be a step of this marker',
      path: ['clock', 'metBy'],
    },
  );
