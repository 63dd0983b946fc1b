import { describe, expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  RECEIVED_AT,
  box,
  clara,
  given,
  hana,
  head,
  lookedInto,
  receivedUnder,
  rules,
  signedOff,
  sun,
} from './a-case.ts';

/** The tenth day at noon in China; the clock is due on 17 March. */
const DAY_10 = '2026-03-12T04:00:00.000Z';
const DAY_13 = '2026-03-15T04:00:00.000Z';
const TOLD = '2026-03-12T03:00:00.000Z';
/** Of a clock that stands still nothing else falls due. */
const remindedOf = {
  'expert-work-overdue@6': '2026-05-01T02:00:00.000Z',
  'expert-work-raise-supervisor@6': '2026-05-02T02:00:00.000Z',
  'expert-work-raise-head@6': '2026-05-06T02:00:00.000Z',
};
const at = (instant: string) => ({ at: instant, by: hana });
const led = (instant: string) => ({ at: instant, by: sun });
const pause = {
  type: 'PauseClocks',
  data: {
    ...{ pause: 'expert-work', complainantToldAt: TOLD, reasons: box('r') },
    expectedAt: '2026-05-01T02:00:00.000Z',
  },
} as const;
const resume = { type: 'ResumeClocks', data: { pause: 'expert-work' } } as const;
const paused = () => given(lookedInto).after(pause, led(DAY_10));

describe('Order 2020-3 art. 19: expert work does not count', () => {
  test('stops the clock once the complainant has been told', () => {
    given(lookedInto)
      .when(pause, led(DAY_10))
      .then([
        { type: 'ClockPaused', data: { clock: 'decide', pause: 'expert-work', pausedAt: DAY_10 } },
        'PauseEndExpected',
      ]);
    given(paused()).awaits(remindedOf);
  });

  test('on the word of somebody who leads and never handled the case, whoever asked for the work', () => {
    const handledBefore = { type: 'AssignCase', data: { handler: 'hugo', unit: 'cards' } } as const;
    const handedOn = given(lookedInto).after(handledBefore, led(DAY_10));
    for (const [events, by, refused] of [
      [lookedInto, hana, 'not-authorised'],
      [lookedInto, { ...hana, role: 'supervisor' }, 'same-person'],
      [handedOn, { ...hana, role: 'head' }, 'same-person'],
      [lookedInto, clara, 'not-authorised'],
    ] as const)
      given(events).when(pause, { at: DAY_10, by }).then({ refused });
    for (const by of [sun, head])
      given(lookedInto).when(pause, { at: DAY_10, by }).then(['ClockPaused', 'PauseEndExpected']);
  });

  test('not before the complainant has been told', () => {
    const { complainantToldAt: _told, ...untold } = pause.data;
    given(lookedInto)
      .when({ ...pause, data: untold }, led(DAY_10))
      .then({ refused: 'complainant-not-told-of-pause' });
    const tomorrow = { ...pause.data, complainantToldAt: DAY_13 };
    given(lookedInto)
      .when({ ...pause, data: tomorrow }, led(DAY_10))
      .then({ refused: 'complainant-not-told-of-pause' });
  });

  test('not by what the complainant was told before he complained', () => {
    const told = (complainantToldAt: string) => ({
      ...pause,
      data: { ...pause.data, complainantToldAt },
    });
    given(lookedInto)
      .when(told('2026-03-02T01:29:59.999Z'), led(DAY_10))
      .then({ refused: 'told-before-received' });
    given(lookedInto)
      .when(told('2026-03-02T01:30:00.000Z'), led(DAY_10))
      .then(['ClockPaused', 'PauseEndExpected']);
  });

  test('lets it run on later by the days between, and says so day by day', () => {
    given(paused())
      .when(resume, at(DAY_13))
      .then([
        {
          type: 'ClockResumed',
          data: {
            clock: 'decide',
            before: DUE_AT,
            dueAt: '2026-03-20T15:59:59.999Z',
            lastDay: '2026-03-20',
            trace: [
              { step: 'pause', count: 3, unit: 'day', from: '2026-03-17' },
              { step: 'days', from: '2026-03-18', to: '2026-03-20', days: 3, counted: true },
              { step: 'end', lastDay: '2026-03-20' },
            ],
          },
        },
      ]);
  });

  test('paused and resumed at once changes no due instant', () => {
    const events = given(paused()).after(resume, at(DAY_10));
    expect(events.at(-1)).toMatchObject({
      type: 'ClockResumed',
      data: { before: DUE_AT, dueAt: DUE_AT },
    });
  });

  test('asked again changes nothing; what does not stand still is not resumed', () => {
    given(paused()).when(pause, led(DAY_13)).then([]);
    given(lookedInto).when(resume, at(DAY_13)).then([]);
    const unknown = { type: 'ResumeClocks', data: { pause: 'holidays' } } as const;
    given(lookedInto).when(unknown, at(DAY_13)).then({ refused: 'no-such-pause' });
  });

  test('nothing the regime does not list, and nothing past its due instant, stands still', () => {
    given(lookedInto)
      .when({ ...pause, data: { ...pause.data, pause: 'holiday' } }, led(DAY_10))
      .then({ refused: 'nothing-to-pause' });
    given(lookedInto)
      .when(pause, led('2026-03-17T16:00:00.000Z'))
      .then({ refused: 'nothing-to-pause' });
  });

  test('is not extended while it stands still, and cannot be late', () => {
    const ask = {
      type: 'RequestExtension',
      data: { clock: 'decide', step: 'complex', reasons: box('r') },
    } as const;
    given(paused()).when(ask, at(DAY_13)).then({ refused: 'clock-paused' });
    const late = '2026-03-19T02:00:00.000Z';
    given(given(signedOff).after(pause, led(DAY_10)))
      .when({ type: 'RecordTelling', data: { channel: 'phone', toldAt: late } }, at(late))
      .then(['ComplainantTold', { type: 'ClockStopped', data: { inTime: true } }, 'ClockStarted']);
  });
});

test('a new length in all does not swallow the time that did not count', () => {
  const resumed = given(paused()).after(resume, at(DAY_13));
  const complex = {
    type: 'RequestExtension',
    data: { clock: 'decide', step: 'complex', reasons: box('r') },
  } as const;
  given(resumed)
    .when(complex, at(DAY_13))
    .then([
      'ExtensionRequested',
      'ExtensionGranted',
      { type: 'ClockExtended', data: { lastDay: '2026-04-04' } },
    ]);
});

test('what the complainant agreed to lies between the receipt and now, though nothing asks for it', () => {
  const agreed = (complainantAgreedAt: string) => ({
    ...pause,
    data: { ...pause.data, complainantAgreedAt },
  });
  for (const [instant, refused] of [
    ['1999-01-01T00:00:00.000Z', 'agreed-before-received'],
    ['2026-03-02T01:29:59.999Z', 'agreed-before-received'],
    ['2026-03-12T04:00:00.001Z', 'complainant-not-agreed'],
  ] as const)
    given(lookedInto).when(agreed(instant), led(DAY_10)).then({ refused });
  for (const instant of [RECEIVED_AT, DAY_10])
    given(lookedInto).when(agreed(instant), led(DAY_10)).then(['ClockPaused', 'PauseEndExpected']);
});

test('nobody’s word alone stops time for mediation: both sides apply (Order 2020-3 art. 23)', () => {
  const data = { pause: 'mediation', reasons: box('r') };
  for (const said of [{}, { complainantAgreedAt: TOLD }])
    given(lookedInto)
      .when({ type: 'PauseClocks', data: { ...data, ...said } }, led(DAY_10))
      .then({ refused: 'begun-by-mediation' });
  const context = { now: DAY_10, actor: sun, rules };
  const command = { type: 'PauseClocks', data } as const;
  const decision = complaint.decide(given(lookedInto).state(), command, context);
  const { en, zh } = 'refused' in decision ? decision.refused.because : expect.fail('allowed');
  for (const words of [en, zh]) expect(words).toContain('BeginMediation');
  // A regime that knows no mediation has nothing to pause.
  given(receivedUnder('uk-fca-disp'), lookedInto.slice(2, 3))
    .when({ type: 'PauseClocks', data }, led(DAY_10))
    .then({ refused: 'nothing-to-pause' });
});
