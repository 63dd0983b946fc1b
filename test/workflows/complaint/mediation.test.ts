import { expect, test } from 'vitest';
import { beginMediation } from '../../../workflows/complaint/mediation.ts';
import {
  TUESDAY,
  box,
  closed,
  given,
  hana,
  hugo,
  lookedInto,
  received,
  receivedUnder,
  rules,
} from './a-case.ts';

const LATER = '2026-03-13T02:00:00.000Z';
const now = { at: TUESDAY, by: hana };
const begin = (changes: object = {}) =>
  ({
    type: 'BeginMediation',
    data: {
      body: 'mediators',
      appliedAt: TUESDAY,
      complainantAgrees: true,
      agreement: box('Application 0309-11.'),
      ...changes,
    },
  }) as const;
const end = (endedAt: string, mediation = 5) =>
  ({ type: 'EndMediation', data: { mediation, endedAt, result: 'failed' } }) as const;

test('mediation takes the complainant’s agreement (Order 2020-3 art. 23)', () => {
  given(lookedInto)
    .when(begin({ complainantAgrees: false }), now)
    .then({ refused: 'complainant-does-not-agree' });
  given(lookedInto)
    .when(begin(), now)
    .then([
      {
        type: 'MediationBegun',
        data: { appliedAt: TUESDAY, agreement: box('Application 0309-11.'), by: 'hana' },
      },
      { type: 'ClockPaused', data: { clock: 'decide', pause: 'mediation', pausedAt: TUESDAY } },
    ]);
});

test('fifteen days with ten of mediation end on 27 March (Order 2020-3 art. 23)', () => {
  const begun = given(lookedInto).after(begin(), now);
  given(begun)
    .when(end(LATER), { at: LATER, by: hana })
    .then(['MediationEnded', { type: 'ClockResumed', data: { lastDay: '2026-03-27' } }]);
});

test('mediation is applied for after receipt, not later than now, one at a time', () => {
  for (const appliedAt of ['2026-03-02T01:29:59.999Z', '2026-03-03T02:00:00.001Z'])
    given(lookedInto).when(begin({ appliedAt }), now).then({ refused: 'mediation-out-of-order' });
  const begun = given(lookedInto).after(begin(), now);
  given(begun).when(begin(), now).then({ refused: 'mediation-under-way' });
  const ended = given(begun).after(end(LATER), { at: LATER, by: hana });
  given(ended).when(begin(), now).then(['MediationBegun']);
});

test('mediation ends once, after it began and not later than now', () => {
  const begun = given(lookedInto).after(begin(), now);
  const then = { at: LATER, by: hana };
  given(lookedInto).when(end(LATER), then).then({ refused: 'no-such-mediation' });
  for (const at of ['2026-03-03T01:59:59.999Z', '2026-03-13T02:00:00.001Z'])
    given(begun).when(end(at), then).then({ refused: 'mediation-out-of-order' });
  const ended = given(begun).after(end(LATER), then);
  given(ended).when(end(LATER), then).then({ refused: 'no-such-mediation' });
});

test('mediation is for the handler of the case, and possible after the case is closed (Order 2020-3 art. 19)', () => {
  given(received).when(begin(), { at: TUESDAY, by: hugo }).then({ refused: 'not-the-handler' });
  given(closed).when(begin(), { at: LATER, by: hana }).then(['MediationBegun']);
});

test('the agreement is asked for by the rule of the case, else by the house’s', () => {
  const refusal = (events: typeof received) => {
    const { data } = begin({ complainantAgrees: false });
    const decision = beginMediation(given(events).state(), data, {
      ...{ now: TUESDAY, actor: hana, rules },
    });
    return 'refused' in decision ? decision.refused.because.en : undefined;
  };
  expect(refusal(received)).toContain('(Order 2020-3 art. 23, cn-nfra-2020)');
  for (const regime of ['uk-fca-disp', 'eu-psd2'])
    expect(refusal(receivedUnder(regime))).toContain('(house rule, iso-10002)');
});
