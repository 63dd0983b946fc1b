import { z } from 'zod';
import { CHANNELS } from '../events/complaint/codes.ts';
import { name, rule, text } from './datum.ts';
import { ruleLength } from './length.ts';

const people = z.int().min(1).max(1_000_000);

/** A number from which a complaint is no longer an ordinary one, or beyond which something is not allowed. */
export const threshold = z
  .strictObject({
    name,
    title: text,
    of: z.enum(['complainants', 'representatives', 'people', 'outlets']),
    atLeast: people.optional().describe('From this number on it is out of the ordinary.'),
    atMost: people.optional().describe('More than this many are not taken.'),
    marks: name
      .optional()
      .describe('The marker of this regime that the case gets by rule from `atLeast` on.'),
    channels: z
      .array(z.enum(CHANNELS))
      .min(1)
      .optional()
      .describe(
        'Counts who came in one complaint by one of these; any, and linked cases, if left out.',
      ),
    ...rule,
  })
  .refine(({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined), {
    error: 'must have exactly one of atLeast and atMost',
  })
  .refine(
    ({ atLeast, of, marks }) =>
      marks === undefined || (atLeast !== undefined && of === 'complainants'),
    {
      error: 'goes with atLeast, and of complainants',
      path: ['marks'],
    },
  )
  .refine(({ marks, channels }) => channels === undefined || marks !== undefined, {
    error: 'goes with marks',
    path: ['channels'],
  });

/** A day of each year as month and day: `06-30`. */
const dayOfYear = z
  .string()
  .regex(
    /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/,
    'must be month and day, such as 06-30',
  );

/** How many periods end in a year, of those that end in it. */
const PERIODS: { readonly [every: string]: number } = { year: 1, 'half-year': 2, quarter: 4 };

/** What is owed to the regulator, the public or the board again and again. */
export const report = z
  .strictObject({
    name,
    title: text,
    to: z.enum(['regulator', 'public', 'board']),
    every: z.enum(['year', 'half-year', 'quarter', 'change', 'as-required']),
    periodsEnd: z.array(dayOfYear).min(1).optional(),
    dueOn: z.array(dayOfYear).min(1).optional().describe('One for each period, in its order.'),
    firstPeriod: z.iso.date().optional().describe('The first day of the first period it is for.'),
    dueWithin: ruleLength.optional().describe('From the end of the period.'),
    ...rule,
  })
  .refine(({ dueOn, periodsEnd }) => dueOn === undefined || dueOn.length === periodsEnd?.length, {
    error: 'must have one day for each period that ends',
    path: ['dueOn'],
  })
  .refine(
    ({ every, periodsEnd }) => periodsEnd === undefined || periodsEnd.length === PERIODS[every],
    {
      error: 'must have as many days as its periods end in a year',
      path: ['periodsEnd'],
    },
  );
