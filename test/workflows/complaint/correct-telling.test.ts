import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { clocksAfter } from '../../../projections/case-clocks.ts';
import type { ClockEvent, ShownClocks } from '../../../projections/case-clocks.ts';
import { breaches } from '../../../projections/registers/breaches.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  SIGNED_OFF_AT,
  box,
  clara,
  executive,
  given,
  hana,
  signedOff,
  sun,
} from './a-case.ts';
import { DISPUTED_AT, rejected, reopened, tell, toldAt } from './a-dispute.ts';
import { decidedAgain } from './decided-again.ts';

const IN_TIME = '2026-03-05T02:00:00.000Z';
const TOO_LATE = '2026-03-18T02:00:00.000Z';
const NOW = '2026-03-21T02:00:00.000Z';
const correct = (at: Instant) =>
  ({ type: 'CorrectFact', data: { fact: 'told-at', at, reasons: box('Misread.') } }) as const;
const by = { at: NOW, by: sun };
const moved = (instant: Instant, milliseconds: number) =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

describe.each([
  ['not accepted', rejected],
  ['followed by another round', reopened],
] as const)('when a decision was told that was %s', (_, disputed) => {
  test('is put right: a breach of the clock that it had met is revoked for all to see', () => {
    given(disputed(TOO_LATE))
      .when(correct(DUE_AT), by)
      .then([
        { type: 'FactCorrected', data: { fact: 'told-at', before: TOO_LATE, after: DUE_AT } },
        {
          type: 'BreachRevoked',
          data: { clock: 'decide', dueAt: DUE_AT, because: 'fact-corrected', promise: 1 },
        },
        { type: 'ClockStopped', data: { at: DUE_AT, inTime: true, promise: 1 } },
        { type: 'ClockMoved', data: { clock: 'request-review', startsAt: DUE_AT } },
      ]);
  });

  test('is put right: a breach that nobody knew of shows', () => {
    given(disputed(IN_TIME))
      .when(correct(TOO_LATE), by)
      .then([
        'FactCorrected',
        { type: 'DeadlineBreached', data: { clock: 'decide', limit: 'legal', promise: 1 } },
        { type: 'ClockStopped', data: { at: TOO_LATE, inTime: false, promise: 1 } },
        { type: 'ClockMoved', data: { clock: 'request-review', startsAt: TOO_LATE } },
      ]);
  });

  test('leaves the clock that runs now as it is, and may be put right once more', () => {
    const before = disputed(TOO_LATE);
    const after = given(before).after(correct(IN_TIME), by);
    const own = (events: readonly ComplaintEvent[]) => {
      const state = given(events).state();
      const running = state.clocks.find(({ name }) => name === 'decide');
      const due = complaint.deadlines(state).filter(({ name }) => name.startsWith('decide-'));
      return { running, due };
    };
    expect(own(after)).toEqual(own(before));
    expect(own(after).running).toMatchObject({ limit: 'target', stopped: false });
    expect(given(after).state().replaced).toMatchObject([{ breached: false, stoppedAt: IN_TIME }]);
    given(after).when(correct(IN_TIME), by).then([]);
    given(after)
      .when(correct(TOO_LATE), by)
      .then(['FactCorrected', 'DeadlineBreached', 'ClockStopped', 'ClockMoved']);
  });

  test('was neither before its sign-off nor after the dispute', () => {
    const events = disputed(IN_TIME);
    given(events)
      .when(correct(moved(SIGNED_OFF_AT, -1)), by)
      .then({ refused: 'told-before-sign-off' });
    given(events)
      .when(correct(moved(DISPUTED_AT, 1)), by)
      .then({ refused: 'told-after-dispute' });
    given(events)
      .when(correct(DISPUTED_AT), by)
      .then(['FactCorrected', 'DeadlineBreached', 'ClockStopped', 'ClockMoved']);
  });

  test('shows among the breaches, and on no board as of the clock that runs now', () => {
    const before = disputed(TOO_LATE);
    const after = given(before).after(correct(IN_TIME), by);
    const shown = (events: readonly ComplaintEvent[]) =>
      events.reduce<ShownClocks>(
        (clocks, event) =>
          'clock' in event.data && event.type !== 'ClockMoved'
            ? clocksAfter(clocks, event as ClockEvent)
            : clocks,
        {},
      );
    expect(shown(after)).toEqual(shown(before));
    const registered = (events: readonly ComplaintEvent[]) =>
      events.reduce<Parameters<NonNullable<(typeof breaches.changes)['CaseReopened']>>[0]>(
        (entries, { type, data }, revision) =>
          (breaches.changes[type] as NonNullable<(typeof breaches.changes)['CaseReopened']>)?.(
            ...([entries, data as never, { revision, at: NOW }] as const),
          ) ?? entries,
        [],
      );
    expect(registered(before)).toMatchObject([{ state: 'met-late' }]);
    expect(registered(after)).toMatchObject([
      { state: 'revoked', details: { because: 'fact-corrected', limit: 'legal' } },
    ]);
  });
});

test('while a clock stands still nothing comes too late, by the corrected telling neither', () => {
  const asked = { body: 'mediators', complainantAgrees: true, agreement: box('Signed.') };
  const begun = given(signedOff).after(
    { type: 'BeginMediation', data: { ...asked, appliedAt: DUE_AT } },
    { at: DUE_AT, by: sun },
  );
  const toldStill = given(begun).after(tell(TOO_LATE), { at: TOO_LATE, by: hana });
  for (const at of [DUE_AT, moved(DUE_AT, 1), DISPUTED_AT])
    given(toldStill)
      .when(correct(at), by)
      .then([
        'FactCorrected',
        { type: 'ClockStopped', data: { clock: 'decide', at, inTime: true } },
        { type: 'ClockMoved', data: { clock: 'request-review' } },
      ]);
});

describe('once another decision was told', () => {
  const about = (decision: number | undefined, at: Instant) =>
    ({ ...correct(at), data: { ...correct(at).data, about: decision } }) as const;
  /** Told at an instant, not accepted, decided and told once more. */
  const again = (at: Instant) => {
    const { signed, decision } = decidedAgain(rejected(at), DISPUTED_AT);
    return { second: decision, events: given(signed).after(tell(NOW), { at: NOW, by: hana }) };
  };

  test('it is the telling of that one that is put right, named or not', () => {
    const { events, second } = again(IN_TIME);
    for (const named of [undefined, second])
      given(events)
        .when(about(named, DISPUTED_AT), by)
        .then([
          {
            type: 'FactCorrected',
            data: {
              ...{ before: NOW, after: DISPUTED_AT },
              ...(named === undefined ? {} : { about: named }),
            },
          },
          { type: 'ClockStopped', data: { clock: 'decide', at: DISPUTED_AT, inTime: true } },
          { type: 'ClockMoved', data: { clock: 'request-review' } },
        ]);
  });

  test('the telling of the first is put right by its name: what it had stopped stops anew', () => {
    given(again(TOO_LATE).events)
      .when(about(5, DUE_AT), by)
      .then([
        { type: 'FactCorrected', data: { about: 5, before: TOO_LATE, after: DUE_AT } },
        {
          type: 'BreachRevoked',
          data: { clock: 'decide', dueAt: DUE_AT, because: 'fact-corrected', promise: 1 },
        },
        { type: 'ClockStopped', data: { at: DUE_AT, inTime: true, promise: 1 } },
      ]);
    given(again(IN_TIME).events)
      .when(about(5, moved(DUE_AT, 1)), by)
      .then([
        { type: 'FactCorrected', data: { about: 5, before: IN_TIME } },
        { type: 'DeadlineBreached', data: { clock: 'decide', limit: 'legal', promise: 1 } },
        { type: 'ClockStopped', data: { at: moved(DUE_AT, 1), inTime: false, promise: 1 } },
      ]);
  });

  test('the first may be put right again and again, and leaves what counts by the second alone', () => {
    const { events } = again(TOO_LATE);
    const once = given(events).after(about(5, IN_TIME), by);
    expect(given(once).state().clocks).toEqual(given(events).state().clocks);
    expect(given(once).state().decided.telling).toEqual(given(events).state().decided.telling);
    expect(given(once).state().decided.toldBefore).toMatchObject([
      { proposal: { revision: 5 }, toldAt: IN_TIME, disputedAt: DISPUTED_AT },
    ]);
    given(once).when(about(5, IN_TIME), by).then([]);
    given(once)
      .when(about(5, TOO_LATE), by)
      .then(['FactCorrected', 'DeadlineBreached', 'ClockStopped']);
  });

  test('the first was told neither before its sign-off nor after it was disputed', () => {
    const { events } = again(IN_TIME);
    given(events)
      .when(about(5, moved(SIGNED_OFF_AT, -1)), by)
      .then({ refused: 'told-before-sign-off' });
    given(events).when(about(5, SIGNED_OFF_AT), by).then(['FactCorrected', 'ClockStopped']);
    given(events)
      .when(about(5, moved(DISPUTED_AT, 1)), by)
      .then({ refused: 'told-after-dispute' });
    given(events)
      .when(about(5, DISPUTED_AT), by)
      .then(['FactCorrected', 'DeadlineBreached', 'ClockStopped']);
  });

  test('a decision that was never told, or is none, has no telling to put right', () => {
    for (const none of [4, 6, 99])
      given(again(IN_TIME).events)
        .when(about(none, DISPUTED_AT), by)
        .then({ refused: 'no-such-decision' });
    given(signedOff).when(about(5, NOW), by).then({ refused: 'complainant-not-told' });
  });
});

test('he was told in the form of notice that both sides had agreed on by then (Order 2020-3 art. 21)', () => {
  const agreed = (events: readonly ComplaintEvent[], channel: 'phone' | 'post') =>
    given(events).after(
      {
        type: 'RecordAgreement',
        data: {
          ...{ of: 'form-of-notice', channel, evidence: box('Signed.') },
          agreedAt: '2026-03-06T02:00:00.000Z',
        },
      },
      by,
    );
  const since = '2026-03-09T02:00:00.000Z';
  for (const told of [toldAt(IN_TIME), rejected(IN_TIME)]) {
    given(agreed(told, 'post')).when(correct(since), by).then({ refused: 'form-of-notice-agreed' });
    for (const [events, at] of [
      [agreed(told, 'post'), '2026-03-06T01:59:59.999Z'],
      [agreed(told, 'phone'), since],
    ] as const)
      given(events).when(correct(at), by).then(['FactCorrected', 'ClockStopped', 'ClockMoved']);
  }
  const { signed } = decidedAgain(rejected(IN_TIME), DISPUTED_AT);
  const again = agreed(given(signed).after(tell(NOW), { at: NOW, by: hana }), 'post');
  given(again)
    .when({ ...correct(since), data: { ...correct(since).data, about: 5 } }, by)
    .then({ refused: 'form-of-notice-agreed' });
});

test('a telling proved as agreed is not moved to before they agreed (Order 2020-3 art. 21)', () => {
  const agreedAt = '2026-03-06T02:00:00.000Z';
  const agreed = given(signedOff).after(
    {
      type: 'RecordAgreement',
      data: { of: 'form-of-notice', channel: 'phone', evidence: box('Voice mail.'), agreedAt },
    },
    by,
  );
  const proof = { deed: 'as-agreed', evidence: box('Recording 0310-02.') } as const;
  const told = { channel: 'phone', toldAt: '2026-03-10T02:00:00.000Z' } as const;
  const atOnce = given(agreed).after({ type: 'RecordTelling', data: { ...told, proof } }, by);
  const later = given(given(agreed).after({ type: 'RecordTelling', data: told }, by)).after(
    { type: 'ProveTelling', data: { proposal: 5, proof } },
    by,
  );
  for (const events of [atOnce, later]) {
    given(events)
      .when(correct('2026-03-06T01:59:59.999Z'), by)
      .then({ refused: 'form-not-agreed' });
    given(events).when(correct(agreedAt), by).then(['FactCorrected', 'ClockStopped', 'ClockMoved']);
  }
});

test('he was told before he accepted the decision, but the firm may have closed the case too soon', () => {
  const [acceptedAt, closedAt] = ['2026-03-06T02:00:00.000Z', '2026-03-07T02:00:00.000Z'];
  const told = toldAt(IN_TIME);
  const close = { type: 'CloseCase', data: { reasons: box('Paid on Friday.') } } as const;
  const accept = { type: 'AcceptDecision', data: { proposal: 5, acceptedAt } } as const;
  const accepted = given(told).after(accept, { at: acceptedAt, by: clara });
  const closed = given(accepted).after(close, { at: closedAt, by: hana });
  const unanswered = given(told).after(close, { at: closedAt, by: hana });
  const reopenedOf = (events: readonly ComplaintEvent[]) =>
    given(events).after(
      { type: 'ReopenCase', data: { disputedAt: DISPUTED_AT, reasons: box('r') } },
      { at: DISPUTED_AT, by: executive },
    );
  for (const [events, last, refused] of [
    [accepted, acceptedAt, 'told-after-acceptance'],
    [closed, acceptedAt, 'told-after-acceptance'],
    [reopenedOf(closed), acceptedAt, 'told-after-acceptance'],
  ] as const) {
    given(events)
      .when(correct(moved(last, 1)), by)
      .then({ refused });
    given(events).when(correct(last), by).then(['FactCorrected', 'ClockStopped', 'ClockMoved']);
  }
  for (const events of [unanswered, reopenedOf(unanswered)])
    given(events)
      .when(correct(moved(closedAt, 1)), by)
      .then(['FactCorrected', 'ClockStopped', 'ClockMoved']);
});
