import { z } from 'zod';
import { decimalsOf } from './decimals-of.ts';

/** Words that events and commands of every process share. */

/** An instant in UTC with milliseconds: `2026-03-02T15:59:59.999Z`. */
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, {
    error: 'must be UTC with milliseconds, as 2026-03-02T08:00:00.000Z',
    abort: true,
  })
  .refine((text) => new Date(text).toJSON() === text, 'is not a date of the calendar');

/** An instant in UTC as people write it, with parts of a second or without, in the form above; nothing for another. */
export function instantOf(text: string): string | undefined {
  return z.iso.datetime().safeParse(text).success ? new Date(text).toISOString() : undefined;
}

/** Text of one line: control characters and halves of characters could not be recorded, or not be seen. */
export const lineAsRecorded = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line without control characters');

/** The same in a command: what ends in white space looks like what does not, and is another code. */
export const line = (max: number) =>
  lineAsRecorded(max).regex(
    /^(?:\S(?:[\s\S]*\S)?)?$/,
    'must not be blank, nor begin or end with white space',
  );

/** A code or name that is not about a person, in a command: product, cause. */
export const code = line(120);

/** The same in an event, and a unit there: what was recorded before must stay readable. */
export const codeAsRecorded = lineAsRecorded(120);

/**
 * The one form of a staff id, in commands and in tokens: who signs off is compared with who proposed, letter by letter.
 * Another spelling is refused, not folded, so that every system that names people learns the one form.
 */
export const staff = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,79}$/,
    'must be a staff id of small letters, digits, dots, underscores and hyphens, as li-ming (80 at most, a letter or digit first)',
  );

/** The one form of a unit's code, in commands and in tokens: who reviews is of another unit than who handled. */
export const unit = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,79}$/,
    'must be a unit’s code of small letters, digits, dots, underscores and hyphens, as card-centre (80 at most)',
  );

/** Which fields of events name somebody of the staff: nobody outside the house learns them. */
export const staffFields = z.registry<{ readonly isStaff: true }>();

/** A staff id in an event: what was recorded before ids had one form, or by an import, must stay readable. */
export const staffAsRecorded = lineAsRecorded(80).register(staffFields, { isStaff: true });

/** Which fields say the revision of an event of their own stream: played otherwise, the event has another one. */
export const revisions = z.registry<{ readonly isRevision: true }>();

export const revision = z.int().min(0).register(revisions, { isRevision: true });

const decimal = z.string().regex(/^(0|[1-9]\d{0,14})(\.\d+)?$/, 'must be a decimal such as 12.30');
const threeLetters = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code such as CNY', abort: true });

export const money = z
  .strictObject({
    amount: decimal,
    currency: threeLetters.refine((currency) => decimalsOf(currency) !== undefined, {
      abort: true,
      error: ({ input }) => `${String(input)} is no currency of ISO 4217`,
    }),
  })
  .refine(
    ({ amount, currency }) => (amount.split('.')[1] ?? '').length === decimalsOf(currency),
    'must have as many decimals as its currency',
  );

/** Money in an event: currencies come and go, and what was recorded in one must stay readable. */
export const moneyAsRecorded = z.strictObject({ amount: decimal, currency: threeLetters });
