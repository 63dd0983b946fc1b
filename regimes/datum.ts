import { z } from 'zod';

/**
 * What every datum of a regime has. `article` is where it stands; `mark` is how sure we are of it: V the rule's own
 * text was read, S seen in a secondary source, M from memory, P our proposal.
 */
export const MARKS = ['V', 'S', 'M', 'P'] as const;
export type Mark = (typeof MARKS)[number];

/** What people read: blanks and dots would pass for a text, and say nothing. */
export const words = z
  .string()
  .regex(/[\p{L}\p{N}]/u, 'must be in words: it holds no letter and no digit');

export const text = z.strictObject({ en: words, zh: words });

export const origin = {
  article: words.describe('Where it stands: the article, or "house proposal".'),
  mark: z
    .enum(MARKS, { error: 'must be V (text read), S (secondary), M (from memory) or P (proposal)' })
    .describe('V its text was read, S secondary source, M from memory, P proposal.'),
};

const limitOf = z
  .enum(['legal', 'target'], { error: 'must be legal or target' })
  .describe('Only what is legal can be breached; a target is the house’s own.');

/** Origin, and whether it is law or the house's own. */
export const rule = { limit: limitOf, ...origin };

export const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case words joined by hyphens');

export const regimeName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,40}$/, 'must be lower-case words joined by hyphens');

/** Whom a case is raised to, and who may approve; in rising order. */
export const RANKS = ['handler', 'supervisor', 'head', 'executive', 'superior'] as const;
export const rank = z.enum(RANKS, { error: `must be one of ${RANKS.join(', ')}` });
export type Rank = z.infer<typeof rank>;

/** Whether no two items have the same value of a field. */
export function unlike<Field extends string>(field: Field) {
  return (items: readonly { readonly [Key in Field]: unknown }[]): boolean =>
    new Set(items.map((item) => item[field])).size === items.length;
}

/** A list of data of one kind, which are told apart by their names. */
export function named<Item extends z.ZodType<{ readonly name: string }>>(item: Item) {
  return z.array(item).refine(unlike('name'), 'no two of these may have one name');
}
