import { describe, expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { nothing } from '../../../workflows/complaint/state.ts';
import { clara, given, intake, rules } from './a-case.ts';

const at = () => ({ at: '2026-03-02T02:30:00.000Z', by: clara, rules });
const receive = (
  regime: string,
  more: { overlays?: readonly string[]; kinds?: readonly string[] },
) => ({
  type: 'ReceiveComplaint' as const,
  data: { ...intake, regime, ...more },
});

describe('a complaint under several regimes', () => {
  test('runs the clocks of each, and only those of the first by their plain names', () => {
    given()
      .when(receive('cn-nfra-2020', { overlays: ['cn-circ-life-2010'] }), at())
      .then([
        'ComplaintReceived',
        { type: 'ClockStarted', data: { clock: 'decide', regime: 'cn-nfra-2020' } },
      ]);
    given()
      .when(receive('cn-nfra-2020', { overlays: ['iso-10002'] }), at())
      .then([
        'ComplaintReceived',
        { type: 'ClockStarted', data: { clock: 'decide', limit: 'legal' } },
        { type: 'ClockStarted', data: { clock: 'acknowledge.iso-10002', limit: 'target' } },
        { type: 'ClockStarted', data: { clock: 'decide.iso-10002', limit: 'target' } },
      ]);
  });

  test('names each of them once', () => {
    for (const overlays of [['cn-nfra-2020'], ['iso-10002', 'iso-10002']])
      given()
        .when(receive('cn-nfra-2020', { overlays }), at())
        .then({ refused: 'regime-named-twice' });
  });

  test('cannot come under an overlay alone', () => {
    given().when(receive('cn-circ-life-2010', {}), at()).then({ refused: 'overlay-alone' });
    given()
      .when(receive('cn-nfra-2020', { overlays: ['no-such'] }), at())
      .then({ refused: 'unknown-regime' });
  });
});

describe('kinds of complaint', () => {
  test('DISP 1.6.2R and 1.6.2AR: eight weeks, fifteen business days about a payment', () => {
    given()
      .when(receive('uk-fca-disp', {}), at())
      .then([
        'ComplaintReceived',
        { type: 'ClockStarted', data: { clock: 'final-response', lastDay: '2026-04-27' } },
        { type: 'ClockStarted', data: { clock: 'summary-resolution', whenMissed: 'lapse' } },
      ]);
    given()
      .when(receive('uk-fca-disp', { kinds: ['payment'] }), at())
      .then([
        'ComplaintReceived',
        { type: 'ClockStarted', data: { clock: 'payment-final-response', lastDay: '2026-03-23' } },
        { type: 'ClockStarted', data: { clock: 'summary-resolution', whenMissed: 'lapse' } },
      ]);
  });
});

test.each([
  ['au-asic-rg271', ['hardshp'], 'kind hardshp; there are standard, super'],
  ['uk-fca-disp', ['payment', 'nonsense'], 'kind nonsense; there are general, payment'],
  ['cn-nfra-2020', ['payment'], 'kind payment; they have none'],
])('a complaint under %s of the kinds %j is refused, with the kinds there are', (...said) => {
  const [regime, kinds, words] = said;
  const context = { now: at().at, actor: clara, rules };
  const decision = complaint.decide(nothing, receive(regime, { kinds }), context);
  given().when(receive(regime, { kinds }), at()).then({ refused: 'unknown-kind' });
  expect('refused' in decision && decision.refused.because.en).toContain(words);
});

test('a kind of any of the regimes of a complaint is known', () => {
  given()
    .when(receive('cn-nfra-2020', { overlays: ['uk-fca-disp'], kinds: ['payment'] }), at())
    .then(['ComplaintReceived', 'ClockStarted', 'ClockStarted', 'ClockStarted']);
});

test('business days are counted by the calendar, and the event says which', () => {
  const events = given().after(receive('sg-mas-2021', {}), at());
  const [, acknowledge] = events;
  expect(acknowledge).toMatchObject({
    type: 'ClockStarted',
    data: {
      lastDay: '2026-03-04',
      trace: [
        { step: 'length', count: 2, unit: 'business-day', calendar: { name: 'sg' } },
        { counted: false, because: 'start-day' },
        { counted: true, because: 'business-day' },
        { step: 'end' },
      ],
    },
  });
});
