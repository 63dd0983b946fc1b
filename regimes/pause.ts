import { z } from 'zod';
import { name, origin, rank, rule, text } from './datum.ts';

const ENDS = {
  'expert-work-started': 'expert-work-ended',
  'mediation-requested': 'mediation-ended',
} as const;

/** Time that does not count, and what must be so before it may stop counting (Order 2020-3 arts. 18, 23). */
export const pause = z
  .strictObject({
    name,
    title: text,
    clocks: z.array(name).min(1).describe('The clocks it stops.'),
    startsWith: z.enum(['expert-work-started', 'mediation-requested']),
    endsWith: z.enum(['expert-work-ended', 'mediation-ended']),
    preconditions: z
      .array(z.enum(['complainant-told', 'complainant-agreed']))
      .min(1, 'must name one: no clock stops unless the complainant was told, or agreed')
      .describe('All must be so, or the clock runs on.'),
    ...rule,
  })
  .refine(({ startsWith, endsWith }) => ENDS[startsWith] === endsWith, {
    error: 'must be the end of what it starts with',
    path: ['endsWith'],
  });

/** The same complaint again. */
export const repeat = z
  .strictObject({
    name,
    title: text,
    newFacts: z.boolean().describe('Whether it brings new facts or reasons.'),
    effect: z
      .enum(['may-merge', 'restart'])
      .describe('It may join the running case, or its clocks start anew with all their steps.'),
    clocks: z.array(name).min(1),
    secondPerson: z
      .strictObject({
        tell: rank.describe('The rank the case is raised to at once, to confirm them.'),
        hours: z
          .int()
          .min(1)
          .max(8_760)
          .describe('Hours that it has for this, by the clock: no calendar is asked.'),
        then: rank.describe('The rank the case is raised to when they are over.'),
        ...origin,
      })
      .optional()
      .describe('Why the handler’s word alone moves no clock, but somebody else’s who leads.'),
    atMost: z
      .strictObject({ restarts: z.int().min(1).max(100), rank, ...origin })
      .optional()
      .describe('How often clocks start anew in one case before this rank must confirm it.'),
    ...rule,
  })
  .refine(
    ({ newFacts, effect, secondPerson }) =>
      secondPerson === undefined || (newFacts && effect === 'restart'),
    { error: 'is for new facts that start clocks anew', path: ['secondPerson'] },
  )
  .refine(({ secondPerson, atMost }) => atMost === undefined || secondPerson !== undefined, {
    error: 'needs secondPerson, which says who is told',
    path: ['atMost'],
  });

/** How a case may end without a decision, or without the decision being told. */
export const ending = z.strictObject({
  name,
  title: text,
  ground: z.enum(['withdrawal', 'no-standing', 'unreachable', 'early-resolution']),
  effect: z
    .enum(['case-ends', 'telling-excused', 'no-final-response'])
    .describe('What is no longer owed.'),
  sameDay: z.boolean().optional().describe('Whether it takes effect on the day it is received.'),
  within: name.optional().describe('The clock inside which it must happen.'),
  letter: name.optional().describe('The notice that is owed in its stead.'),
  accepted: z
    .strictObject(origin)
    .optional()
    .describe('Why it holds only with the complainant’s acceptance on record: who, when and how.'),
  secondPerson: z
    .strictObject(origin)
    .optional()
    .describe('Why not the handler alone ends it so, but somebody else who leads.'),
  attempts: z
    .strictObject({ days: z.int().min(1).max(30), ...rule })
    .optional()
    .describe('On how many different days somebody must have tried in vain to reach him.'),
  ...rule,
});
