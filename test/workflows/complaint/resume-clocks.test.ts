import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../../events/envelope.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import {
  DUE_AT,
  RECEIVED_AT,
  box,
  clara,
  given,
  hana,
  lookedInto,
  signedOff,
  sun,
} from './a-case.ts';

const reasons = box('r');
const on = (day: number): Instant => new Date(Date.UTC(2026, 2, day, 2)).toISOString();
type Step = readonly [day: number, by: Actor, command: ComplaintCommand | 'end'];
/** Mediation ends by the event that began it. */
const story = (...steps: readonly Step[]): readonly ComplaintEvent[] =>
  steps.reduce((events, [day, by, said]) => {
    const mediation = events.findIndex(({ type }) => type === 'MediationBegun');
    const data = { mediation, endedAt: on(day), result: 'failed' } as const;
    const command = said === 'end' ? ({ type: 'EndMediation', data } as const) : said;
    return given(events).after(command, { at: on(day), by });
  }, lookedInto);
const begin = (day: number) => {
  const data = { body: 'b', appliedAt: on(day), complainantAgrees: true, agreement: box('a') };
  return { type: 'BeginMediation', data } as const;
};
const pause = {
  type: 'PauseClocks',
  data: {
    ...{ pause: 'expert-work', complainantToldAt: RECEIVED_AT, reasons },
    expectedAt: on(50),
  },
} as const;
const resume = { type: 'ResumeClocks', data: { pause: 'expert-work' } } as const;
const lastDay = (events: readonly ComplaintEvent[]) => given(events).state().clocks[0]?.lastDay;

describe('time that several pauses held is left out once, and all of it (Order 2020-3 arts. 18, 23)', () => {
  const ended: readonly Step[] = [
    [5, sun, pause],
    [10, hana, resume],
  ];
  const late = story(...ended, [12, sun, begin(3)]);

  test('whether mediation was recorded at once or after the expert work in it had ended', () => {
    const atOnce = story([3, sun, begin(3)], ...ended, [14, hana, 'end']);
    expect(lastDay(atOnce)).toBe('2026-03-28');
    expect(lastDay(story(...ended, [12, sun, begin(3)], [14, hana, 'end']))).toBe('2026-03-28');
  });

  test('it begins at its own instant, and each piece that is given back is told', () => {
    expect(late.at(-1)).toMatchObject({
      type: 'ClockPaused',
      data: { pause: 'mediation', pausedAt: on(3) },
    });
    const mediation = late.findIndex(({ type }) => type === 'MediationBegun');
    given(late)
      .when(
        { type: 'EndMediation', data: { mediation, endedAt: on(14), result: 'failed' } },
        { at: on(14), by: hana },
      )
      .then([
        'MediationEnded',
        {
          type: 'ClockResumed',
          data: {
            ...{ pausedAt: on(3), resumedAt: on(14), before: '2026-03-22T15:59:59.999Z' },
            lastDay: '2026-03-28',
            trace: [
              { step: 'pause', pausedAt: on(3), resumedAt: on(5), count: 2, from: '2026-03-22' },
              { step: 'days', from: '2026-03-23', to: '2026-03-24', days: 2 },
              { step: 'end', lastDay: '2026-03-24' },
              { step: 'pause', pausedAt: on(10), resumedAt: on(14), count: 4, from: '2026-03-24' },
              { step: 'days', from: '2026-03-25', to: '2026-03-28', days: 4 },
              { step: 'end', lastDay: '2026-03-28' },
            ],
          },
        },
      ]);
  });

  test('a pause that lies wholly in one that is over gives nothing back', () => {
    const within = story(
      [3, sun, begin(3)],
      [14, hana, 'end'],
      [14, sun, pause],
      [14, hana, resume],
    );
    expect(within.at(-1)).toMatchObject({
      data: { lastDay: '2026-03-28', trace: [{ step: 'pause', count: 0 }, { step: 'end' }] },
    });
  });

  test('a new length in all, and a receipt put right, leave out the same', () => {
    const resumed = story(...ended, [12, sun, begin(3)], [14, hana, 'end']);
    const complex = { clock: 'decide', step: 'complex', reasons } as const;
    expect(
      lastDay(
        given(resumed).after({ type: 'RequestExtension', data: complex }, { at: on(14), by: hana }),
      ),
    ).toBe('2026-04-12');
    const corrected = given(resumed).after(
      {
        type: 'CorrectFact',
        data: { fact: 'received-at', at: '2026-03-01T01:30:00.000Z', reasons },
      },
      { at: on(14), by: sun },
    );
    expect(lastDay(corrected)).toBe('2026-03-27');
  });

  test('is as long as their union, in whatever order they are recorded', () => {
    const day = fc.integer({ min: 3, max: 16 });
    fc.assert(
      fc.property(day, day, day, day, day, (applied, recorded, over, from, to) => {
        fc.pre(applied <= recorded && recorded <= over && from <= to);
        const steps = [
          [from, sun, pause],
          [to, hana, resume],
          [recorded, sun, begin(applied)],
          [over, hana, 'end'],
        ] satisfies readonly Step[];
        const inTurn = steps.toSorted(([one], [other]) => one - other);
        const held = Array.from({ length: 28 }, (_, at) => at).filter(
          (at) => (at >= applied && at < over) || (at >= from && at < to),
        );
        const end = new Date(Date.parse(DUE_AT) + held.length * 86_400_000).toISOString();
        expect(given(story(...inTurn)).state().clocks[0]?.dueAt).toBe(end);
      }),
      { numRuns: 80 },
    );
  });
});

describe('expert work that ended before its end was recorded', () => {
  const endedOn = (endedAt: Instant) => ({ ...resume, data: { ...resume.data, endedAt } });
  const by = (day: number, actor = hana) => ({ at: on(day), by: actor });
  const later = (at: Instant) => new Date(Date.parse(at) + 1).toISOString();
  const still = given(lookedInto).after(pause, by(5, sun));

  test('lets the clock run on from there', () => {
    given(still)
      .when(endedOn(on(8)), by(14))
      .then([
        {
          type: 'ClockResumed',
          data: { pausedAt: on(5), resumedAt: on(8), before: DUE_AT, lastDay: '2026-03-20' },
        },
      ]);
  });

  test('ended no later than now, and not before it began', () => {
    given(still)
      .when(endedOn(later(on(14))), by(14))
      .then({ refused: 'ended-in-the-future' });
    given(still)
      .when(endedOn('2026-03-05T01:59:59.999Z'), by(14))
      .then({ refused: 'ended-before-paused' });
    for (const at of [on(14), on(5)])
      given(still)
        .when(endedOn(at), by(14))
        .then([{ type: 'ClockResumed', data: { resumedAt: at } }]);
  });

  test('leaves late what had run out by it, in the ordinary way', () => {
    const resumed = given(still).after(endedOn(on(6)), by(25));
    const dueAt = '2026-03-18T15:59:59.999Z';
    expect(given(resumed).state().clocks[0]).toMatchObject({ dueAt, breached: false });
    given(resumed)
      .when({ type: 'RecordBreach', data: { clock: 'decide' } }, { at: on(25) })
      .then([{ type: 'DeadlineBreached', data: { clock: 'decide', dueAt } }]);
  });

  test('before its time was over: facts that came while it seemed to stand still came too late', () => {
    const facts = { facts: box('A second fee.'), receivedAt: on(20) };
    const again = given(still).after({ type: 'RecordNewFacts', data: facts }, by(20, clara));
    expect(given(again).state().clocks[0]).toMatchObject({ startsAt: on(20) });
    given(again)
      .when(endedOn(on(6)), by(21))
      .then([
        { type: 'ClockResumed', data: { endedAt: on(6) } },
        {
          type: 'ClockMoved',
          data: { startsAt: RECEIVED_AT, lastDay: '2026-03-18', because: 'new-facts' },
        },
      ]);
    given(again)
      .when(endedOn(on(9)), by(21))
      .then([{ type: 'ClockResumed', data: { endedAt: on(9) } }]);
  });

  test('had begun before new facts began the period again', () => {
    const facts = { facts: box('A second fee.'), receivedAt: on(12) };
    const again = given(still).after({ type: 'RecordNewFacts', data: facts }, by(12, clara));
    given(again)
      .when(endedOn(on(10)), by(14))
      .then([{ type: 'ClockResumed', data: { pausedAt: on(12), resumedAt: on(12) } }]);
    given(again)
      .when(endedOn('2026-03-05T01:59:59.999Z'), by(14))
      .then({ refused: 'ended-before-paused' });
  });

  test('judges anew what was told while it seemed to stand still', () => {
    const telling = (day: number) =>
      given(given(signedOff).after(pause, by(5, sun))).after(
        { type: 'RecordTelling', data: { channel: 'phone', toldAt: on(day) } },
        by(day),
      );
    const dueAt = '2026-03-20T15:59:59.999Z';
    given(telling(25))
      .when(endedOn(on(8)), by(26))
      .then([
        { type: 'ClockResumed', data: { lastDay: '2026-03-20', warnings: [], ladder: [] } },
        { type: 'DeadlineBreached', data: { clock: 'decide', dueAt } },
        { type: 'ClockStopped', data: { at: on(25), dueAt, inTime: false } },
      ]);
    given(telling(20))
      .when(endedOn(on(8)), by(26))
      .then(['ClockResumed', { type: 'ClockStopped', data: { at: on(20), dueAt, inTime: true } }]);
    given(telling(25))
      .when(endedOn(on(25)), by(26))
      .then([]);
    given(telling(25)).when(resume, by(26)).then([]);
  });
});
