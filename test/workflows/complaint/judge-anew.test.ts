import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { DUE_AT, box, breach, clara, given, hana, head, signedOff, sun } from './a-case.ts';

/** Told on 18 March, a day too late; what comes to light on the 19th had happened before. */
const TOLD_AT = '2026-03-18T02:00:00.000Z';
const ON_19 = '2026-03-19T02:00:00.000Z';
const ON_20 = '2026-03-20T02:00:00.000Z';
const FACTS_AT = '2026-03-10T02:00:00.000Z';
const BY_FACTS = '2026-03-25T15:59:59.999Z';

const told = given(signedOff, [breach]).after(
  {
    type: 'RecordTelling',
    data: {
      ...{ channel: 'phone', toldAt: TOLD_AT },
      proof: { deed: 'dialled', evidence: box('Recording 0318-02.') },
    },
  },
  { at: TOLD_AT, by: hana },
);
const disputed = given(told).after(
  { type: 'RejectDecision', data: { proposal: 5, rejectedAt: ON_19, reasons: box('Too little.') } },
  { at: ON_19, by: hana },
);
const facts = (receivedAt: Instant = FACTS_AT) =>
  ({ type: 'RecordNewFacts', data: { receivedAt, facts: box('A second fee.') } }) as const;
const confirm = (receipt: number) =>
  ({ type: 'ConfirmNewFacts', data: { receipt, reasons: box('They are new.') } }) as const;
const mediation = (appliedAt: Instant) =>
  ({
    type: 'BeginMediation',
    data: {
      ...{ body: 'mediators', complainantAgrees: true, agreement: box('Application.') },
      appliedAt,
    },
  }) as const;
const end = (revision: number, endedAt: Instant) =>
  ({ type: 'EndMediation', data: { mediation: revision, endedAt, result: 'failed' } }) as const;
const promiseOf = (events: readonly ComplaintEvent[]) =>
  given(events)
    .state()
    .replaced.map(({ revision }) => revision)[0];

describe('new facts that came to light after the telling (Order 2020-3 art. 18)', () => {
  test('wait for a second person, who leads and never handled the case, and void no decision', () => {
    given(told)
      .when(facts(), { at: ON_19, by: clara })
      .then([
        { type: 'NewFactsReceived', data: { confirmation: { then: 'head' } } },
        { type: 'CaseEscalated', data: { because: 'new-facts' } },
      ]);
    const waiting = given(told).after(facts(), { at: ON_19, by: clara });
    expect(given(waiting).state().proposal?.signedOff).not.toBeNull();
    given(waiting)
      .when(confirm(told.length), { at: ON_20, by: hana })
      .then({ refused: 'not-authorised' });
    given(waiting)
      .when(confirm(told.length), { at: ON_20, by: head })
      .then([
        'NewFactsConfirmed',
        {
          type: 'ClockMoved',
          data: { startsAt: FACTS_AT, before: DUE_AT, dueAt: BY_FACTS, because: 'new-facts' },
        },
        { type: 'BreachRevoked', data: { because: 'new-facts' } },
        { type: 'ClockStopped', data: { at: TOLD_AT, inTime: true, basis: waiting.length } },
      ]);
    const confirmed = given(waiting).after(confirm(told.length), { at: ON_20, by: head });
    expect(
      given(confirmed)
        .state()
        .clocks.find(({ name }) => name === 'decide'),
    ).toMatchObject({
      ...{ breached: false, stoppedAt: TOLD_AT, startsAt: FACTS_AT },
    });
  });

  test('move nothing where they came a millisecond after the end, and are none from the telling on', () => {
    given(told)
      .when(facts('2026-03-17T16:00:00.000Z'), { at: ON_19, by: clara })
      .then(['NewFactsReceived']);
    given(told)
      .when(facts(TOLD_AT), { at: ON_19, by: clara })
      .then({ refused: 'decision-being-told' });
  });

  test('are judged of the decision that was told before a dispute as well', () => {
    const waiting = given(disputed).after(facts(), { at: ON_20, by: clara });
    const promise = promiseOf(waiting);
    given(waiting)
      .when(confirm(disputed.length), { at: ON_20, by: head })
      .then([
        'NewFactsConfirmed',
        { type: 'ClockMoved', data: { startsAt: FACTS_AT, dueAt: BY_FACTS, promise } },
        { type: 'BreachRevoked', data: { promise } },
        { type: 'ClockStopped', data: { at: TOLD_AT, inTime: true, promise } },
      ]);
  });
});

test('a case that was closed is judged as well, and nothing is new to one that was withdrawn', () => {
  const closed = given(told).after(
    { type: 'CloseCase', data: { reasons: box('Paid.') } },
    { at: ON_19, by: hana },
  );
  const waiting = given(closed).after(facts(), { at: ON_20, by: clara });
  given(waiting)
    .when(confirm(closed.length), { at: ON_20, by: head })
    .then(['NewFactsConfirmed', 'ClockMoved', 'BreachRevoked', 'ClockStopped']);
  given(closed)
    .when(facts(TOLD_AT), { at: ON_20, by: clara })
    .then({ refused: 'decision-being-told' });
  const agreement = {
    ...({ of: 'time-limit', clock: 'decide', agreedAt: FACTS_AT } as const),
    ...{ until: '2026-03-20', evidence: box('Signed.') },
  };
  given(closed)
    .when({ type: 'RecordAgreement', data: agreement }, { at: ON_20, by: head })
    .then(['OtherwiseAgreed', 'ClockMoved', 'BreachRevoked', 'ClockStopped']);
  const withdrawn = given(signedOff).after(
    {
      type: 'WithdrawComplaint',
      data: { withdrawnAt: '2026-03-12T02:00:00.000Z', evidence: box('A letter.') },
    },
    { at: '2026-03-12T02:00:00.000Z', by: head },
  );
  given(withdrawn).when(facts(), { at: ON_19, by: clara }).then({ refused: 'case-ended' });
});

describe('a mediation that came to light after the telling (Order 2020-3 art. 23)', () => {
  test('held the clock from when both sides applied; it ran on from its end', () => {
    given(told)
      .when(mediation(DUE_AT), { at: ON_19, by: head })
      .then([
        'MediationBegun',
        { type: 'ClockPaused', data: { pausedAt: DUE_AT } },
        { type: 'BreachRevoked', data: { because: 'mediation' } },
        { type: 'ClockStopped', data: { at: TOLD_AT, inTime: true } },
      ]);
    given(told).when(mediation(DUE_AT), { at: ON_19, by: hana }).then({ refused: 'takes-a-lead' });
    given(told)
      .when(mediation('2026-03-17T16:00:00.000Z'), { at: ON_19, by: head })
      .then(['MediationBegun']);
    const begun = given(told).after(mediation('2026-03-05T02:00:00.000Z'), { at: ON_19, by: head });
    given(begun)
      .when(end(told.length, '2026-03-05T03:00:00.000Z'), { at: ON_20, by: sun })
      .then([
        'MediationEnded',
        { type: 'ClockResumed', data: { dueAt: DUE_AT, warnings: [], ladder: [] } },
        'DeadlineBreached',
        { type: 'ClockStopped', data: { at: TOLD_AT, inTime: false } },
      ]);
  });

  test('of a clock that a dispute began anew since, by the revision of its promise', () => {
    const promise = promiseOf(disputed);
    const begun = given(disputed).after(mediation('2026-03-05T02:00:00.000Z'), {
      ...{ at: ON_20, by: head },
    });
    expect(begun.slice(disputed.length)).toMatchObject([
      { type: 'MediationBegun' },
      { type: 'ClockPaused', data: { clock: 'decide', promise } },
      { type: 'BreachRevoked', data: { promise } },
      { type: 'ClockStopped', data: { inTime: true, promise } },
      { type: 'ClockPaused', data: { clock: 'decide' } },
    ]);
    given(begun)
      .when(end(disputed.length, '2026-03-06T02:00:00.000Z'), { at: ON_20, by: sun })
      .then([
        'MediationEnded',
        { type: 'ClockResumed', data: { lastDay: '2026-03-18', promise } },
        { type: 'ClockStopped', data: { inTime: true, promise } },
        'ClockResumed',
      ]);
  });

  test('makes facts come in time that had seemed to come too late', () => {
    const late = given(told).after(facts('2026-03-17T17:00:00.000Z'), { at: ON_19, by: clara });
    const begun = given(late).after(mediation('2026-03-05T02:00:00.000Z'), { at: ON_19, by: head });
    const ended = given(begun).after(end(late.length, '2026-03-06T02:00:00.000Z'), {
      ...{ at: ON_20, by: sun },
    });
    expect(
      given(ended)
        .state()
        .clocks.find(({ name }) => name === 'decide'),
    ).toMatchObject({
      ...{ startsAt: '2026-03-17T17:00:00.000Z', lastDay: '2026-04-02', breached: false },
    });
    // Had it ended before they came, though nobody had written that down, they came too late after all.
    const hours = given(begun).after(end(late.length, '2026-03-05T03:00:00.000Z'), {
      ...{ at: ON_20, by: sun },
    });
    expect(
      given(hours)
        .state()
        .clocks.find(({ name }) => name === 'decide'),
    ).toMatchObject({
      ...{ startsAt: '2026-03-02T01:30:00.000Z', dueAt: DUE_AT, breached: true },
    });
  });
});
