/** Code lists of the handling of a case. They are ours (P): no rule names them. */

/** What gives a person an interest in the matter. Order 2020-3 art. 17 asks for recusal and lists nobody. */
export const INTERESTS = [
  'seller',
  'account-manager',
  'product-manager',
  'line-manager-of-seller',
  'paid-on-the-sale',
  'relative',
  'handler-of-first-instance',
  'declared-by-the-person',
] as const;

/** Whom a task goes to. */
export const TASK_KINDS = ['business', 'legal', 'compliance', 'technology'] as const;

export const CONTACT_CHANNELS = ['phone', 'sms', 'email', 'letter', 'in-person', 'app'] as const;

export const CONTACT_PARTIES = [
  'complainant',
  'representative',
  'agent-or-heir',
  'unit',
  'regulator',
  'third-party',
] as const;

/** Who accepts for the complainant what was offered. */
export const ACCEPTING = ['complainant', 'representative', 'agent-or-heir'] as const;

/** Where pressure on whoever handles a case comes from. */
export const PRESSURE_SOURCES = [
  'superior',
  'colleague',
  'unit-complained-of',
  'complainant',
  'outside',
] as const;

export const DOCUMENT_KINDS = [
  'complaint-letter',
  'identity',
  'mandate',
  'succession-proof',
  'contract',
  'transaction-record',
  'recording',
  'correspondence',
  'expert-opinion',
  'unit-answer',
  'proof-of-telling',
  'other',
] as const;

/** Bytes of the longest document that may be filed. */
export const DOCUMENT_BYTES = 20_000_000;
