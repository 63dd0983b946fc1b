import { TUESDAY, box } from './a-case.ts';

/** Both sides agreed on Tuesday that the decision is due by the end of March, unless a test says otherwise. */
export const agree = (changes: object = {}) =>
  ({
    type: 'RecordAgreement',
    data: {
      of: 'time-limit',
      agreedAt: TUESDAY,
      evidence: box('Signed by both.'),
      clock: 'decide',
      until: '2026-03-31',
      ...changes,
    },
  }) as const;
