import { describe, test } from 'vitest';
import {
  EITHER_LEADING,
  asUnder,
  box,
  clara,
  closed,
  executive,
  given,
  received,
  signedOff as firstSignedOff,
  told,
} from './a-case.ts';
import { ASKED, DECIDED, ask, asked, now, signedOff } from './a-review.ts';

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
    for (const events of [received, firstSignedOff])
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
    given(signedOff).when(ask(), now(clara, DECIDED)).then({ refused: 'review-requested-already' });
  });

  test('is unknown to a regime without one', () => {
    given(asUnder(closed, 'us-cfpb')).when(ask(), now()).then({ refused: 'no-review-in-regime' });
  });

  test('is a right under any regime over the case, whichever of them leads', () => {
    for (const [leading, overlay] of EITHER_LEADING)
      given(asUnder(closed, leading, overlay))
        .when(ask(), now())
        .then([
          { type: 'ReviewRequested', data: { article: 'Order 2020-3 art. 20', mark: 'V' } },
          { type: 'ClockStarted', data: { regime: 'cn-nfra-2020' } },
        ]);
  });
});

test('a review that was asked for keeps the decision as it is: it is neither rejected nor opened again', () => {
  const openReview = given(told).after(ask(), now());
  const reasons = box('r');
  given(openReview)
    .when({ type: 'RejectDecision', data: { proposal: 5, rejectedAt: ASKED, reasons } }, now())
    .then({ refused: 'under-review' });
  given(asked)
    .when({ type: 'ReopenCase', data: { disputedAt: ASKED, reasons } }, now(executive))
    .then({ refused: 'under-review' });
});
