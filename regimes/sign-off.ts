import { z } from 'zod';
import { CLASSES, OUTCOMES } from '../events/complaint/codes.ts';
import { money } from '../events/words.ts';
import { RANKS, name, named, rank, rule, text } from './datum.ts';
import type { Rank } from './datum.ts';

type Money = z.infer<typeof money>;

/**
 * Who may sign a decision: of all that fit the highest rank, the first of them naming it. Of rules with amounts only
 * the first that fits counts. The last fits everything; it counts where nothing else fits, or no amount is enough.
 */
const authority = z.strictObject({
  name,
  title: text,
  outcomes: z.array(z.enum(OUTCOMES)).min(1).optional().describe('For these; for all by default.'),
  classes: z.array(z.enum(CLASSES)).min(1).optional().describe('For these; for all by default.'),
  upTo: money
    .optional()
    .describe('Remedies of at most this in all; an amount in another currency does not fit.'),
  rank: rank.describe('The least rank that signs.'),
  ...rule,
});
type Authority = z.infer<typeof authority>;

export const signOff = named(authority)
  .min(1)
  .refine(
    (rules) => rules.at(-1) !== undefined && !isConditional(rules.at(-1)),
    'the last must fit everything, or somebody’s decision could be signed by nobody',
  )
  .refine(
    (rules) =>
      rules.every(({ upTo, rank: by }) => upTo === undefined || !isHigher(by, rules.at(-1))),
    'no amount may need a higher rank than the last does, which also signs what is in other money',
  )
  .refine(
    (rules) => new Set(rules.flatMap(({ upTo }) => upTo?.currency ?? [])).size <= 1,
    'amounts must be in one currency',
  );

function isHigher(one: Rank, last?: Authority): boolean {
  return last !== undefined && RANKS.indexOf(one) > RANKS.indexOf(last.rank);
}

function isConditional(rule?: Authority): boolean {
  return rule?.outcomes !== undefined || rule?.classes !== undefined || rule?.upTo !== undefined;
}

/** A decision as far as authority over it goes; `amount` is what all its remedies come to, if any. */
export type Signable = {
  readonly outcome: (typeof OUTCOMES)[number];
  readonly class: (typeof CLASSES)[number];
  readonly amount?: Money;
};

/** The rule by which a decision is signed; of a regime without such rules, none. */
export function authorityOver(
  rules: readonly Authority[],
  { outcome, class: ofClass, amount }: Signable,
): (Authority & { readonly rank: Rank }) | undefined {
  const fitting = rules.filter(
    ({ outcomes, classes, upTo }) =>
      (outcomes?.includes(outcome) ?? true) &&
      (classes?.includes(ofClass) ?? true) &&
      (upTo === undefined || amount === undefined || isAtMost(amount, upTo)),
  );
  const byAmount = fitting.find(({ upTo }) => upTo !== undefined);
  const special = fitting.filter((rule) => rule === byAmount || isSpecial(rule));
  const named = rules.some(({ upTo }) => upTo !== undefined);
  const beyond = amount !== undefined && named && byAmount === undefined;
  const counting = special.length === 0 || beyond ? [...special, ...fitting.slice(-1)] : special;
  return counting.reduce<Authority | undefined>(
    (highest, one) => (highest === undefined || isHigher(one.rank, highest) ? one : highest),
    undefined,
  );
}

/** Of some outcomes or classes, whatever the amount. */
function isSpecial(rule: Authority): boolean {
  return rule.upTo === undefined && isConditional(rule);
}

/** Amounts of one currency have one scale, so their digits compare as whole numbers. */
export function isAtMost(amount: Money, limit: Money): boolean {
  const minor = (one: Money) => BigInt(one.amount.replace('.', ''));
  return amount.currency === limit.currency && minor(amount) <= minor(limit);
}
