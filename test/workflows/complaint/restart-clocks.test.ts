import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import {
  DUE_AT,
  RECEIVED_AT,
  box,
  breach,
  clara,
  decideClock,
  given,
  hana,
  intake,
  lookedInto,
  signedOff,
  sun,
} from './a-case.ts';

const DAY_10 = '2026-03-12T04:00:00.000Z';
const at = (instant = DAY_10) => ({ at: instant, by: hana });
/** From whoever takes letters in: no time of his own moves. */
const byClerk = (instant = DAY_10) => ({ at: instant, by: clara });
const facts = (receivedAt = '2026-03-12T02:00:00.000Z') =>
  ({ type: 'RecordNewFacts', data: { receivedAt, facts: box('a second fee') } }) as const;
const extension = (step: string) =>
  ({ type: 'RequestExtension', data: { clock: 'decide', step, reasons: box('r') } }) as const;

describe('Order 2020-3 art. 18: with new facts or reasons the period begins again', () => {
  test('on day 10: fifteen days from then', () => {
    given(lookedInto)
      .when(facts(), byClerk())
      .then([
        'NewFactsReceived',
        {
          type: 'ClockRestarted',
          data: { clock: 'decide', before: DUE_AT, lastDay: '2026-03-27', because: 'new-facts' },
        },
      ]);
  });

  test('with every step of its ladder to take again', () => {
    const extended = given(lookedInto).after(extension('complex'), at());
    const again = given(extended).after(facts(), byClerk());
    expect(given(again).state().clocks[0]).toMatchObject({
      step: null,
      startsAt: facts().data.receivedAt,
    });
    given(again)
      .when(extension('complex'), at())
      .then([
        'ExtensionRequested',
        'ExtensionGranted',
        { type: 'ClockExtended', data: { lastDay: '2026-04-11' } },
      ]);
  });

  test('a request for an extension that waits lapses', () => {
    const complex = given(lookedInto).after(extension('complex'), at());
    const asked = given(complex).after(extension('very-complex'), at());
    given(asked)
      .when(facts(), byClerk())
      .then([
        'NewFactsReceived',
        'ClockRestarted',
        { type: 'ExtensionLapsed', data: { because: 'clock-restarted' } },
      ]);
  });

  test('not before the complaint itself, nor with what came before the last new facts', () => {
    given(lookedInto)
      .when(facts('2026-03-02T01:29:59.999Z'), byClerk())
      .then({ refused: 'facts-before-receipt' });
    given(lookedInto)
      .when(facts(RECEIVED_AT), byClerk())
      .then(['NewFactsReceived', { type: 'ClockRestarted', data: { dueAt: DUE_AT } }]);
    const again = given(lookedInto).after(facts(), byClerk());
    given(again).when(facts('2026-03-12T01:59:59.999Z'), byClerk()).then(['NewFactsReceived']);
    // Found late, an older letter neither begins the time again nor moves it back.
    const older = given(again).after(facts('2026-03-12T01:59:59.999Z'), byClerk());
    expect(older).toHaveLength(again.length + 1);
    expect(given(older).state().clocks).toEqual(given(again).state().clocks);
    expect(given(older).state().intake.newFactsAt).toBe(given(again).state().intake.newFactsAt);
  });

  test('a clock that counts from a later instant does not move back', () => {
    const sent = { ...intake, sentToFirmAt: '2026-03-10T02:00:00.000Z' };
    const later: readonly ComplaintEvent[] = [
      { type: 'ComplaintReceived', data: sent },
      { type: 'ClockStarted', data: { ...decideClock, startsAt: sent.sentToFirmAt } },
    ];
    given(later)
      .when(facts('2026-03-09T02:00:00.000Z'), { at: DAY_10, by: sun })
      .then(['NewFactsReceived']);
  });

  test('a decision that did not know them is void, and cannot be told', () => {
    given(signedOff)
      .when(facts(), byClerk())
      .then([
        'NewFactsReceived',
        { type: 'DecisionVoided', data: { proposal: 5, because: 'new-facts' } },
        'ClockRestarted',
      ]);

    expect(given(given(signedOff).after(facts(), byClerk())).state().proposal).toBeNull();
  });

  test('a day on which both sides agreed stands where it is no earlier, with the count beside it (art. 21)', () => {
    const until = (day: string) =>
      given(lookedInto).after(
        {
          type: 'RecordAgreement',
          data: {
            ...{ of: 'time-limit', agreedAt: RECEIVED_AT, evidence: box('Signed.') },
            ...{ clock: 'decide', until: day },
          },
        },
        { at: DAY_10, by: sun },
      );
    for (const day of ['2026-03-27', '2026-05-31']) {
      given(until(day))
        .when(facts(), byClerk())
        .then([
          'NewFactsReceived',
          {
            type: 'ClockRestarted',
            data: {
              ...{ startsAt: facts().data.receivedAt, lastDay: day, agreedOn: day },
              article: 'Order 2020-3 art. 21',
            },
          },
        ]);
      const again = given(until(day)).after(facts(), byClerk());
      given(again).when(extension('complex'), at()).then({ refused: 'time-limit-agreed' });
      const recorded = again.at(-1);
      const trace = recorded?.type === 'ClockRestarted' ? recorded.data.trace : [];
      const ends = trace.flatMap((one) => (one.step === 'end' ? [one.lastDay] : []));
      expect(ends).toEqual(['2026-03-27', day]);
    }
    const later = given(until('2026-03-26')).after(facts(), byClerk());
    expect(later.at(-1)).toMatchObject({ data: { lastDay: '2026-03-27' } });
    expect(later.at(-1)).not.toHaveProperty('data.agreedOn');
    given(later)
      .when(extension('complex'), at())
      .then(['ExtensionRequested', 'ExtensionGranted', 'ClockExtended']);
  });

  describe('recorded after the breach', () => {
    const THEN = '2026-03-18T04:00:00.000Z';
    const revoked = {
      type: 'BreachRevoked',
      data: { clock: 'decide', dueAt: DUE_AT, because: 'new-facts' },
    } as const;
    const breached = [...lookedInto, breach];
    const confirm = {
      type: 'ConfirmNewFacts',
      data: { receipt: breached.length, reasons: box('It was not there before.') },
    } as const;
    const waiting = (receivedAt: string, then = THEN) =>
      given(breached).after(facts(receivedAt), byClerk(then));

    test('they count from their receipt, up to the instant at which it was due', () => {
      given(waiting(DUE_AT))
        .when(confirm, { at: THEN, by: sun })
        .then([
          'NewFactsConfirmed',
          { type: 'ClockRestarted', data: { startsAt: DUE_AT, lastDay: '2026-04-01' } },
          revoked,
        ]);
      const again = given(waiting(DUE_AT)).after(confirm, { at: THEN, by: sun });
      expect(given(again).state().clocks[0]).toMatchObject({ breached: false });
    });

    test('a millisecond later the breach stands', () => {
      given(lookedInto, [breach])
        .when(facts('2026-03-17T16:00:00.000Z'), byClerk(THEN))
        .then(['NewFactsReceived']);
    });

    test('it stands where they give no more time', () => {
      given(lookedInto, [breach])
        .when(facts(RECEIVED_AT), byClerk(THEN))
        .then(['NewFactsReceived']);
    });

    test('it is breached anew where the longer time is over as well', () => {
      const TOO_LATE = '2026-03-20T02:00:00.000Z';
      const waits = waiting('2026-03-03T02:00:00.000Z', TOO_LATE);
      const events = given(waits).after(confirm, { at: TOO_LATE, by: sun });
      expect(events.at(-1)).toMatchObject(revoked);
      given(events)
        .when({ type: 'RecordBreach', data: { clock: 'decide' } }, { at: TOO_LATE })
        .then([{ type: 'DeadlineBreached', data: { dueAt: '2026-03-18T15:59:59.999Z' } }]);
    });
  });
});
