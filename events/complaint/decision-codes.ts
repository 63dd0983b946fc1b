/** What puts a matter right; `none` promises nothing. */
export const REMEDIES = [
  'money',
  'refund',
  'claim-payment',
  'surrender',
  'correction',
  'rule-change',
  'apology',
  'explanation',
  'other',
  'none',
] as const;
export type RemedyKind = (typeof REMEDIES)[number];

/** Remedies that state an amount, and no others do. */
export const IN_MONEY: readonly RemedyKind[] = ['money', 'refund', 'claim-payment', 'surrender'];

/** Remedies that the letter itself delivers: nobody has to record that they arrived. */
export const BY_LETTER: readonly RemedyKind[] = ['apology', 'explanation', 'none'];

/** How a complainant can be told. */
export const TELLING_CHANNELS = ['post', 'phone', 'email', 'sms', 'in-person'] as const;
export type TellingChannel = (typeof TELLING_CHANNELS)[number];

/** By which of them a letter of ours can go: the others are a person's to use. */
export const LETTER_CHANNELS = ['post', 'email', 'sms'] as const;
export type LetterChannel = (typeof LETTER_CHANNELS)[number];

/** What was done to tell somebody, of which evidence is kept (Order 2020-3 art. 21). */
export const DEEDS = ['handed-or-posted', 'sent', 'dialled', 'as-agreed'] as const;
export type Deed = (typeof DEEDS)[number];

/** What the parties may agree otherwise (Order 2020-3 art. 21). */
export const AGREEMENTS = ['decision', 'time-limit', 'form-of-notice'] as const;
