import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import { deadlines } from '../../../workflows/complaint/deadlines.ts';
import {
  DUE_AT,
  box,
  breach,
  clara,
  executive,
  given,
  hana,
  head,
  hugo,
  intake,
  lookedInto,
  otto,
  signedOff,
  sun,
} from './a-case.ts';
import {
  DAY_10,
  DAY_25,
  at,
  complex,
  grant,
  granted,
  request,
  sent,
  waiting,
} from './an-extension.ts';

const reasons = box('Another department has to answer.');
const refuseIt = {
  type: 'RefuseExtension',
  data: { clock: 'decide', step: 'very-complex', reasons: box('All is at hand.') },
} as const;

const lastDay = (events: readonly ComplaintEvent[]) => given(events).state().clocks[0]?.lastDay;

describe('Order 2020-3 art. 18: fifteen, thirty, sixty natural days', () => {
  test('a complex case has thirty days in all, at once, without approver or notice', () => {
    given(lookedInto)
      .when(request('complex'), at(DAY_10))
      .then([
        { type: 'ExtensionRequested', data: { clock: 'decide', step: 'complex', by: 'hana' } },
        { type: 'ExtensionGranted', data: { step: 'complex' } },
        {
          type: 'ClockExtended',
          data: {
            clock: 'decide',
            step: 'complex',
            before: DUE_AT,
            dueAt: '2026-04-01T15:59:59.999Z',
            lastDay: '2026-04-01',
            article: 'Order 2020-3 art. 18',
            mark: 'V',
            trace: [
              { step: 'total', from: '2026-03-02', count: 30, unit: 'day', startDayCounts: false },
              { step: 'days', days: 1, counted: false, because: 'start-day' },
              { step: 'days', from: '2026-03-03', to: '2026-04-01', days: 30, counted: true },
              { step: 'end', lastDay: '2026-04-01' },
            ],
          },
        },
      ]);
  });

  test('that is still asked for falls away when both sides agree on another day', () => {
    const agreement = {
      type: 'RecordAgreement',
      data: {
        of: 'time-limit',
        agreedAt: DAY_25,
        evidence: box('Signed by both.'),
        clock: 'decide',
        until: '2026-04-20',
      },
    } as const;
    given(waiting())
      .when(agreement, at(DAY_25, sun))
      .then([
        'OtherwiseAgreed',
        'ClockMoved',
        { type: 'ExtensionLapsed', data: { step: 'very-complex', because: 'time-limit-agreed' } },
      ]);
    given(given(waiting()).after(agreement, at(DAY_25, sun)))
      .when(grant, at(DAY_25, executive))
      .then({ refused: 'no-such-request' });
  });

  test('is granted or refused by nobody who handles or ever handled the case (house rule)', () => {
    const asked = given(complex()).after(request('very-complex'), at(DAY_25, sun));
    const handing = (handler: string) =>
      ({ type: 'AssignCase', data: { handler, unit: 'complaints' } }) as const;
    const own = given(asked).after(handing('erik'), at(DAY_25, head));
    const handedOn = given(own).after(handing('hugo'), at(DAY_25, head));
    for (const events of [own, handedOn])
      for (const command of [grant, refuseIt])
        given(events).when(command, at(DAY_25, executive)).then({ refused: 'same-person' });
    given(handedOn)
      .when(grant, at(DAY_25, { ...executive, id: 'emma' }))
      .then(['ExtensionGranted', 'LetterOrdered']);
  });

  test('a very complex case waits for its approver', () => {
    given(complex())
      .when(request('very-complex'), at(DAY_25))
      .then([{ type: 'ExtensionRequested', data: { step: 'very-complex', by: 'hana' } }]);
    expect(lastDay(waiting())).toBe('2026-04-01');
  });

  test('granted, it has thirty days more, sixty at most, once a letter has told the complainant', () => {
    given(waiting())
      .when(grant, at(DAY_25, executive))
      .then([
        {
          type: 'ExtensionGranted',
          data: { by: 'erik', rank: 'executive', holdsWith: 'notice', until: '2026-05-01' },
        },
        { type: 'LetterOrdered', data: { letter: 'extension-notice', about: 9, attempt: 1 } },
      ]);
    expect(lastDay(granted())).toBe('2026-04-01');
    given(granted()).asks(['letter-extension-notice@10']);
    given(granted())
      .when(sent(DAY_25), at(DAY_25, ENGINE))
      .then([
        'LetterSent',
        {
          type: 'ClockExtended',
          data: {
            dueAt: '2026-05-01T15:59:59.999Z',
            lastDay: '2026-05-01',
            trace: [
              { step: 'add', from: '2026-04-01', count: 30, unit: 'day' },
              { step: 'days', from: '2026-04-02', to: '2026-05-01', days: 30, counted: true },
              { step: 'end', lastDay: '2026-05-01' },
            ],
          },
        },
      ]);
    const extended = given(granted()).after(sent(DAY_25), at(DAY_25, ENGINE));
    given(extended)
      .when(request('very-complex'), at('2026-04-20T02:00:00.000Z'))
      .then({ refused: 'not-the-next-step' });
  });

  test('the steps are taken in their order', () => {
    given(lookedInto)
      .when(request('very-complex'), at(DAY_10))
      .then({ refused: 'not-the-next-step' });
    given(complex()).when(request('complex'), at(DAY_25)).then({ refused: 'not-the-next-step' });
  });
});

describe('who may grant', () => {
  test('the superior institution or an executive of head office, nobody below', () => {
    for (const by of [sun, head])
      given(waiting()).when(grant, at(DAY_25, by)).then({ refused: 'rank-not-sufficient' });
    for (const by of [executive, { ...executive, id: 'ida', rank: 'superior' }])
      given(waiting()).when(grant, at(DAY_25, by)).then(['ExtensionGranted', 'LetterOrdered']);
  });

  test('never the person who asked, whatever his rank', () => {
    const askedByErik = given(complex()).after(request('very-complex'), at(DAY_25, executive));
    for (const command of [grant, refuseIt])
      given(askedByErik).when(command, at(DAY_25, executive)).then({ refused: 'same-person' });
  });

  test('not a handler or a clerk, and not a person complained of', () => {
    for (const by of [hugo, clara])
      given(waiting()).when(grant, at(DAY_25, by)).then({ refused: 'not-authorised' });
    given(waiting())
      .when(grant, at(DAY_25, { ...otto, rank: 'executive' }))
      .then({ refused: 'complained-of' });
  });
});

describe('thirty days more hold only once the complainant has been told of them', () => {
  const DUE = '2026-04-01T15:59:59.999Z';
  const LATE = '2026-04-01T16:00:00.000Z';
  const overdue = { type: 'RecordBreach', data: { clock: 'decide' } } as const;
  const failed = (order: number) =>
    ({ type: 'RecordLetterFailed', data: { letter: 'extension-notice', order } }) as const;
  const retry = (order: number) => ({ type: 'RetryLetter', data: { order } }) as const;
  /** Failed four times: at 11, 13, 15, 17; ordered the fifth time at 18. */
  const lastTry = () =>
    [10, 12, 14, 16].reduce((events, order) => {
      const waits = given(events).after(failed(order), at(DAY_25, ENGINE));
      return given(waits).after(retry(order), at(DAY_25, ENGINE));
    }, granted());

  test('at the very due instant, not a millisecond later', () => {
    given(granted())
      .when(sent(DUE), at(DUE, ENGINE))
      .then(['LetterSent', { type: 'ClockExtended', data: { lastDay: '2026-05-01' } }]);
    const breached = given(granted()).after(overdue, at(DUE, ENGINE));
    expect(given(breached).state().clocks[0]).toMatchObject({ dueAt: DUE, breached: true });
    given(breached)
      .when(sent(LATE), at(LATE, ENGINE))
      .then(['LetterSent', { type: 'ExtensionLapsed', data: { because: 'notice-too-late' } }]);
    given(breached)
      .when(sent(DUE), at(LATE, ENGINE))
      .then(['LetterSent', { type: 'BreachRevoked', data: { dueAt: DUE } }, 'ClockExtended']);
  });

  test('when no try got through the clock stands as it was, and somebody who leads is told', () => {
    given(lastTry())
      .when(failed(18), at(DAY_25, ENGINE))
      .then([
        { type: 'LetterFailed', data: { attempt: 5, retryAt: null } },
        {
          type: 'ExtensionLapsed',
          data: { clock: 'decide', step: 'very-complex', because: 'notice-not-sent' },
        },
        { type: 'CaseEscalated', data: { to: 'supervisor', because: 'notice-not-sent' } },
      ]);
    const lapsed = given(lastTry()).after(failed(18), at(DAY_25, ENGINE));
    expect(given(lapsed).state()).toMatchObject({ extension: null, clocks: [{ dueAt: DUE }] });
    expect(deadlines(given(lapsed).state()).map(({ at: due }) => due)).toContain(DUE);
  });

  test('and it may be asked for, granted and told again', () => {
    const lapsed = given(lastTry()).after(failed(18), at(DAY_25, ENGINE));
    const asked = given(lapsed).after(request('very-complex'), at(DAY_25));
    const again = given(asked).after(grant, at(DAY_25, executive));
    given(again)
      .when(sent(DAY_25, again.length - 1), at(DAY_25, ENGINE))
      .then(['LetterSent', { type: 'ClockExtended', data: { lastDay: '2026-05-01' } }]);
  });

  test('the fifth try still extends it', () => {
    given(lastTry())
      .when(sent(DAY_25, 18), at(DAY_25, ENGINE))
      .then(['LetterSent', { type: 'ClockExtended', data: { step: 'very-complex' } }]);
  });

  test('a notice is not tried again once the clock began anew', () => {
    const waits = given(granted()).after(failed(10), at(DAY_25, ENGINE));
    const facts = { facts: box('a second fee'), receivedAt: DAY_25 };
    const again = given(waits).after({ type: 'RecordNewFacts', data: facts }, at(DAY_25, clara));
    given(again)
      .when(retry(10), at(DAY_25, ENGINE))
      .then([{ type: 'LetterFailed', data: { retryAt: null } }]);
  });

  test('what was granted and extended at once before stays so, and its letter is tried again', () => {
    const before: readonly ComplaintEvent[] = [
      ...waiting(),
      {
        type: 'ExtensionGranted',
        data: { clock: 'decide', step: 'very-complex', by: 'erik', rank: 'executive' },
      },
      ...given(granted()).after(sent(DAY_25), at(DAY_25, ENGINE)).slice(-1),
      { type: 'LetterOrdered', data: { letter: 'extension-notice', about: 10, attempt: 1 } },
    ];
    const waits = given(before).after(failed(11), at(DAY_25, ENGINE));
    expect(lastDay(waits)).toBe('2026-05-01');
    given(waits)
      .when(retry(11), at(DAY_25, ENGINE))
      .then([{ type: 'LetterOrdered', data: { about: 10, attempt: 2 } }]);
    const tries = [11, 13, 15, 17].reduce((events, order) => {
      const again = given(events).after(failed(order), at(DAY_25, ENGINE));
      return given(again).after(retry(order), at(DAY_25, ENGINE));
    }, before);
    given(tries)
      .when(failed(19), at(DAY_25, ENGINE))
      .then([
        { type: 'LetterFailed', data: { retryAt: null } },
        { type: 'CaseEscalated', data: { to: 'supervisor', because: 'notice-not-sent' } },
      ]);
    expect(lastDay(given(tries).after(failed(19), at(DAY_25, ENGINE)))).toBe('2026-05-01');
  });
});

describe('a request', () => {
  test('refused leaves the clock as it is, and may be made again', () => {
    const refused = given(waiting()).after(refuseIt, at(DAY_25, executive));
    expect(lastDay(refused)).toBe('2026-04-01');
    given(refused).when(request('very-complex'), at(DAY_25)).then(['ExtensionRequested']);
    given(refused).when(grant, at(DAY_25, executive)).then({ refused: 'no-such-request' });
  });

  test('waits alone', () => {
    given(waiting())
      .when(request('very-complex'), at(DAY_25))
      .then({ refused: 'extension-pending' });
  });

  test('comes before the end of the time: at the due instant it is in time, later it is not', () => {
    given(lookedInto)
      .when(request('complex'), at(DUE_AT))
      .then(['ExtensionRequested', 'ExtensionGranted', 'ClockExtended']);
    given(lookedInto)
      .when(request('complex'), at('2026-03-17T16:00:00.000Z'))
      .then({ refused: 'clock-breached' });
    given([...lookedInto, breach])
      .when(request('complex'), at('2026-03-18T02:00:00.000Z'))
      .then({ refused: 'clock-breached' });
  });

  test('nobody decided in time lapses with the breach', () => {
    const due = '2026-04-01T15:59:59.999Z';
    given(waiting())
      .when({ type: 'RecordBreach', data: { clock: 'decide' } }, { at: due })
      .then([
        { type: 'DeadlineBreached', data: { dueAt: due } },
        {
          type: 'ExtensionLapsed',
          data: { clock: 'decide', step: 'very-complex', because: 'clock-breached' },
        },
      ]);
  });

  test('lapses when its clock stops', () => {
    const asked: readonly ComplaintEvent[] = [
      ...signedOff,
      {
        type: 'ExtensionRequested',
        data: { clock: 'decide', step: 'complex', reasons, by: 'hana' },
      },
    ];
    given(asked)
      .when(
        { type: 'RecordTelling', data: { channel: 'phone', toldAt: DAY_10 } },
        { at: DAY_10, by: hana },
      )
      .then(['ComplainantTold', 'ClockStopped', 'ExtensionLapsed', 'ClockStarted']);
  });

  test('for a clock that does not run is refused', () => {
    given(lookedInto)
      .when(request('complex', 'lunch'), at(DAY_10))
      .then({ refused: 'no-such-clock' });
  });
});

test('an extended clock warns and raises by its new time, and not where the case has come already', () => {
  const raised: readonly ComplaintEvent[] = [
    ...lookedInto,
    {
      type: 'CaseEscalated',
      data: { to: 'supervisor', because: 'person', reasons, by: 'hana' },
    },
  ];
  const extended = given(raised).after(request('complex'), at(DAY_10));
  const names = Object.keys(
    Object.fromEntries(
      given(extended)
        .state()
        .clocks[0]?.ladder.map(({ rank }) => [rank, 1]) ?? [],
    ),
  );
  expect(names).toEqual(['head', 'executive']);
  given(extended).awaits({
    'decide-warning-50@8': '2026-03-17T08:44:59.999Z',
    'decide-warning-80@8': '2026-03-26T13:05:59.999Z',
    'decide-raise-head@8': '2026-03-29T14:32:59.999Z',
    'decide-raise-executive@8': '2026-04-01T15:59:59.999Z',
    'decide-breach@8': '2026-04-01T15:59:59.999Z',
  });
});

test('us-cfpb: in progress gives sixty days from sending in all, and the consumer is told', () => {
  const sentAt = '2026-03-02T17:00:00.000Z';
  const cfpb = { ...intake, regime: 'us-cfpb', receivedAt: sentAt, sentToFirmAt: sentAt };
  const started = given().after(
    { type: 'ReceiveComplaint', data: cfpb },
    { at: sentAt, by: clara },
  );
  expect(lastDay(started)).toBe('2026-03-17');
  given(started)
    .when(request('in-progress', 'respond'), at(DAY_10, sun))
    .then([
      'ExtensionRequested',
      { type: 'ExtensionGranted', data: { holdsWith: 'notice', until: '2026-05-01' } },
      { type: 'LetterOrdered', data: { letter: 'extension-notice', about: 3 } },
    ]);
  // It is the response of the first fifteen days: until it has gone out none was given.
  const asked = given(started).after(request('in-progress', 'respond'), at(DAY_10, sun));
  given(asked)
    .when(sent(DAY_10, asked.length - 1), at(DAY_10, ENGINE))
    .then([
      'LetterSent',
      {
        type: 'ClockExtended',
        data: { lastDay: '2026-05-01', dueAt: '2026-05-02T03:59:59.999Z' },
      },
    ]);
});
