import fc from 'fast-check';
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
  head,
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

describe('facts that came one after the other', () => {
  const THEN = '2026-03-25T04:00:00.000Z';
  const recordBreach = { type: 'RecordBreach', data: { clock: 'decide' } } as const;
  /** Each is recorded, confirmed where it waits, and the clock breached where it is over by then. */
  const typed = (instants: readonly string[]): readonly ComplaintEvent[] =>
    instants.reduce<readonly ComplaintEvent[]>(
      (before, receivedAt) => {
        const recorded = given(before).after(facts(receivedAt), byClerk(THEN));
        const confirmed = given(recorded)
          .state()
          .intake.unconfirmed.reduce(
            (events, { receipt }) =>
              given(events).after(
                { type: 'ConfirmNewFacts', data: { receipt, reasons: box('r') } },
                { at: THEN, by: head },
              ),
            recorded,
          );
        const [clock] = given(confirmed).state().clocks;
        return clock?.breached === true || (clock?.dueAt ?? THEN) >= THEN
          ? confirmed
          : given(confirmed).after(recordBreach, { at: THEN });
      },
      given(lookedInto).after(recordBreach, { at: DUE_AT }),
    );
  const outcome = (instants: readonly string[]) => {
    const [clock] = given(typed(instants)).state().clocks;
    return { dueAt: clock?.dueAt, breached: clock?.breached };
  };
  const LATE = '2026-03-17T16:00:00.000Z';

  test('of which the later came too late without the earlier begin the period alike in either order', () => {
    const both = { dueAt: '2026-04-02T15:59:59.999Z', breached: false };
    expect(outcome([LATE, DUE_AT])).toEqual(both);
    expect(outcome([DUE_AT, LATE])).toEqual(both);
    expect(outcome([LATE])).toEqual({ dueAt: DUE_AT, breached: true });
  });

  test('of which the later came too late in any case', () => {
    const first = '2026-03-05T02:00:00.000Z';
    const over = { dueAt: '2026-03-20T15:59:59.999Z', breached: true };
    const tooLate = '2026-03-20T16:00:00.000Z';
    expect(outcome([tooLate, first])).toEqual(over);
    expect(outcome([first, tooLate])).toEqual(over);
    expect(outcome(['2026-03-20T15:59:59.999Z', first])).toMatchObject({ breached: false });
  });

  test('while the first wait neither moves, and each is told by an event once they are confirmed', () => {
    const breached = given(lookedInto).after(recordBreach, { at: DUE_AT });
    const waits = [LATE, DUE_AT].reduce(
      (events, at) => given(events).after(facts(at), byClerk(THEN)),
      breached,
    );
    expect(given(waits).state().clocks).toEqual(given(breached).state().clocks);
    const [{ receipt = 0 } = {}] = given(waits).state().intake.unconfirmed;
    given(waits)
      .when(
        { type: 'ConfirmNewFacts', data: { receipt, reasons: box('r') } },
        { at: THEN, by: sun },
      )
      .then([
        'NewFactsConfirmed',
        { type: 'ClockRestarted', data: { startsAt: DUE_AT, before: DUE_AT } },
        { type: 'BreachRevoked', data: { dueAt: DUE_AT, because: 'new-facts' } },
        {
          type: 'ClockRestarted',
          data: { startsAt: LATE, before: '2026-04-01T15:59:59.999Z', lastDay: '2026-04-02' },
        },
      ]);
  });

  test('count alike in whatever order they are recorded', () => {
    const hours = fc.integer({ min: 0, max: 23 * 24 });
    const instants = fc.uniqueArray(
      hours.map((hour) => new Date(Date.parse(RECEIVED_AT) + hour * 3_600_000).toISOString()),
      { minLength: 2, maxLength: 4 },
    );
    fc.assert(
      fc.property(instants, (received) => {
        expect(outcome(received)).toEqual(outcome(received.toSorted()));
      }),
      { numRuns: 60 },
    );
  });
});

describe('facts found after the clock had stood still (Order 2020-3 arts. 18, 23)', () => {
  const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}T02:00:00.000Z`;
  const THEN = day(20);
  const begun = (from: number, before = lookedInto) => {
    const agreed = { complainantAgrees: true, agreement: box('Application 0309-11.') };
    const data = { body: 'mediators', appliedAt: day(from), ...agreed };
    return given(before).after({ type: 'BeginMediation', data }, { at: day(from), by: hana });
  };
  const over = (before: readonly ComplaintEvent[], to: number, mediation = lookedInto.length) => {
    const data = { mediation, endedAt: day(to), result: 'failed' } as const;
    return given(before).after({ type: 'EndMediation', data }, { at: day(to), by: hana });
  };
  const ended = (from: number, to: number, before = lookedInto) =>
    over(begun(from, before), to, before.length);
  const decide = (events: readonly ComplaintEvent[]) => {
    const [clock] = given(events).state().clocks;
    return { dueAt: clock?.dueAt, startsAt: clock?.startsAt, pauses: clock?.pauses };
  };

  test('leave the mediation out that ended since they came, and say so', () => {
    const mediated = ended(9, 19);
    const pauses = [{ pausedAt: day(9), resumedAt: day(19) }];
    given(mediated)
      .when(facts(day(3)), byClerk(THEN))
      .then([
        'NewFactsReceived',
        {
          type: 'ClockRestarted',
          data: {
            startsAt: day(3),
            before: '2026-03-27T15:59:59.999Z',
            lastDay: '2026-03-28',
            pauses,
          },
        },
      ]);
    const again = given(mediated).after(facts(day(3)), byClerk(THEN));
    expect(decide(again)).toMatchObject({ dueAt: '2026-03-28T15:59:59.999Z', pauses });
    const restarted = again.at(-1);
    const trace = restarted?.type === 'ClockRestarted' ? restarted.data.trace : [];
    expect(trace.flatMap((one) => (one.step === 'end' ? [one.lastDay] : []))).toEqual([
      '2026-03-18',
      '2026-03-28',
    ]);
  });

  test('leave only that of it out which lies after them', () => {
    given(ended(9, 19))
      .when(facts(day(12)), byClerk(THEN))
      .then([
        'NewFactsReceived',
        {
          type: 'ClockRestarted',
          data: { lastDay: '2026-04-03', pauses: [{ pausedAt: day(12), resumedAt: day(19) }] },
        },
      ]);
    const after = given(ended(9, 12)).after(facts(day(12)), byClerk(THEN));
    expect(after.at(-1)).toMatchObject({ type: 'ClockRestarted', data: { lastDay: '2026-03-27' } });
    expect(after.at(-1)).not.toHaveProperty('data.pauses');
  });

  test.each([3, 8, 9, 12, 19])('count from the %i as though recorded when they came', (date) => {
    const found = given(ended(9, 19)).after(facts(day(date)), byClerk(THEN));
    const live = byClerk(day(date));
    const inOrder =
      date < 9
        ? ended(9, 19, given(lookedInto).after(facts(day(date)), live))
        : over(given(begun(9)).after(facts(day(date)), live), 19);
    expect(decide(found)).toMatchObject({ dueAt: decide(inOrder).dueAt, startsAt: day(date) });
  });

  test('keep it through a second letter and a mediation that begins later', () => {
    const first = given(ended(5, 8)).after(facts(day(3)), byClerk(day(9)));
    const second = given(first).after(facts(day(7)), byClerk(day(9)));
    expect(decide(second)).toMatchObject({ dueAt: '2026-03-23T15:59:59.999Z' });
    expect(decide(ended(10, 12, second))).toEqual({
      ...{ dueAt: '2026-03-25T15:59:59.999Z', startsAt: day(7) },
      pauses: [
        { pausedAt: day(7), resumedAt: day(8) },
        { pausedAt: day(10), resumedAt: day(12) },
      ],
    });
  });

  test('undo a breach where the time left out gives them more of it', () => {
    const mediated = ended(9, 12);
    const [{ dueAt = '' } = {}] = given(mediated).state().clocks;
    const late = given(mediated).after(
      { type: 'RecordBreach', data: { clock: 'decide' } },
      { at: day(21) },
    );
    expect(dueAt).toBe('2026-03-20T15:59:59.999Z');
    const waits = given(late).after(facts(day(8)), byClerk(day(22)));
    given(waits)
      .when(
        { type: 'ConfirmNewFacts', data: { receipt: late.length, reasons: box('r') } },
        { at: day(22), by: sun },
      )
      .then([
        'NewFactsConfirmed',
        { type: 'ClockRestarted', data: { lastDay: '2026-03-26' } },
        { type: 'BreachRevoked', data: { dueAt, because: 'new-facts' } },
      ]);
  });

  test('recorded before pauses were carried they fold as they did', () => {
    const again = given(ended(9, 19)).after(facts(day(3)), byClerk(THEN));
    const earlier = again.map((event) => {
      if (event.type !== 'ClockRestarted') return event;
      const { pauses: _, ...data } = event.data;
      return { ...event, data };
    });
    expect(decide(earlier)).toMatchObject({ startsAt: day(3), pauses: [] });
  });
});
