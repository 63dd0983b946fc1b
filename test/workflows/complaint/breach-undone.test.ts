import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../../events/envelope.ts';
import {
  DUE_AT,
  box,
  breach,
  clara,
  given,
  hana,
  head,
  hugo,
  lookedInto,
  renata,
  signedOff,
  sun,
} from './a-case.ts';
import { DECIDED, rolf, signedOff as decidedReview } from './a-review.ts';

/** A breach is undone by two (decision 0024). */
const LATE: Instant = '2026-03-20T02:00:00.000Z';
const proof = { deed: 'dialled', evidence: box('Recording 0316-02.') } as const;
const telling = (toldAt: Instant, more = {}) =>
  ({ type: 'RecordTelling', data: { channel: 'phone', toldAt, ...more } }) as const;
const by = (who: Actor) => ({ at: LATE, by: who });
const late = [...signedOff, breach];

/** Hugo had the case until Hana took it over. */
const handedOver: readonly ComplaintEvent[] = [
  ...late,
  { type: 'CaseAssigned', data: { handler: 'hugo', unit: 'consumer-protection', by: 'sun' } },
  { type: 'CaseAssigned', data: { handler: 'hana', unit: 'consumer-protection', by: 'sun' } },
];

describe('a telling that undoes a breach', () => {
  const inTime = telling(DUE_AT, { proof });

  test('is recorded by somebody who leads and never handled the case', () => {
    for (const who of [hana, clara, hugo, { ...sun, id: 'hugo' }])
      given(handedOver).when(inTime, by(who)).then({ refused: 'takes-a-lead' });
    for (const who of [sun, head])
      given(handedOver)
        .when(inTime, by(who))
        .then(['ComplainantTold', 'BreachRevoked', 'ClockStopped', 'ClockStarted']);
  });

  test('is proved with it', () => {
    given(late).when(telling(DUE_AT), by(head)).then({ refused: 'telling-not-proved' });
  });

  test('a millisecond later undoes nothing, and anybody records it', () => {
    given(late)
      .when(telling('2026-03-17T16:00:00.000Z'), by(hana))
      .then(['ComplainantTold', { type: 'ClockStopped', data: { inTime: false } }, 'ClockStarted']);
  });

  test('undoes none where none is on record', () => {
    given(signedOff)
      .when(telling(DUE_AT), { at: DUE_AT, by: hana })
      .then(['ComplainantTold', 'ClockStopped', 'ClockStarted']);
  });
});

describe('what undoes a breach besides', () => {
  test('calls that reached nobody, written down after it', () => {
    const called = ['2026-03-11', '2026-03-12', '2026-03-13'].reduce<readonly ComplaintEvent[]>(
      (events, day) =>
        given(events).after(
          {
            type: 'RecordContact',
            data: {
              ...{ with: 'complainant', direction: 'out', channel: 'phone', reached: false },
              ...{ at: `${day}T02:00:00.000Z`, note: box('n') },
            },
          },
          by(hana),
        ),
      late,
    );
    const end = {
      type: 'EndWithoutDecision',
      data: { ground: 'unreachable', at: '2026-03-13T02:00:00.000Z', reasons: box('r') },
    } as const;
    given(called).when(end, by(hana)).then({ refused: 'takes-a-lead' });
    expect(
      given(called)
        .after(end, by(sun))
        .map(({ type }) => type),
    ).toContain('BreachRevoked');
  });

  test('a reply to a regulator', () => {
    const request = {
      type: 'RecordRegulatorRequest',
      data: {
        ...{ regulator: 'nfra', reference: box('x'), receivedAt: '2026-03-05T02:00:00.000Z' },
        replyBy: '2026-03-10T02:00:00.000Z',
      },
    } as const;
    const asked = given(lookedInto).after(request, {
      at: '2026-03-05T02:00:00.000Z',
      by: clara,
    });
    const [clock] = given(asked)
      .state()
      .clocks.filter(({ regime: _regime, name }) => name !== 'decide');
    const overdue = given(asked).after(
      { type: 'RecordBreach', data: { clock: clock?.name ?? '' } },
      { at: '2026-03-10T02:00:00.001Z' },
    );
    const replied = {
      type: 'RecordRegulatorReply',
      data: { request: 5, repliedAt: '2026-03-09T02:00:00.000Z' },
    } as const;
    given(overdue).when(replied, by(hana)).then({ refused: 'takes-a-lead' });
    expect(
      given(overdue)
        .after(replied, by(sun))
        .map(({ type }) => type),
    ).toContain('BreachRevoked');
  });

  test('the telling of a review, which its reviewer does not undo either', () => {
    const overdue = given(decidedReview).after(
      { type: 'RecordBreach', data: { clock: 'decide-review' } },
      { at: '2026-05-03T16:00:00.000Z' },
    );
    const tell = (more = {}) =>
      ({
        type: 'RecordReviewTelling',
        data: { channel: 'phone', toldAt: DECIDED, ...more },
      }) as const;
    const then = (who: Actor) => ({ at: '2026-05-04T02:00:00.000Z', by: who });
    for (const who of [clara, hana, renata, { ...renata, role: 'executive' }])
      given(overdue).when(tell({ proof }), then(who)).then({ refused: 'takes-a-lead' });
    given(overdue).when(tell(), then(rolf)).then({ refused: 'telling-not-proved' });
    given(overdue)
      .when(tell({ proof }), then(rolf))
      .then([
        'ReviewTold',
        { type: 'BreachRevoked', data: { clock: 'decide-review' } },
        'ClockStopped',
      ]);
  });
});

describe('a withdrawal', () => {
  const withdraw = {
    type: 'WithdrawComplaint',
    data: { withdrawnAt: '2026-03-10T02:00:00.000Z', evidence: box('A signed letter.') },
  } as const;

  test('is never recorded by who handles or handled the case, late or not', () => {
    for (const who of [hana, hugo])
      given(handedOver).when(withdraw, by(who)).then({ refused: 'same-person' });
    given(lookedInto).when(withdraw, by(hana)).then({ refused: 'same-person' });
    given(lookedInto)
      .when(withdraw, { at: DUE_AT, by: clara })
      .then(['ComplaintWithdrawn', 'ClockStopped', 'RetentionBegun']);
  });

  test('that undoes a breach is recorded by somebody who leads', () => {
    given(handedOver).when(withdraw, by(clara)).then({ refused: 'takes-a-lead' });
    given(handedOver)
      .when(withdraw, by(sun))
      .then(['ComplaintWithdrawn', 'BreachRevoked', 'ClockStopped', 'RetentionBegun']);
  });

  test('is not for whoever has an interest in the case', () => {
    const related = given(lookedInto).after(
      { type: 'RecordInterest', data: { involved: [{ person: 'clara', as: 'relative' }] } },
      { at: DUE_AT, by: sun },
    );
    given(related).when(withdraw, { at: DUE_AT, by: clara }).then({ refused: 'has-an-interest' });
  });
});

describe('whoever handed a case on', () => {
  /** Sun had it for a day. */
  const handedOn = ['sun', 'hana'].reduce<readonly ComplaintEvent[]>(
    (events, handler) =>
      given(events).after(
        { type: 'AssignCase', data: { handler, unit: 'consumer-protection' } },
        { at: DUE_AT, by: head },
      ),
    lookedInto,
  );

  test('ends it no more by finding that the complainant has no standing', () => {
    const end = {
      type: 'EndWithoutDecision',
      data: {
        ground: 'no-standing',
        at: DUE_AT,
        reasons: box('r'),
        letter: box('Dear Sir'),
        covers: [],
      },
    } as const;
    given(handedOn).when(end, { at: DUE_AT, by: sun }).then({ refused: 'takes-a-lead' });
    expect(given(handedOn).after(end, { at: DUE_AT, by: head })).toContainEqual(
      expect.objectContaining({ type: 'CaseClosed' }),
    );
  });

  test('takes no marker back that he did not set', () => {
    const marked = given(handedOn).after(
      { type: 'MarkNonRoutine', data: { marker: 'media', reasons: box('r') } },
      { at: DUE_AT, by: hana },
    );
    const marking = marked.findIndex(({ type }) => type === 'NonRoutineMarked');
    const lift = { type: 'LiftMarker', data: { marking, reasons: box('r') } } as const;
    given(marked).when(lift, { at: DUE_AT, by: sun }).then({ refused: 'same-person' });
    given(marked).when(lift, { at: DUE_AT, by: head }).then(['NonRoutineLifted']);
  });
});
