import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { share } from '../../../workflows/calendar.ts';
import { RECEIVED_AT, box, clara, given, hana, intake, lookedInto } from './a-case.ts';

/** Fifteen business days by TARGET from Monday 2 March 2026; thirty-five go over Easter. */
const DUE: Instant = '2026-03-23T22:59:59.999Z';
const LATE: Instant = '2026-03-23T23:00:00.000Z';
const LONGER: Instant = '2026-04-22T21:59:59.999Z';
const DAY_20: Instant = '2026-03-20T09:00:00.000Z';
const at = (instant: Instant) => ({ at: instant, by: hana });

/** 0 received, 1 clock started, 2 assigned */
const begun: readonly ComplaintEvent[] = [
  ...given().after(
    { type: 'ReceiveComplaint', data: { ...intake, regime: 'eu-psd2' } },
    { at: '2026-03-02T09:00:00.000Z', by: clara },
  ),
  { type: 'CaseAssigned', data: { handler: 'hana', unit: 'payments', by: 'sun' } },
];

const letter = box('We wait for another bank and will answer by 20 April.');
const notice = { letter, covers: ['reason', 'date'], expectedOn: '2026-04-20' };
const request = (said: Partial<typeof notice> | null = {}) => {
  const withIt = said === null ? {} : { notice: { ...notice, ...said } };
  const data = { clock: 'reply', step: 'exceptional', reasons: box('Another bank.'), ...withIt };
  return { type: 'RequestExtension', data } as const;
};
const sent = (sentAt: Instant, order = 5) =>
  ({
    type: 'RecordLetterSent',
    data: { letter: 'holding-reply', order, sentAt, commitment: 'ab' },
  }) as const;
const failed = (order = 5) =>
  ({ type: 'RecordLetterFailed', data: { letter: 'holding-reply', order } }) as const;

/** 3 requested, 4 granted, 5 letter ordered */
const onItsWay = given(begun).after(request(), at(DAY_20));
const breached = given(onItsWay).after(
  { type: 'RecordBreach', data: { clock: 'reply' } },
  { at: DUE },
);
const dueAt = (events: readonly ComplaintEvent[]) => given(events).state().clocks[0]?.dueAt;

describe('an extension that holds only with a holding reply first (Directive 2015/2366 art. 101)', () => {
  test('is not asked for without one', () => {
    given(begun).when(request(null), at(DAY_20)).then({ refused: 'holding-reply-missing' });
  });

  test('does not move the clock before the reply has gone out', () => {
    given(begun)
      .when(request(), at(DAY_20))
      .then([
        {
          type: 'ExtensionRequested',
          data: { notice: { letter, article: 'Directive 2015/2366 art. 101', mark: 'V' } },
        },
        { type: 'ExtensionGranted', data: { step: 'exceptional', holdsWith: 'notice' } },
        { type: 'LetterOrdered', data: { letter: 'holding-reply', about: 3, attempt: 1 } },
      ]);
    expect(dueAt(onItsWay)).toBe(DUE);
    given(onItsWay).asks(['letter-holding-reply@5']);
  });

  test('gives 35 business days in all once it has, at the very end of the time as well', () => {
    given(onItsWay)
      .when(sent(DUE), { at: DUE })
      .then([
        { type: 'LetterSent', data: { order: 5 } },
        {
          type: 'ClockExtended',
          data: { step: 'exceptional', before: DUE, dueAt: LONGER, mark: 'V' },
        },
      ]);
    const extended = given(onItsWay).after(sent(DUE), { at: DUE });
    expect(given(extended).state().extension).toBeNull();
  });

  test('is void when the reply goes out a millisecond later, and the first limit is breached', () => {
    expect(given(breached).state().extension).not.toBeNull();
    given(breached)
      .when(sent(LATE), { at: LATE })
      .then(['LetterSent', { type: 'ExtensionLapsed', data: { because: 'notice-too-late' } }]);
    expect(dueAt(breached)).toBe(DUE);
  });

  test('sent in time and recorded late revokes the breach', () => {
    given(breached)
      .when(sent(DUE), { at: LATE })
      .then([
        'LetterSent',
        { type: 'BreachRevoked', data: { because: 'satisfied-in-time-recorded-late' } },
        { type: 'ClockExtended', data: { dueAt: LONGER } },
      ]);
    const [clock] = given(given(breached).after(sent(DUE), { at: LATE })).state().clocks;
    const still = [50, 80].map((percent) => ({ percent, at: share(RECEIVED_AT, LONGER, percent) }));
    expect(clock).toMatchObject({ breached: false, warnings: still });
    expect(clock?.ladder.map(({ rank }) => rank)).toEqual(['supervisor', 'head', 'executive']);
  });

  test('is void when the reply cannot be sent: it is not tried again once the time is over', () => {
    const waits = given(onItsWay).after(failed(), { at: DUE });
    given(waits).awaits({
      ...awaitedClock(waits),
      'retry-holding-reply@5': '2026-03-23T23:59:59.999Z',
    });
    const late = given(waits).after(
      { type: 'RecordBreach', data: { clock: 'reply' } },
      { at: DUE },
    );
    given(late)
      .when({ type: 'RetryLetter', data: { order: 5 } }, { at: '2026-03-23T23:59:59.999Z' })
      .then([
        { type: 'LetterFailed', data: { retryAt: null } },
        { type: 'ExtensionLapsed', data: { because: 'notice-not-sent' } },
        { type: 'CaseEscalated', data: { to: 'supervisor', because: 'notice-not-sent' } },
      ]);
    given(breached)
      .when(failed(), { at: LATE })
      .then([
        { type: 'LetterFailed', data: { retryAt: null } },
        { type: 'ExtensionLapsed', data: { because: 'notice-not-sent' } },
        { type: 'CaseEscalated', data: { to: 'supervisor', because: 'notice-not-sent' } },
      ]);
  });

  test('is refused with a reply that lacks its reasons, or promises more than the rule gives', () => {
    given(begun)
      .when(request({ covers: ['date'] }), at(DAY_20))
      .then({ refused: 'letter-incomplete' });
    given(begun)
      .when(request({ expectedOn: '2026-04-22' }), at(DAY_20))
      .then(['ExtensionRequested', 'ExtensionGranted', 'LetterOrdered']);
    given(begun)
      .when(request({ expectedOn: '2026-04-23' }), at(DAY_20))
      .then({ refused: 'expected-too-late' });
    given(begun)
      .when(request({ expectedOn: '2026-03-20' }), at(DAY_20))
      .then(['ExtensionRequested', 'ExtensionGranted', 'LetterOrdered']);
    given(begun)
      .when(request({ expectedOn: '2026-03-19' }), at(DAY_20))
      .then({ refused: 'expected-day-past' });
  });

  test('is asked for once, and not granted a second time', () => {
    given(onItsWay).when(request(), at(DAY_20)).then({ refused: 'extension-pending' });
  });
});

test('UK payments have the same rule (DISP 1.6.2A), and Order 2020-3 wants no holding reply', () => {
  const uk = given().after(
    { type: 'ReceiveComplaint', data: { ...intake, regime: 'uk-fca-disp', kinds: ['payment'] } },
    { at: '2026-03-02T09:00:00.000Z', by: clara },
  );
  const payment = { ...request().data, clock: 'payment-final-response' };
  const assigned = given(uk).after(
    { type: 'AssignCase', data: { handler: 'hana', unit: 'payments' } },
    { at: '2026-03-02T09:00:00.000Z', by: { ...hana, id: 'sun', role: 'supervisor' } },
  );
  given(assigned)
    .when({ type: 'RequestExtension', data: payment }, at('2026-03-10T09:00:00.000Z'))
    .then([
      { type: 'ExtensionRequested', data: { notice: { article: 'DISP 1.6.2AR', mark: 'S' } } },
      'ExtensionGranted',
      'LetterOrdered',
    ]);
  const complex = { ...request().data, clock: 'decide', step: 'complex' };
  given(lookedInto)
    .when({ type: 'RequestExtension', data: complex }, at('2026-03-10T09:00:00.000Z'))
    .then({ refused: 'no-such-letter-in-regime' });
});

/** What the clock of a case awaits by itself. */
function awaitedClock(events: readonly ComplaintEvent[]): { readonly [name: string]: Instant } {
  const [clock] = given(events).state().clocks;
  if (clock === undefined) return {};
  const entry = (name: string, when: Instant): [string, Instant] => [`reply-${name}@1`, when];
  return Object.fromEntries([
    ...clock.warnings.map(({ percent, at: when }) => entry(`warning-${percent}`, when)),
    ...clock.ladder.map(({ rank, at: when }) => entry(`raise-${rank}`, when)),
    entry('breach', clock.dueAt),
  ]);
}
