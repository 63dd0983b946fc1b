import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import type { TellingChannel } from '../../../events/complaint/decision-codes.ts';
import { TUESDAY, box, clara, given, renata, sun, told } from './a-case.ts';
import {
  DECIDED,
  ask,
  asked,
  assigned,
  decide,
  give,
  letter,
  now,
  proposed,
  rosa,
  signOff,
  signedOff,
} from './a-review.ts';

const sent = (order: number, sentAt: Instant) =>
  ({
    type: 'RecordLetterSent',
    data: { letter: 'review-decision', order, sentAt, commitment: 'ab' },
  }) as const;
const agreement = (channel: TellingChannel, agreedAt: Instant): ComplaintEvent => ({
  type: 'OtherwiseAgreed',
  data: {
    ...{ agreedAt, evidence: box('Signed.'), channel, of: 'form-of-notice' as const },
    ...{ article: 'Order 2020-3 art. 21', mark: 'V', by: 'sun' },
  },
});
const tell = (toldAt: Instant) =>
  ({ type: 'RecordReviewTelling', data: { channel: 'phone', toldAt } }) as const;

describe('the result of a review', () => {
  test('is told when its letter is sent: the clock stops', () => {
    const sentAt = '2026-04-21T02:00:00.000Z';
    given(signedOff)
      .when(sent(16, sentAt), { at: sentAt })
      .then([
        'LetterSent',
        { type: 'ReviewTold', data: { channel: 'post', toldAt: sentAt } },
        { type: 'ClockStopped', data: { clock: 'decide-review', at: sentAt, inTime: true } },
      ]);
  });

  test('is told another way once it is signed off, and not before', () => {
    for (const events of [asked, assigned, proposed])
      given(events)
        .when(tell(DECIDED), now(clara, DECIDED))
        .then({ refused: 'review-not-decided' });
    for (const toldAt of ['2026-04-20T01:59:59.999Z', '2026-04-20T02:00:00.001Z'])
      given(signedOff)
        .when(tell(toldAt), now(clara, DECIDED))
        .then({ refused: 'told-out-of-time' });
    const after = given(signedOff).after(tell(DECIDED), now(clara, DECIDED));
    expect(after.slice(-2).map(({ type }) => type)).toEqual(['ReviewTold', 'ClockStopped']);
    given(after).when(tell(DECIDED), now(clara, DECIDED)).then([]);
  });

  test('that is late is a breach, recorded when its clock is past, on a closed case too', () => {
    for (const events of [proposed, signedOff]) {
      const due = complaint.deadlines(given(events).state());
      const breach = due.find(({ name }) => name === 'decide-review-breach@12');
      expect(breach).toMatchObject({ at: '2026-05-03T15:59:59.999Z' });
      given(events)
        .when(
          { type: 'RecordBreach', data: { clock: 'decide-review' } },
          { at: '2026-05-03T16:00:00.000Z' },
        )
        .then([{ type: 'DeadlineBreached', data: { clock: 'decide-review', mark: 'V' } }]);
    }
  });
});

describe('the form of notice on which both sides agreed (Order 2020-3 art. 21) binds the review', () => {
  const channels = ['email', 'sms', 'phone', 'in-person'] as const;
  /** Recorded before the case was closed and its review asked for. */
  const agreed = (events: readonly ComplaintEvent[], channel: TellingChannel) =>
    events.toSpliced(9, 0, agreement(channel, TUESDAY));

  test('its letter goes that way, and told him by being sent so', () => {
    for (const channel of ['email', 'sms'] as const) {
      const waits = agreed(proposed, channel);
      const sign = signOff({ proposal: 15 });
      const ordered = { letter: 'review-decision', about: 15, channel };
      given(waits)
        .when(sign, now(rosa, DECIDED))
        .then(['ReviewSignedOff', { type: 'LetterOrdered', data: ordered }]);
      const onItsWay = given(waits).after(sign, now(rosa, DECIDED));
      given(onItsWay)
        .when(sent(17, DECIDED), { at: DECIDED })
        .then([
          'LetterSent',
          { type: 'ReviewTold', data: { channel, proof: { deed: 'sent', order: 17 } } },
          'ClockStopped',
        ]);
    }
  });

  test('no letter goes where they agreed to speak or to meet', () => {
    for (const channel of ['phone', 'in-person'] as const)
      given(agreed(proposed, channel))
        .when(signOff({ proposal: 15 }), now(rosa, DECIDED))
        .then(['ReviewSignedOff']);
  });

  test('and it is told no other way', () => {
    for (const channel of channels) {
      const signed = given(agreed(proposed, channel)).after(
        signOff({ proposal: 15 }),
        now(rosa, DECIDED),
      );
      for (const other of channels) {
        const told = { type: 'RecordReviewTelling', data: { channel: other, toldAt: DECIDED } };
        given(signed)
          .when(told as never, now(clara, DECIDED))
          .then(
            other === channel
              ? ['ReviewTold', 'ClockStopped']
              : { refused: 'form-of-notice-agreed' },
          );
      }
    }
  });

  test('a letter under way when they agreed is ordered anew, while the case is open', () => {
    const begun = given(given(told).after(ask(), now())).after(give(), now(renata));
    const result = given(begun).after(decide(), now(renata));
    const signed = given(result).after(signOff({ proposal: 12 }), now(rosa, DECIDED));
    const open = given(signed).after(
      {
        type: 'RecordAgreement',
        data: {
          ...{ of: 'form-of-notice', agreedAt: DECIDED, evidence: box('Signed.') },
          channel: 'email',
        },
      },
      now(sun, DECIDED),
    );
    const order = 14;
    expect(open.at(-1)?.data).toMatchObject({ superseded: [order] });
    const again = { type: 'TellComplainant', data: {} } as const;
    given(open)
      .when(again, now(clara, DECIDED))
      .then([{ type: 'LetterOrdered', data: { letter: 'review-decision', channel: 'email' } }]);
    const anew = given(open).after(again, now(clara, DECIDED));
    given(anew).when(again, now(clara, DECIDED)).then([]);
    given(anew).when(sent(order, DECIDED), { at: DECIDED }).then(['LetterSent']);
  });
});

describe('a review of the time when the reviewer decided alone', () => {
  const decidedAlone: readonly ComplaintEvent[] = [
    ...assigned,
    {
      type: 'ReviewDecided',
      data: {
        ...{ outcome: 'changed', process: 'faulty', timeliness: 'late' },
        ...{ reasons: box('r'), letter, remedies: [{ kind: 'correction' }] },
        ...{ by: 'renata', at: DECIDED },
      },
    },
    { type: 'LetterOrdered', data: { letter: 'review-decision', about: 14, attempt: 1 } },
  ];

  test('is decided, owes what it promised, and is told by its letter', () => {
    const { review, decided } = given(decidedAlone).state();
    expect(review).toMatchObject({ proposal: null, decided: { revision: 14, signedOffBy: null } });
    expect(decided.remedies.at(-1)).toMatchObject({ decision: 14, kind: 'correction' });
    given(decidedAlone).asks(['letter-review-decision@15']);
    given(decidedAlone)
      .when(sent(15, DECIDED), { at: DECIDED })
      .then(['LetterSent', 'ReviewTold', 'ClockStopped']);
  });
});

describe('a telling of a review that is put right', () => {
  const DUE = '2026-05-03T15:59:59.999Z';
  const LATE = '2026-05-03T16:00:00.000Z';
  const correct = (at: Instant) =>
    ({
      type: 'CorrectFact',
      data: { fact: 'review-told-at', at, reasons: box('The post mark says so.') },
    }) as const;
  const toldOn = (at: Instant) => given(signedOff).after(tell(at), now(clara, at));
  const later = now(rosa, '2026-05-06T02:00:00.000Z');

  test('stops its clock anew: late after all is a breach, in time after all is none', () => {
    given(toldOn(DUE))
      .when(correct(LATE), later)
      .then([
        { type: 'FactCorrected', data: { fact: 'review-told-at', before: DUE, after: LATE } },
        { type: 'DeadlineBreached', data: { clock: 'decide-review', dueAt: DUE } },
        { type: 'ClockStopped', data: { clock: 'decide-review', at: LATE, inTime: false } },
      ]);
    const late = given(
      given(signedOff).after(
        { type: 'RecordBreach', data: { clock: 'decide-review' } },
        { at: LATE },
      ),
    ).after(tell(LATE), now(clara, LATE));
    const corrected = given(late).after(correct(DUE), later);
    expect(corrected.slice(-2)).toMatchObject([
      { type: 'BreachRevoked', data: { clock: 'decide-review', because: 'fact-corrected' } },
      { type: 'ClockStopped', data: { clock: 'decide-review', at: DUE, inTime: true } },
    ]);
    given(corrected).when(correct(DUE), later).then([]);
  });

  test('was told in the form of notice on which both sides had agreed by then', () => {
    const agreedAt = '2026-04-25T02:00:00.000Z';
    const agreed = (events: readonly ComplaintEvent[], channel: TellingChannel) => [
      ...events,
      agreement(channel, agreedAt),
    ];
    given(agreed(toldOn(DUE), 'email'))
      .when(correct(agreedAt), later)
      .then({ refused: 'form-of-notice-agreed' });
    given(agreed(toldOn(DUE), 'phone'))
      .when(correct(agreedAt), later)
      .then(['FactCorrected', 'ClockStopped']);
    const asAgreed = {
      type: 'RecordReviewTelling',
      data: {
        channel: 'phone',
        toldAt: DUE,
        proof: { deed: 'as-agreed', evidence: box('Voice mail.') },
      },
    } as const;
    const proved = given(agreed(signedOff, 'phone')).after(asAgreed, now(clara, DUE));
    given(proved)
      .when(correct('2026-04-25T01:59:59.999Z'), later)
      .then({ refused: 'form-not-agreed' });
    given(proved).when(correct(agreedAt), later).then(['FactCorrected', 'ClockStopped']);
  });

  test('was told, and not before its sign-off', () => {
    given(signedOff).when(correct(DECIDED), later).then({ refused: 'review-not-told' });
    given(toldOn(DUE))
      .when(correct('2026-04-20T01:59:59.999Z'), later)
      .then({ refused: 'told-before-sign-off' });
    given(toldOn(DUE)).when(correct(DECIDED), later).then(['FactCorrected', 'ClockStopped']);
  });
});
