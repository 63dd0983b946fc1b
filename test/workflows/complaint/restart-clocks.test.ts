import { describe, expect, test } from 'vitest';
import { DUE_AT, box, breach, given, hana, lookedInto } from './a-case.ts';

const DAY_10 = '2026-03-12T04:00:00.000Z';
const at = (instant = DAY_10) => ({ at: instant, by: hana });
const facts = (receivedAt = '2026-03-12T02:00:00.000Z') =>
  ({ type: 'RecordNewFacts', data: { receivedAt, facts: box('a second fee') } }) as const;
const extension = (step: string) =>
  ({ type: 'RequestExtension', data: { clock: 'decide', step, reasons: box('r') } }) as const;

describe('Order 2020-3 art. 18: with new facts or reasons the period begins again', () => {
  test('on day 10: fifteen days from then', () => {
    given(lookedInto)
      .when(facts(), at())
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
    const again = given(extended).after(facts(), at());
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
      .when(facts(), at())
      .then([
        'NewFactsReceived',
        'ClockRestarted',
        { type: 'ExtensionLapsed', data: { because: 'clock-restarted' } },
      ]);
  });

  test('a breach that stands is not undone', () => {
    given(lookedInto, [breach])
      .when(facts('2026-03-18T02:00:00.000Z'), at('2026-03-18T04:00:00.000Z'))
      .then(['NewFactsReceived']);
  });
});
