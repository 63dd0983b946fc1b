import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../events/envelope.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  box,
  clara,
  closed,
  executive,
  given,
  hana,
  received,
  renata,
  signedOff,
  sun,
  told,
} from './a-case.ts';

const ASKED = '2026-04-03T02:00:00.000Z';
const now = (by = clara, at: Instant = ASKED) => ({ at, by });
const ask = (changes: object = {}) =>
  ({
    type: 'RequestReview',
    data: {
      requestedAt: ASKED,
      decidedBy: 'branch',
      form: 'written',
      grounds: box('It says nothing of interest.'),
      ...changes,
    },
  }) as const;
const give = (reviewer = 'renata', unit = 'review') =>
  ({ type: 'AssignReview', data: { reviewer, unit } }) as const;
const decide = (changes: object = {}) =>
  ({
    type: 'DecideReview',
    data: {
      outcome: 'confirmed',
      process: 'in-order',
      timeliness: 'in-time',
      reasons: box('All in order.'),
      letter: box('The decision stands.'),
      ...changes,
    },
  }) as const;

/** 11 asked for, 12 its clock */
const asked = given(closed).after(ask(), now());
/** 13 */
const assigned = given(asked).after(give(), now(renata));
const DECIDED = '2026-04-20T02:00:00.000Z';
/** 14 decided, 15 its letter ordered */
const decided = given(assigned).after(decide(), now(renata, DECIDED));

describe('asking for a review (Order 2020-3 art. 20)', () => {
  test('starts a clock of thirty natural days of its own, also when the case is closed', () => {
    for (const events of [told, closed])
      given(events)
        .when(ask({ requestedAt: '2026-04-03T02:00:00.000Z' }), now())
        .then([
          { type: 'ReviewRequested', data: { proposal: 5, by: 'clara', mark: 'V' } },
          {
            type: 'ClockStarted',
            data: {
              clock: 'decide-review',
              startsAt: ASKED,
              dueAt: '2026-05-03T15:59:59.999Z',
              lastDay: '2026-05-03',
              limit: 'legal',
              metBy: ['review-decided', 'review-told'],
              warnings: [{ percent: 50 }, { percent: 80 }],
              ladder: [{ rank: 'supervisor' }, { rank: 'head' }, { rank: 'executive' }],
              article: 'Order 2020-3 art. 20, art. 43',
            },
          },
        ]);
  });

  test('is of a decision that was told', () => {
    for (const events of [received, signedOff])
      given(events).when(ask(), now()).then({ refused: 'complainant-not-told' });
  });

  test('is in writing, and only against the result of a branch', () => {
    given(closed)
      .when(ask({ form: 'oral' }), now())
      .then({ refused: 'not-in-writing' });
    given(closed)
      .when(ask({ decidedBy: 'head-office' }), now())
      .then({ refused: 'not-a-branch-result' });
  });

  test('is possible for thirty days after the decision arrived, the thirtieth included', () => {
    // Told on 5 March in Shanghai: the last day is 4 April, which ends at 15:59:59.999 in Greenwich.
    const last = '2026-04-04T15:59:59.999Z';
    const later = '2026-04-04T16:00:00.000Z';
    given(closed)
      .when(ask({ requestedAt: last }), now(clara, later))
      .then(['ReviewRequested', 'ClockStarted']);
    given(closed)
      .when(ask({ requestedAt: later }), now(clara, later))
      .then({ refused: 'review-too-late' });
    given(closed)
      .when(
        ask({ requestedAt: later, decisionReceivedAt: '2026-03-07T02:00:00.000Z' }),
        now(clara, later),
      )
      .then(['ReviewRequested', 'ClockStarted']);
  });

  test('comes after the decision arrived, which comes after it was told, and once', () => {
    for (const changes of [
      { requestedAt: '2026-04-03T02:00:00.001Z' },
      { decisionReceivedAt: '2026-03-05T01:59:59.999Z' },
      { decisionReceivedAt: '2026-04-03T02:00:00.001Z' },
    ])
      given(closed).when(ask(changes), now()).then({ refused: 'out-of-order' });
    given(asked).when(ask(), now()).then({ refused: 'review-requested-already' });
    given(decided).when(ask(), now(clara, DECIDED)).then({ refused: 'review-requested-already' });
  });

  test('is unknown to a regime without one', () => {
    const elsewhere = closed.with(0, {
      ...(closed[0] as Extract<(typeof closed)[number], { type: 'ComplaintReceived' }>),
      data: { ...(received[0]?.data as object), regime: 'us-cfpb' } as never,
    });
    given(elsewhere).when(ask(), now()).then({ refused: 'no-review-in-regime' });
  });
});

describe('the reviewer', () => {
  test('is of another unit and took no part in the first handling', () => {
    given(asked)
      .when(give(), now(renata))
      .then([{ type: 'ReviewAssigned', data: { reviewer: 'renata', unit: 'review' } }]);
    for (const reviewer of ['hana', 'sun', 'otto'])
      given(asked).when(give(reviewer), now(renata)).then({ refused: 'reviewer-took-part' });
    for (const unit of ['consumer-protection', 'branch-0755'])
      given(asked).when(give('renata', unit), now(renata)).then({ refused: 'same-unit' });
    given(assigned).when(give(), now(renata)).then([]);
  });

  test('in another unit is recorded, and only once', () => {
    given(assigned)
      .when(give('renata', 'group-audit'), now(renata))
      .then([{ type: 'ReviewAssigned', data: { reviewer: 'renata', unit: 'group-audit' } }]);
    const moved = given(assigned).after(give('renata', 'group-audit'), now(renata));
    given(moved).when(give('renata', 'group-audit'), now(renata)).then([]);
  });

  test('is named by somebody of another unit who took no part', () => {
    given(asked).when(give(), now(sun)).then({ refused: 'took-part' });
    given(asked).when(give(), now(executive)).then({ refused: 'same-unit' });
    given(closed).when(give(), now(renata)).then({ refused: 'no-open-review' });
  });

  test('alone decides', () => {
    given(assigned).when(decide(), now(hana)).then({ refused: 'not-the-reviewer' });
    given(assigned)
      .when(decide(), now({ ...renata, id: 'rolf' }))
      .then({ refused: 'not-the-reviewer' });
  });
});

describe('the result of a review', () => {
  test('that promises money needs the rank that a first decision would need', () => {
    const money = (amount: string) => ({
      outcome: 'changed',
      remedies: [{ kind: 'refund', money: { amount, currency: 'CNY' } }],
    });
    given(assigned)
      .when(decide(money('9000000.00')), now(renata, DECIDED))
      .then({ refused: 'rank-not-sufficient' });
    given(assigned)
      .when(decide(money('50000.00')), now(renata, DECIDED))
      .then(['ReviewDecided', 'LetterOrdered']);
  });

  test('speaks of process, timeliness and result, and its letter goes out', () => {
    given(assigned)
      .when(decide(), now(renata, DECIDED))
      .then([
        {
          type: 'ReviewDecided',
          data: { process: 'in-order', timeliness: 'in-time', outcome: 'confirmed', at: DECIDED },
        },
        { type: 'LetterOrdered', data: { letter: 'review-decision', about: 14, attempt: 1 } },
      ]);
    given(decided).asks(['letter-review-decision@15']);
  });

  test('that changes the decision may promise more, one that confirms it may not', () => {
    const remedies = [{ kind: 'correction' }] as const;
    given(assigned)
      .when(decide({ remedies }), now(renata))
      .then({ refused: 'confirmed-with-remedies' });
    const changed = given(assigned).after(decide({ outcome: 'changed', remedies }), now(renata));
    expect(given(changed).state().decided.remedies.at(-1)).toMatchObject({
      decision: 14,
      remedy: 0,
      kind: 'correction',
      deliveredBy: null,
    });
  });

  test('is told when its letter is sent: the clock stops', () => {
    const sentAt = '2026-04-21T02:00:00.000Z';
    given(decided)
      .when(
        {
          type: 'RecordLetterSent',
          data: { letter: 'review-decision', order: 15, sentAt, commitment: 'ab' },
        },
        { at: sentAt },
      )
      .then([
        'LetterSent',
        { type: 'ReviewTold', data: { channel: 'post', toldAt: sentAt } },
        { type: 'ClockStopped', data: { clock: 'decide-review', at: sentAt, inTime: true } },
      ]);
  });

  test('is told another way after it was decided and not later than now, once', () => {
    const tell = (toldAt: Instant) =>
      ({ type: 'RecordReviewTelling', data: { channel: 'phone', toldAt } }) as const;
    given(assigned)
      .when(tell(DECIDED), now(clara, DECIDED))
      .then({ refused: 'review-not-decided' });
    for (const toldAt of ['2026-04-20T01:59:59.999Z', '2026-04-20T02:00:00.001Z'])
      given(decided).when(tell(toldAt), now(clara, DECIDED)).then({ refused: 'told-out-of-time' });
    const after = given(decided).after(tell(DECIDED), now(clara, DECIDED));
    expect(after.slice(-2).map(({ type }) => type)).toEqual(['ReviewTold', 'ClockStopped']);
    given(after).when(tell(DECIDED), now(clara, DECIDED)).then([]);
  });

  test('that is late is a breach, recorded when its clock is past, on a closed case too', () => {
    const due = complaint.deadlines(given(decided).state());
    const breach = due.find(({ name }) => name === 'decide-review-breach@12');
    expect(breach).toMatchObject({ at: '2026-05-03T15:59:59.999Z' });
    given(decided)
      .when(
        { type: 'RecordBreach', data: { clock: 'decide-review' } },
        { at: '2026-05-03T16:00:00.000Z' },
      )
      .then([{ type: 'DeadlineBreached', data: { clock: 'decide-review', mark: 'V' } }]);
  });

  test('keeps the decision as it is until then: it is neither rejected nor opened again', () => {
    const openReview = given(told).after(ask(), now());
    const reasons = box('r');
    given(openReview)
      .when({ type: 'RejectDecision', data: { proposal: 5, rejectedAt: ASKED, reasons } }, now())
      .then({ refused: 'under-review' });
    given(asked)
      .when({ type: 'ReopenCase', data: { disputedAt: ASKED, reasons } }, now(executive))
      .then({ refused: 'under-review' });
  });
});
