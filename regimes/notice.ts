import { z } from 'zod';
import { name, named, rule, text } from './datum.ts';
import { naturalLength } from './length.ts';

/** Occasions on which the complainant gets his answer: a letter that says nothing would be one. */
const ANSWERS: readonly string[] = ['decided', 'resolved-early', 'review-decided'];

const section = z.strictObject({
  name,
  title: text,
  day: z
    .literal(true)
    .optional()
    .describe('It is the day by which an answer is expected: whoever writes the letter gives it.'),
});

/** A letter that is owed, and what it must say: one without it is refused. */
export const notice = z
  .strictObject({
    name,
    title: text,
    occasion: z.enum([
      'received',
      'decided',
      'extended',
      'delayed',
      'paused',
      'resolved-early',
      'no-standing',
      'review-decided',
    ]),
    medium: z
      .enum(['any', 'written', 'durable'])
      .describe('What is not any is told in a form that lasts: by phone it is not told.'),
    content: named(section).describe('What it must say.'),
    ...rule,
  })
  .refine(({ occasion, content }) => content.length > 0 || !ANSWERS.includes(occasion), {
    error: 'must name what an answer to the complaint says: this is one',
    path: ['content'],
  });

/** What counts as having told somebody, by the channel. */
export const proof = z.strictObject({
  name,
  title: text,
  channel: z.enum(['paper', 'electronic', 'phone']),
  deed: z
    .enum(['handed-or-posted', 'sent', 'dialled'])
    .describe('What must have been done in time, and of which evidence is kept.'),
  ...rule,
});

/** Whether the parties may agree on another decision, time limit or form of notice. */
export const agreedOtherwise = z.strictObject({
  title: text,
  of: z.array(z.enum(['decision', 'time-limit', 'form-of-notice'])).min(1),
  ...rule,
});

/** How far ahead a time limit may be agreed on: a slip of the pen in a year would leave the case without one. */
export const agreedWithin = z.strictObject({
  title: text,
  within: naturalLength.describe('From the agreement to the last day that it names.'),
  ...rule,
});
