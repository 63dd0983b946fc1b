import { describe, expect, test } from 'vitest';
import type { ComplaintEvent, EventData } from '../../../events/complaint/complaint-events.ts';
import {
  DUE_AT,
  TUESDAY,
  asUnder,
  box,
  classification,
  executive,
  given,
  hana,
  letter,
  lookedInto,
  proposal,
  proposed,
  sun,
} from './a-case.ts';

type Events = readonly ComplaintEvent[];
type Class = EventData<'ComplaintClassified'>['class'];

const by = (actor = hana, at = TUESDAY) => ({ at, by: actor });
const ofClass = (events: Events, is: Class): Events =>
  events.map((event) =>
    event.type === 'ComplaintClassified' ? { ...event, data: { ...event.data, class: is } } : event,
  );
const unclassified = lookedInto.filter(({ type }) => type !== 'ComplaintClassified');
const extend = (step: string, clock = 'decide') =>
  ({ type: 'RequestExtension', data: { clock, step, reasons: box('r') } }) as const;
const classify = (is: Class) =>
  ({ type: 'ClassifyComplaint', data: { ...classification, class: is } }) as const;
const sign = {
  type: 'SignOff',
  data: { proposal: 5, letterCommitment: letter.commitment },
} as const;
const THIRTY_DAYS = '2026-04-01T15:59:59.999Z';

describe('thirty days are for a complex case (Order 2020-3 art. 18)', () => {
  test.each(['complex', 'very-complex'] as const)('one of class %s takes them', (is) => {
    given(ofClass(lookedInto, is))
      .when(extend('complex'), by())
      .then(['ExtensionRequested', 'ExtensionGranted', 'ClockExtended']);
  });

  test('a simple one, or one that nobody classified, does not', () => {
    for (const events of [ofClass(lookedInto, 'simple'), unclassified])
      given(events).when(extend('complex'), by()).then({ refused: 'extension-for-another-class' });
  });

  test('where the rule asks for reasons, not for a class, any case takes them (art. 101)', () => {
    const regime = 'eu-psd2';
    const received: ComplaintEvent[] = asUnder(ofClass(lookedInto, 'simple'), regime).map(
      (event) =>
        event.type === 'ClockStarted'
          ? { ...event, data: { ...event.data, clock: 'reply', regime, version: '2018-01-13' } }
          : event,
    );
    given(received).when(extend('exceptional', 'reply'), by()).then({
      refused: 'holding-reply-missing',
    });
  });
});

describe('what was extended for a complex case is signed as one', () => {
  const extended = given(lookedInto).after(extend('complex'), by());

  test('it is not classified as simple afterwards', () => {
    given(extended).when(classify('simple'), by()).then({ refused: 'class-of-extension' });
    given(extended).when(classify('very-complex'), by()).then(['ComplaintClassified']);
    given(lookedInto).when(classify('simple'), by()).then(['ComplaintClassified']);
  });

  test('nor is a decision on it proposed that an older record has as simple', () => {
    given(ofClass(extended, 'simple'))
      .when({ type: 'ProposeDecision', data: proposal }, by())
      .then({ refused: 'class-of-extension' });
  });

  test('nor is one signed that an older record has as simple, or as nothing, whatever the rank', () => {
    const longer = given(extended).after({ type: 'ProposeDecision', data: proposal }, by());
    const signed = { ...sign, data: { ...sign.data, proposal: longer.length - 1 } };
    const nothing = longer.map((event) =>
      event.type === 'ComplaintClassified'
        ? {
            type: 'FindingRecorded' as const,
            data: { finding: box('f'), corrects: null, by: 'hana' },
          }
        : event,
    );
    for (const events of [ofClass(longer, 'simple'), nothing])
      for (const actor of [sun, executive])
        given(events).when(signed, by(actor)).then({ refused: 'class-of-extension' });
    given(longer).when(signed, by(sun)).then(['DecisionSignedOff']);
  });

  test('a request that waits is not granted once the case is simple', () => {
    const asked = given(ofClass(extended, 'very-complex')).after(extend('very-complex'), by());
    const grant = {
      type: 'GrantExtension',
      data: { clock: 'decide', step: 'very-complex' },
    } as const;
    given(ofClass(asked, 'simple'))
      .when(grant, by(executive))
      .then({ refused: 'extension-for-another-class' });
    given(asked).when(grant, by(executive)).then(['ExtensionGranted', 'LetterOrdered']);
  });
});

test('whoever signs has the class and the times before him, and the record says so', () => {
  const data = { class: 'complex', clocks: [{ clock: 'decide', dueAt: DUE_AT }] };
  given(proposed)
    .when(sign, by(sun))
    .then([{ type: 'DecisionSignedOff', data }]);
  const longer = given(given(lookedInto).after(extend('complex'), by())).after(
    { type: 'ProposeDecision', data: proposal },
    by(),
  );
  const revision = longer.length - 1;
  const signed = given(longer).after(
    { type: 'SignOff', data: { ...sign.data, proposal: revision } },
    by(sun),
  );
  expect(signed.at(-1)?.data).toMatchObject({
    clocks: [{ clock: 'decide', dueAt: THIRTY_DAYS, step: 'complex' }],
  });
});
