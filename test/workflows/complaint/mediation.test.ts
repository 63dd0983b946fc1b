import { describe, expect, test } from 'vitest';
import { beginMediation } from '../../../workflows/complaint/mediation.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import {
  DUE_AT,
  TUESDAY,
  box,
  breach,
  clara,
  closed,
  given,
  hana,
  hugo,
  lookedInto,
  received,
  receivedUnder,
  rules,
  signedOff,
  sun,
} from './a-case.ts';
import { told } from './told.ts';

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
  given(ended).when(begin(), now).then(['MediationBegun', 'ClockPaused']);
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
  given(closed)
    .when(begin({ appliedAt: LATER }), { at: LATER, by: hana })
    .then(['MediationBegun']);
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

test('begins only once somebody looks after the case whose time it stops', () => {
  given(received).when(begin(), { at: TUESDAY, by: sun }).then({ refused: 'nobody-assigned' });
  given(receivedUnder('uk-fca-disp'))
    .when(begin(), { at: TUESDAY, by: sun })
    .then(['MediationBegun']);
});

describe('mediation recorded after a breach (Order 2020-3 art. 23)', () => {
  const THEN = '2026-03-18T02:00:00.000Z';
  const breached = [...lookedInto, breach];
  const late = (appliedAt: string, by = sun) => [begin({ appliedAt }), { at: THEN, by }] as const;

  test('stops the time from when it was applied for, up to the instant at which it was due', () => {
    given(breached)
      .when(...late(DUE_AT))
      .then([
        { type: 'MediationBegun', data: { appliedAt: DUE_AT, by: 'sun' } },
        { type: 'BreachRevoked', data: { clock: 'decide', dueAt: DUE_AT, because: 'mediation' } },
        { type: 'ClockPaused', data: { clock: 'decide', pausedAt: DUE_AT } },
      ]);
    const begun = given(breached).after(...late('2026-03-16T02:00:00.000Z'));
    given(begun).awaits({});
    given(begun)
      .when(end(THEN, breached.length), { at: THEN, by: hana })
      .then(['MediationEnded', { type: 'ClockResumed', data: { lastDay: '2026-03-19' } }]);
  });

  test('changes nothing when it was applied for a millisecond later', () => {
    for (const by of [sun, hana])
      given(breached)
        .when(...late('2026-03-17T16:00:00.000Z', by))
        .then(['MediationBegun']);
  });

  test('is recorded by somebody who leads and never handled the case', () => {
    given(breached)
      .when(...late(TUESDAY, hana))
      .then({ refused: 'takes-a-lead' });
    const handedOn = given(breached).after(
      { type: 'AssignCase', data: { handler: 'hugo', unit: 'complaints' } },
      { at: THEN, by: sun },
    );
    const leading = { ...sun, id: 'hana' };
    given(handedOn)
      .when(...late(TUESDAY, leading))
      .then({ refused: 'takes-a-lead' });
  });
});

describe('what holds a clock beside mediation (Order 2020-3 arts. 18, 23)', () => {
  const expert = (pausedAt: string) =>
    [
      {
        type: 'PauseClocks',
        data: {
          ...{ pause: 'expert-work', complainantToldAt: TUESDAY, reasons: box('r') },
          expectedAt: '2026-05-01T02:00:00.000Z',
        },
      },
      { at: pausedAt, by: sun },
    ] as const;
  const resume = { type: 'ResumeClocks', data: { pause: 'expert-work' } } as const;
  const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}T02:00:00.000Z`;

  test('new facts begin the period again, standing still until mediation ends', () => {
    const begun = given(lookedInto).after(begin(), now);
    const facts = { receivedAt: day(6), facts: box('a second fee') };
    given(begun)
      .when({ type: 'RecordNewFacts', data: facts }, { at: day(6), by: clara })
      .then([
        'NewFactsReceived',
        { type: 'ClockRestarted', data: { lastDay: '2026-03-21' } },
        { type: 'ClockPaused', data: { pause: 'mediation', pausedAt: day(6) } },
      ]);
    const restarted = given(begun).after(
      { type: 'RecordNewFacts', data: facts },
      { at: day(6), by: clara },
    );
    given(restarted)
      .when(end(day(20)), { at: day(20), by: hana })
      .then(['MediationEnded', { type: 'ClockResumed', data: { lastDay: '2026-04-04' } }]);
  });

  test('expert work that ends first leaves it to mediation, and each day is left out once', () => {
    const held = given(lookedInto).after(...expert(day(4)));
    const both = given(held).after(begin({ appliedAt: day(5) }), { at: day(5), by: hana });
    expect(both.at(-1)).toMatchObject({ type: 'ClockPaused', data: { pause: 'mediation' } });
    given(both)
      .when(resume, { at: day(6), by: hana })
      .then([
        { type: 'ClockResumed', data: { pause: 'expert-work', lastDay: '2026-03-19' } },
        { type: 'ClockPaused', data: { pause: 'mediation', pausedAt: day(6) } },
      ]);
    const left = given(both).after(resume, { at: day(6), by: hana });
    given(left).awaits({});
    given(left)
      .when(end(day(16), 7), { at: day(16), by: hana })
      .then(['MediationEnded', { type: 'ClockResumed', data: { lastDay: '2026-03-29' } }]);
  });

  test('mediation that ends first, or is recorded late, leaves it to expert work', () => {
    const begun = given(lookedInto).after(begin(), now);
    const both = given(begun).after(...expert(day(6)));
    const ended = given(both).after(end(day(5)), { at: day(8), by: hana });
    expect(ended.at(-1)).toMatchObject({
      type: 'ClockPaused',
      data: { pause: 'expert-work', pausedAt: day(6) },
    });
    given(ended)
      .when(resume, { at: day(9), by: hana })
      .then([{ type: 'ClockResumed', data: { lastDay: '2026-03-22' } }]);
  });

  test('what was mediated before expert work began counts as mediated, recorded late', () => {
    const held = given(lookedInto).after(...expert(day(5)));
    const both = given(held).after(begin(), { at: day(6), by: hana });
    const left = given(both).after(resume, { at: day(7), by: hana });
    given(left)
      .when(end(day(6), 7), { at: day(8), by: hana })
      .then(['MediationEnded', { type: 'ClockResumed', data: { lastDay: '2026-03-21' } }]);
    expect(left.at(-2)).toMatchObject({ data: { pausedAt: TUESDAY, lastDay: '2026-03-21' } });
  });
});

describe('an end of mediation that is recorded after the telling (Order 2020-3 art. 23)', () => {
  const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}T02:00:00.000Z`;
  const by = (date: number) => ({ at: day(date), by: hana });
  const mediation = signedOff.length;
  const begun = given(signedOff).after(begin({ appliedAt: day(10) }), by(10));
  const tellOn = (date: number, events = begun) =>
    given(events).after(
      { type: 'RecordTelling', data: { channel: 'phone', toldAt: day(date) } },
      by(date),
    );
  const decide = (events: typeof begun) =>
    given(events)
      .state()
      .clocks.find(({ name }) => name === 'decide');

  test('shows that time ran on from it: what was told too late is late', () => {
    const late = tellOn(25);
    expect(decide(late)).toMatchObject({ stopped: true, breached: false });
    given(late)
      .when(end(day(12), mediation), by(26))
      .then([
        'MediationEnded',
        {
          type: 'ClockResumed',
          data: {
            clock: 'decide',
            resumedAt: day(12),
            lastDay: '2026-03-19',
            warnings: [],
            ladder: [],
          },
        },
        { type: 'DeadlineBreached', data: { clock: 'decide', dueAt: '2026-03-19T15:59:59.999Z' } },
        {
          type: 'ClockStopped',
          data: { clock: 'decide', at: day(25), inTime: false, basis: late.length },
        },
      ]);
    const ended = given(late).after(end(day(12), mediation), by(26));
    expect(decide(ended)).toMatchObject({
      ...{ stopped: true, stoppedAt: day(25), breached: true, dueAt: '2026-03-19T15:59:59.999Z' },
      ...{ paused: null, warnings: [], ladder: [] },
    });
    const inOrder = tellOn(
      25,
      given(given(begun).after(end(day(12), mediation), by(12))).after(
        { type: 'RecordBreach', data: { clock: 'decide' } },
        { at: day(20) },
      ),
    );
    const { dueAt, breached, pauses } = decide(inOrder) ?? {};
    expect(decide(ended)).toMatchObject({ dueAt, breached, pauses });
    const [timeline] = timelineOf(told(ended, day(26)));
    expect(timeline?.moments.at(-1)?.explained).toEqual({
      en: ['By this it stopped too late.'],
      zh: ['据此，该时限逾期后方终止计算。'],
    });
  });

  test('leaves in time what was told by what it ran on to', () => {
    given(tellOn(19))
      .when(end(day(12), mediation), by(26))
      .then([
        'MediationEnded',
        { type: 'ClockResumed', data: { lastDay: '2026-03-19' } },
        { type: 'ClockStopped', data: { at: day(19), inTime: true } },
      ]);
  });

  test('changes nothing where mediation ended when it was told, or later', () => {
    for (const date of [25, 26])
      given(tellOn(25))
        .when(end(day(date), mediation), by(26))
        .then(['MediationEnded']);
  });

  test('leaves in time what expert work held until it was told', () => {
    const both = given(begun).after(
      {
        type: 'PauseClocks',
        data: {
          ...{ pause: 'expert-work', complainantToldAt: day(11), reasons: box('r') },
          expectedAt: '2026-05-01T02:00:00.000Z',
        },
      },
      { ...by(11), by: sun },
    );
    given(tellOn(25, both))
      .when(end(day(12), mediation), by(26))
      .then([
        'MediationEnded',
        { type: 'ClockResumed', data: { pause: 'mediation', lastDay: '2026-03-19' } },
        { type: 'ClockPaused', data: { pause: 'expert-work', pausedAt: day(12) } },
        { type: 'ClockStopped', data: { at: day(25), inTime: true } },
      ]);
  });
});
