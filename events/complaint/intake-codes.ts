/** Why another case belongs to one, where it is more than a link: the same again, once more, or one of many. */
export const LINK_KINDS = ['duplicate', 'repeat', 'mass'] as const;

/** Where a complaint came from first, beside the channel that it took; Order 2020-3 art. 7, 8, 12, 32, 33. */
export const ORIGINS = [
  'firm-phone',
  'firm-web',
  'firm-app',
  'firm-visit',
  'firm-letter',
  'regulator-12378',
  'regulator-letter-or-visit',
  'pboc-12363',
  'government-12345',
  'petition-referral',
  'consumer-association',
  'media',
  'other',
] as const;

/** What a letter may hold (Order 2020-3 art. 32), and the ways each part may go. */
export const PART_KINDS = ['complaint', 'report', 'petition', 'enquiry'] as const;
export const WAYS = ['accepted', 'passed-on', 'answered'] as const;

/** Who acts for the complainant, or in his place (Order 2020-3 art. 13, 14). */
export const MANDATES = ['agent', 'heir', 'legal-representative', 'guardian'] as const;

/** What the complainant may be asked for: art. 13 and 14, and what only he may have. */
export const MATERIALS = [
  'identity',
  'contact',
  'organisation-particulars',
  'mandate',
  'succession-proof',
  'institution-or-staff-complained-of',
  'request-facts-and-grounds',
  'signature',
  'contract',
  'transaction-record',
  'correspondence',
  'other-evidence',
] as const;

/** Candidates for a duplicate that one complaint can bring along. */
export const CANDIDATES = 20;
