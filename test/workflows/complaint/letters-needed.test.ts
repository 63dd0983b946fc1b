import { test } from 'vitest';
import { ENGINE } from '../../../events/envelope.ts';
import { box, executive, given } from './a-case.ts';
import { DAY_25, at, granted } from './an-extension.ts';

test('a notice of an extension is not tried again once both sides agreed on another day, and nobody is raised to', () => {
  const failed = {
    type: 'RecordLetterFailed',
    data: { letter: 'extension-notice', order: 10 },
  } as const;
  const retry = { type: 'RetryLetter', data: { order: 10 } } as const;
  const waits = given(granted()).after(failed, at(DAY_25, ENGINE));
  const agreement = {
    type: 'RecordAgreement',
    data: {
      of: 'time-limit',
      agreedAt: DAY_25,
      evidence: box('Signed.'),
      clock: 'decide',
      until: '2026-05-20',
    },
  } as const;
  const lapsed = { type: 'ExtensionLapsed', data: { because: 'time-limit-agreed' } } as const;
  given(given(waits).after(agreement, at(DAY_25, executive)))
    .when(retry, at(DAY_25, ENGINE))
    .then([{ type: 'LetterFailed', data: { retryAt: null } }, lapsed]);
  given(given(granted()).after(agreement, at(DAY_25, executive)))
    .when(failed, at(DAY_25, ENGINE))
    .then([{ type: 'LetterFailed', data: { retryAt: null } }, lapsed]);
});
