import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { signOffChanges } from '../../../projections/case-sign-offs.ts';
import { remedies as register } from '../../../projections/registers/remedies.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { knownOf } from '../../projections/returns/known.ts';
import { box, clara, executive, given, hana, signedOff } from './a-case.ts';
import { ask } from './a-review.ts';
import { decidedAgain } from './decided-again.ts';

/** Told by phone on 5 March in Shanghai, not accepted on the 6th. */
const TOLD_AT = '2026-03-05T02:00:00.000Z';
const REJECTED_AT = '2026-03-06T02:00:00.000Z';
const ASKED_AT = '2026-03-09T02:00:00.000Z';
const proof = { deed: 'dialled', evidence: box('Recording 0305-07.') } as const;
const tell = (toldAt: string) =>
  ({ type: 'RecordTelling', data: { channel: 'phone', toldAt, proof } }) as const;
const told = given(signedOff).after(tell(TOLD_AT), { at: TOLD_AT, by: hana });
const reject = (of: number, rejectedAt: string) =>
  ({
    type: 'RejectDecision',
    data: { proposal: of, rejectedAt, reasons: box('Without interest.') },
  }) as const;
const rejected = given(told).after(reject(5, REJECTED_AT), { at: REJECTED_AT, by: clara });
const now = { at: ASKED_AT, by: clara };
const askNow = ask({ requestedAt: ASKED_AT });
const closed = given(told).after(
  { type: 'CloseCase', data: { reasons: box('Paid on Friday.') } },
  { at: REJECTED_AT, by: hana },
);
const reopened = given(closed).after(
  { type: 'ReopenCase', data: { disputedAt: ASKED_AT, reasons: box('r') } },
  { at: ASKED_AT, by: executive },
);
const {
  proposed: proposedAgain,
  signed: signedAgain,
  decision: again,
} = decidedAgain(rejected, ASKED_AT);

describe('a review of a decision that the complainant did not accept (Order 2020-3 art. 20)', () => {
  const asked = given(rejected).after(askNow, now);

  test('may be asked for; the decision stands again, and the time for another one stops', () => {
    expect(asked.slice(rejected.length)).toMatchObject([
      {
        type: 'ReviewRequested',
        data: {
          proposal: 5,
          standsAgain: { outcome: 'upheld', toldAt: TOLD_AT, remedies: [{ kind: 'money' }] },
        },
      },
      {
        type: 'ClockStopped',
        data: { clock: 'decide', at: ASKED_AT, inTime: true, satisfiedBy: ['review-requested'] },
      },
      { type: 'ClockStopped', data: { clock: 'request-review', inTime: true } },
      { type: 'ClockStarted', data: { clock: 'decide-review' } },
    ]);
    const before = given(told).state();
    const { told: isTold, proposal: standing, decided } = given(asked).state();
    expect({ isTold, standing, decided }).toEqual({
      ...{ isTold: true, standing: before.proposal, decided: before.decided },
    });
    given(asked).when(askNow, now).then({ refused: 'review-requested-already' });
    given(asked).when(reject(5, ASKED_AT), now).then({ refused: 'under-review' });
    given(asked)
      .when({ type: 'AcceptDecision', data: { proposal: 5, acceptedAt: ASKED_AT } }, now)
      .then(['DecisionAccepted']);
    given(asked)
      .when({ type: 'CloseCase', data: { reasons: box('Paid on Friday.') } }, { ...now, by: hana })
      .then(['CaseClosed', 'RetentionBegun']);
    expect(complaint.deadlines(given(asked).state()).map(({ name }) => name)).not.toContainEqual(
      expect.stringMatching(/^decide-breach/u),
    );
  });

  test('within the thirty days after it was told, the rejection notwithstanding', () => {
    const last = '2026-04-04T15:59:59.999Z';
    const later = '2026-04-04T16:00:00.000Z';
    given(rejected)
      .when(ask({ requestedAt: last }), { at: later, by: clara })
      .then(['ReviewRequested', 'ClockStopped', 'ClockStopped', 'ClockStarted']);
    given(rejected)
      .when(ask({ requestedAt: later }), { at: later, by: clara })
      .then({ refused: 'review-too-late' });
    // He asked before the rejection was written down: its time had not begun.
    given(rejected)
      .when(ask({ requestedAt: TOLD_AT }), now)
      .then([
        'ReviewRequested',
        { type: 'ClockStopped', data: { clock: 'decide', at: REJECTED_AT } },
        ...['ClockStopped', 'ClockStarted'],
      ]);
  });

  test('makes void what was proposed in its place', () => {
    for (const events of [proposedAgain, signedAgain])
      given(events)
        .when(askNow, now)
        .then([
          { type: 'DecisionVoided', data: { proposal: again, because: 'review-requested' } },
          { type: 'ReviewRequested', data: { proposal: 5, standsAgain: { toldAt: TOLD_AT } } },
          'ClockStopped',
          'ClockStopped',
          'ClockStarted',
        ]);
    const state = given(given(signedAgain).after(askNow, now)).state();
    expect(state.proposal?.revision).toBe(5);
    expect(state.decided.remedies).toMatchObject([{ decision: 5 }]);
  });

  test('is of the decision told last: one on its way takes the place of the other', () => {
    const onItsWay = given(signedAgain).after(
      { type: 'TellComplainant', data: {} },
      { at: ASKED_AT, by: hana },
    );
    given(onItsWay).when(askNow, now).then({ refused: 'another-decision-stands' });
    const toldAgain = given(signedAgain).after(tell(ASKED_AT), { at: ASKED_AT, by: hana });
    given(toldAgain)
      .when(askNow, now)
      .then([
        { type: 'ReviewRequested', data: { proposal: again } },
        ...['ClockStopped', 'ClockStarted'],
      ]);
    const twice = given(toldAgain).after(reject(again, ASKED_AT), now);
    given(twice)
      .when(askNow, now)
      .then([
        { type: 'ReviewRequested', data: { proposal: again, standsAgain: { toldAt: ASKED_AT } } },
        'ClockStopped',
        'ClockStopped',
        'ClockStarted',
      ]);
  });

  test('not once the case has ended without it', () => {
    const withdrawn = given(rejected).after(
      {
        type: 'WithdrawComplaint',
        data: { withdrawnAt: ASKED_AT, evidence: box('A signed letter.') },
      },
      now,
    );
    given(withdrawn).when(askNow, now).then({ refused: 'case-ended' });
  });

  test('also where the case was closed and opened again meanwhile: that takes no right from him', () => {
    given(reopened)
      .when(askNow, now)
      .then([
        { type: 'ReviewRequested', data: { proposal: 5, standsAgain: { toldAt: TOLD_AT } } },
        ...['ClockStopped', 'ClockStopped', 'ClockStarted'],
      ]);
    expect(given(given(reopened).after(askNow, now)).state()).toMatchObject({
      told: true,
      review: {},
    });
  });

  test('leaves boards, registers and returns as the telling had left them', () => {
    const shown = (events: readonly ComplaintEvent[]) =>
      events.reduce((state, event) => ({ ...state, ...signOffChanges(state, event) }), {
        ...{ closed: false, outcome: null, awaiting_sign_off: false, facts: null, proposal: null },
        review_awaits_sign_off: false,
      } as Parameters<typeof signOffChanges>[0]);
    const promised = (events: readonly ComplaintEvent[]) =>
      events.reduce<Parameters<NonNullable<(typeof register.changes)['CaseReopened']>>[0]>(
        (entries, { type, data }, revision) =>
          (register.changes[type] as NonNullable<(typeof register.changes)['CaseReopened']>)?.(
            ...[entries, data as never, { revision, at: TOLD_AT }],
          ) ?? entries,
        [],
      );
    const known = (events: readonly ComplaintEvent[]) => {
      const { spells, remedies, decided, proposed } = knownOf(events);
      return { spells, remedies, decided, proposed };
    };
    for (const seen of [shown, promised, known]) {
      expect(seen(rejected)).not.toEqual(seen(told));
      expect(seen(asked)).toEqual(seen(told));
    }
    for (const seen of [shown, promised])
      expect(seen(given(reopened).after(askNow, now))).toEqual(seen(told));
  });
});

test('an answer to a decision that was disputed is refused as such, until another is told', () => {
  const accept = { type: 'AcceptDecision', data: { proposal: 5, acceptedAt: ASKED_AT } } as const;
  for (const events of [rejected, proposedAgain, signedAgain]) {
    given(events).when(accept, now).then({ refused: 'decision-disputed' });
    given(events).when(reject(5, ASKED_AT), now).then({ refused: 'decision-disputed' });
  }
  const toldAgain = given(signedAgain).after(tell(ASKED_AT), { at: ASKED_AT, by: hana });
  given(toldAgain).when(accept, now).then({ refused: 'no-such-decision' });
});
