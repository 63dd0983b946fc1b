import { describe, expect, test } from 'vitest';
import {
  EITHER_LEADING,
  TUESDAY,
  asUnder,
  box,
  clara,
  given,
  hana,
  onItsWay,
  receivedUnder,
  signedOff,
  sun,
} from './a-case.ts';
import { signedOff as finalResponse, tell as tellFinally } from './a-final-response.ts';

const THURSDAY = '2026-03-05T02:00:00.000Z';
const now = { at: THURSDAY, by: hana };
const proofOf = (deed: string) => ({ deed, evidence: box('Recording 0305-07.') });
const tell = (channel: string, proof?: object) =>
  ({
    type: 'RecordTelling',
    data: { channel, toldAt: THURSDAY, ...(proof === undefined ? {} : { proof }) },
  }) as never;
const agree = (channel: 'phone' | 'email' | 'post', agreedAt = TUESDAY) =>
  ({
    type: 'RecordAgreement',
    data: { of: 'form-of-notice', agreedAt, evidence: box('Signed.'), channel },
  }) as const;
const close = {
  type: 'CloseCase',
  data: { reasons: box('It is paid on Friday.') },
} as const;

describe('the proof of telling (Order 2020-3 art. 21)', () => {
  test('on paper is handing over or posting, in electronic form sending, by phone dialling', () => {
    for (const [channel, deed] of [
      ['post', 'handed-or-posted'],
      ['in-person', 'handed-or-posted'],
      ['email', 'sent'],
      ['sms', 'sent'],
      ['phone', 'dialled'],
    ] as const) {
      given(signedOff)
        .when(tell(channel, proofOf(deed)), now)
        .then([
          { type: 'ComplainantTold', data: { channel, proof: { deed } } },
          'ClockStopped',
          'ClockStarted',
        ]);
      for (const other of ['handed-or-posted', 'sent', 'dialled'].filter((one) => one !== deed))
        given(signedOff)
          .when(tell(channel, proofOf(other)), now)
          .then({ refused: 'no-proof-for-channel' });
    }
  });

  test('is our own letter when we posted one', () => {
    given(onItsWay)
      .when(
        {
          type: 'RecordLetterSent',
          data: { letter: 'decision', order: 7, sentAt: THURSDAY, commitment: 'ab' },
        },
        { at: THURSDAY },
      )
      .then([
        'LetterSent',
        { type: 'ComplainantTold', data: { proof: { deed: 'handed-or-posted', order: 7 } } },
        'ClockStopped',
        'ClockStarted',
      ]);
  });

  test('is kept before the case is closed, and may come after the telling', () => {
    const unproved = given(signedOff).after(tell('phone'), now);
    given(unproved).when(close, now).then({ refused: 'telling-not-proved' });
    const prove = (deed: 'dialled' | 'sent', proposal = 5) =>
      ({ type: 'ProveTelling', data: { proposal, proof: proofOf(deed) } }) as never;
    given(unproved).when(prove('sent'), now).then({ refused: 'no-proof-for-channel' });
    given(unproved).when(prove('dialled', 4), now).then({ refused: 'no-such-decision' });
    given(signedOff).when(prove('dialled'), now).then({ refused: 'no-such-decision' });
    const proved = given(unproved).after(prove('dialled'), { at: THURSDAY, by: clara });
    given(proved).when(close, now).then(['CaseClosed', 'RetentionBegun']);
  });

  test('is demanded by any regime over the case, whichever of them leads', () => {
    for (const [leading, overlay] of EITHER_LEADING) {
      const decided = asUnder(signedOff, leading, overlay);
      given(decided)
        .when(tell('phone', proofOf('handed-or-posted')), now)
        .then({ refused: 'no-proof-for-channel' });
      const unproved = given(decided).after(tell('phone'), now);
      given(unproved).when(close, now).then({ refused: 'telling-not-proved' });
    }
  });

  test('in another form counts when both sides agreed on it', () => {
    const asAgreed = tell('phone', proofOf('as-agreed'));
    given(signedOff).when(asAgreed, now).then({ refused: 'form-not-agreed' });
    const agreed = given(signedOff).after(
      {
        type: 'RecordAgreement',
        data: {
          of: 'form-of-notice',
          agreedAt: THURSDAY,
          evidence: box('Voice mail will do.'),
          channel: 'phone',
        },
      },
      { ...now, by: sun },
    );
    given(agreed).when(asAgreed, now).then(['ComplainantTold', 'ClockStopped', 'ClockStarted']);
  });

  test('in another form counts from the agreement on: none was made yet when he was told', () => {
    const late = { at: '2026-03-06T02:00:00.000Z', by: hana };
    const agreement = agree('phone', '2026-03-05T02:00:00.001Z');
    const since = given(signedOff).after(agreement, { ...late, by: sun });
    given(since)
      .when(tell('phone', proofOf('as-agreed')), late)
      .then({ refused: 'form-not-agreed' });
    const prove = (deed: string) =>
      ({ type: 'ProveTelling', data: { proposal: 5, proof: proofOf(deed) } }) as never;
    const told = given(since).after(tell('phone'), late);
    given(told).when(prove('as-agreed'), late).then({ refused: 'form-not-agreed' });
    given(told).when(prove('dialled'), late).then(['TellingProved']);
  });
});

describe('the form of notice on which both sides agreed (Order 2020-3 art. 21)', () => {
  const bySun = { ...now, by: sun };
  const agreed = given(signedOff).after(agree('email'), bySun);
  const told = ['ComplainantTold', 'ClockStopped', 'ClockStarted'] as const;
  const other = { refused: 'form-of-notice-agreed' };

  test('goes before any other way to tell the decision, by letter too', () => {
    for (const channel of ['phone', 'sms', 'post', 'in-person'])
      given(agreed).when(tell(channel), now).then(other);
    given(agreed).when({ type: 'TellComplainant', data: {} }, now).then(other);
    given(agreed).when(tell('email'), now).then(told);
    given(given(signedOff).after(agree('post'), bySun))
      .when({ type: 'TellComplainant', data: {} }, now)
      .then(['LetterOrdered']);
  });

  test('is the last one agreed, whenever it was recorded', () => {
    const later = given(agreed).after(agree('phone', THURSDAY), bySun);
    given(later).when(tell('email'), now).then(other);
    given(later).when(tell('phone'), now).then(told);
    const earlier = given(given(signedOff).after(agree('phone', THURSDAY), bySun));
    given(earlier.after(agree('email'), bySun))
      .when(tell('email'), now)
      .then(other);
  });

  test('binds nobody before they agreed', () => {
    const since = '2026-03-05T02:00:00.001Z';
    const late = { at: '2026-03-06T02:00:00.000Z', by: sun };
    const after = given(signedOff).after(agree('email', since), late);
    given(after)
      .when(tell('phone'), { ...late, by: hana })
      .then(told);
  });
});

describe('what is told in writing (DISP 1.6.2R)', () => {
  const british = finalResponse();
  const by = { at: TUESDAY, by: hana };

  test('is not told on the phone, whichever regime of the case has it so', () => {
    given(british).when(tellFinally('phone'), by).then({ refused: 'not-in-lasting-form' });
    given(finalResponse(receivedUnder('cn-nfra-2020', 'eu-psd2')))
      .when(tellFinally('phone'), by)
      .then({ refused: 'not-in-lasting-form' });
  });

  test('stays so where another regime lets both sides agree on the phone (Order 2020-3 art. 21)', () => {
    for (const other of ['eu-psd2', 'uk-fca-disp'])
      for (const [leading, overlay] of [
        ['cn-nfra-2020', other],
        [other, 'cn-nfra-2020'],
      ] as const) {
        const decided = finalResponse(receivedUnder(leading, overlay));
        const agreed = given(decided).after(agree('phone'), { at: TUESDAY, by: sun });
        given(agreed).when(tellFinally('phone'), by).then({ refused: 'not-in-lasting-form' });
        const { told } = given(given(agreed).after(tellFinally('email'), by)).state();
        expect(told).toBe(true);
        given(agreed).when({ type: 'TellComplainant', data: {} }, by).then(['LetterOrdered']);
      }
  });

  test('is told by any form that lasts', () => {
    for (const channel of ['post', 'in-person', 'email', 'sms'] as const) {
      const { told } = given(given(british).after(tellFinally(channel), by)).state();
      expect(told).toBe(true);
    }
  });

  test('leaves the phone where no regime asks for a form', () => {
    given(signedOff)
      .when(tell('phone'), now)
      .then(['ComplainantTold', 'ClockStopped', 'ClockStarted']);
  });
});
