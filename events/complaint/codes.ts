/** How the complaint reached us (JR/T 0169's channel A, where the business was done, is another thing). */
export const CHANNELS = [
  'branch',
  'phone',
  'letter',
  'email',
  'web',
  'app',
  'regulator',
  'referral',
  'fax',
  'unknown',
] as const;

/** Causes of complaint after JR/T 0169-2018, dimension C; the standard's numbers are not published freely. */
export const CAUSES = [
  'service',
  'facilities-and-systems',
  'rules-and-process',
  'marketing',
  'disclosure',
  'product-yield',
  'free-choice',
  'contract-terms',
  'safety-of-funds',
  'information-security',
  'debt-collection',
  'pricing',
  'other',
] as const;

/** The eight rights of CBIRC Order 2022 no. 9. */
export const RIGHTS = [
  'to-know',
  'free-choice',
  'fair-dealing',
  'safety-of-property',
  'redress',
  'education',
  'respect',
  'information-security',
] as const;

export const CLASSES = ['simple', 'complex', 'very-complex'] as const;

export const OUTCOMES = ['upheld', 'partly-upheld', 'not-upheld', 'settled'] as const;

export const LETTERS = [
  'acknowledgement',
  'extension-notice',
  'holding-reply',
  'decision',
  'delay',
  'review-decision',
  'survey',
  'ending',
] as const;

/** Grounds on which a case ends without a decision, or its decision need not be told; a withdrawal has its own word. */
export const ENDING_GROUNDS = ['no-standing', 'unreachable', 'early-resolution'] as const;

/** How much a source may state of one case: columns, and characters in one of them. */
export const FACTS_PER_CASE = 100;
export const FACT_CHARACTERS = 4_000;
