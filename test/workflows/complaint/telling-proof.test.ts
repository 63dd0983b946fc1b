import { describe, expect, test } from 'vitest';
import type { TellingChannel } from '../../../events/complaint/decision-codes.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { isBeingTold } from '../../../workflows/complaint/state.ts';
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
  rules,
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
const agree = (channel: TellingChannel, agreedAt = TUESDAY) =>
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

  test('goes before any other way to tell the decision', () => {
    for (const channel of ['phone', 'sms', 'post', 'in-person'])
      given(agreed).when(tell(channel), now).then(other);
    given(agreed).when(tell('email'), now).then(told);
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

describe('the letter that tells the decision goes by the form of notice agreed (Order 2020-3 art. 21)', () => {
  const bySun = { ...now, by: sun };
  const engine = { at: THURSDAY };
  const order = { type: 'TellComplainant', data: {} } as const;
  const EARLIER = '2026-03-05T01:59:59.999Z';
  const sent = (order: number, sentAt = THURSDAY) =>
    ({
      type: 'RecordLetterSent',
      data: { letter: 'decision', order, sentAt, commitment: 'ab' },
    }) as const;
  const byEmail = given(given(signedOff).after(agree('email'), bySun)).after(order, now);

  test('by e-mail or message, and is told by being sent so', () => {
    for (const channel of ['email', 'sms'] as const) {
      const agreed = given(signedOff).after(agree(channel), bySun);
      const data = { letter: 'decision', about: 5, attempt: 1, channel };
      given(agreed)
        .when(order, now)
        .then([{ type: 'LetterOrdered', data }]);
      const ordered = given(agreed).after(order, now);
      const [errand] = complaint.errands(given(ordered).state());
      expect(errand?.input).toMatchObject({ letter: 'decision', channel });
      const shown = { channel, toldAt: THURSDAY, proof: { deed: 'sent', order: 8 } };
      given(ordered)
        .when(sent(8), engine)
        .then([
          'LetterSent',
          { type: 'ComplainantTold', data: shown },
          'ClockStopped',
          'ClockStarted',
        ]);
    }
  });

  test('by post, as long as they agreed on no other', () => {
    for (const events of [signedOff, given(signedOff).after(agree('post'), bySun)]) {
      const ordered = given(events).after(order, now);
      expect(ordered.at(-1)?.data).not.toHaveProperty('channel');
      expect(complaint.errands(given(ordered).state())[0]?.input).not.toHaveProperty('channel');
    }
  });

  test('and not at all where they agreed to speak, or to meet: that is recorded by whoever told him', () => {
    for (const channel of ['phone', 'in-person'] as const) {
      const agreed = given(signedOff).after(agree(channel), bySun);
      given(agreed).when(order, now).then({ refused: 'form-of-notice-agreed' });
      const decision = complaint.decide(given(agreed).state(), order, {
        now: THURSDAY,
        actor: hana,
        rules,
      });
      expect('refused' in decision && decision.refused.because.en).toMatch(/give RecordTelling/);
    }
  });

  test('is tried again by the same channel', () => {
    const failed = { type: 'RecordLetterFailed', data: { letter: 'decision', order: 8 } } as const;
    const waits = given(byEmail).after(failed, engine);
    given(waits)
      .when({ type: 'RetryLetter', data: { order: 8 } }, engine)
      .then([{ type: 'LetterOrdered', data: { attempt: 2, channel: 'email' } }]);
  });

  test('is ordered anew when they agreed on another while it is under way', () => {
    const agreed = given(onItsWay).after(agree('email', THURSDAY), bySun);
    expect(agreed.at(-1)?.data).toMatchObject({ superseded: [7] });
    expect(isBeingTold(given(agreed).state())).toBe(false);
    given(agreed)
      .when(order, now)
      .then([{ type: 'LetterOrdered', data: { about: 5, attempt: 1, channel: 'email' } }]);
    const anew = given(agreed).after(order, now);
    given(anew).asks(['letter-decision@7', 'letter-decision@9']);
    given(anew).when(sent(7), engine).then(['LetterSent']);
    const gone = given(anew).after(sent(7), engine);
    given(gone)
      .when(sent(9), engine)
      .then(['LetterSent', 'ComplainantTold', 'ClockStopped', 'ClockStarted']);
  });

  test('that went out before they agreed on another told him all the same', () => {
    const agreed = given(onItsWay).after(agree('email', THURSDAY), bySun);
    given(agreed)
      .when(sent(7, EARLIER), engine)
      .then([
        'LetterSent',
        { type: 'ComplainantTold', data: { channel: 'post', toldAt: EARLIER } },
        'ClockStopped',
        'ClockStarted',
      ]);
  });

  test('that failed is not tried again in a form that is no longer the one', () => {
    const failed = { type: 'RecordLetterFailed', data: { letter: 'decision', order: 7 } } as const;
    const waits = given(onItsWay).after(failed, engine);
    const retry = { type: 'RetryLetter', data: { order: 7 } } as const;
    const agreed = given(waits).after(agree('phone', THURSDAY), bySun);
    const retries = (events: typeof waits) =>
      complaint.deadlines(given(events).state()).filter(({ name }) => name.startsWith('retry-'));
    expect([retries(waits).length, retries(agreed).length]).toEqual([1, 0]);
    given(given(onItsWay).after(agree('phone', THURSDAY), bySun))
      .when(failed, engine)
      .then([{ type: 'LetterFailed', data: { retryAt: null } }]);
    // An agreement of an earlier release named no letter.
    const older = agreed.map((event) => {
      if (event.type !== 'OtherwiseAgreed') return event;
      const { superseded: _none, ...data } = event.data;
      return { ...event, data };
    });
    given(older)
      .when(retry, engine)
      .then([{ type: 'LetterFailed', data: { retryAt: null } }]);
    expect(isBeingTold(given(given(older).after(retry, engine)).state())).toBe(false);
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
