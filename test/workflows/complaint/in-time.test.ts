import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../events/envelope.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { DUE_AT, box, given, hana, signedOff, sun } from './a-case.ts';

/** A clock of 17 March that expert work held from the 10th on, and that was met while it did. */
const PAUSED_AT = '2026-03-10T02:00:00.000Z';
const RESUMED_AT = '2026-03-14T02:00:00.000Z';
const TOLD_AT = '2026-04-10T02:00:00.000Z';
const NOW = '2026-04-12T02:00:00.000Z';
const proof = { deed: 'dialled', evidence: box('Recording 0410-07.') } as const;

const paused = given(signedOff).after(
  {
    type: 'PauseClocks',
    data: {
      ...{ pause: 'expert-work', complainantToldAt: PAUSED_AT, reasons: box('r') },
      expectedAt: '2026-05-01T02:00:00.000Z',
    },
  },
  { at: PAUSED_AT, by: sun },
);
const told = given(paused).after(
  { type: 'RecordTelling', data: { channel: 'phone', toldAt: TOLD_AT, proof } },
  { at: TOLD_AT, by: hana },
);
const correct = (fact: 'told-at' | 'received-at', at: Instant) =>
  ({ type: 'CorrectFact', data: { fact, at, reasons: box('Misread.') } }) as const;
const by = { at: NOW, by: sun };

test('what was done while a clock stood still came in time', () => {
  expect(told).toContainEqual({
    type: 'ClockStopped',
    data: expect.objectContaining({ clock: 'decide', at: TOLD_AT, inTime: true }) as object,
  });
});

describe('a fact of a clock that was met standing still, put right', () => {
  test.each(['2026-04-10T02:00:00.001Z', '2026-04-11T02:00:00.000Z'])(
    'leaves it in time, told at %s',
    (at) => {
      given(told)
        .when(correct('told-at', at), by)
        .then([
          'FactCorrected',
          { type: 'ClockStopped', data: { clock: 'decide', at, dueAt: DUE_AT, inTime: true } },
          'ClockMoved',
        ]);
    },
  );

  test('leaves it in time, received so that it stood still from its last millisecond on', () => {
    // Fifteen days from 23 February end with 10 March, after the pause began.
    given(told)
      .when(correct('received-at', '2026-02-23T02:00:00.000Z'), by)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { dueAt: '2026-03-10T15:59:59.999Z' } },
        { type: 'ClockStopped', data: { at: TOLD_AT, inTime: true } },
      ]);
  });

  test('shows the breach where it was over before it stood still', () => {
    given(told)
      .when(correct('received-at', '2026-02-22T02:00:00.000Z'), by)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { dueAt: '2026-03-09T15:59:59.999Z' } },
        { type: 'DeadlineBreached', data: { dueAt: '2026-03-09T15:59:59.999Z' } },
        { type: 'ClockStopped', data: { at: TOLD_AT, inTime: false } },
      ]);
  });
});

describe('a pause that began when the clock was over by what is put right', () => {
  const early = correct('received-at', '2026-02-22T02:00:00.000Z');
  const dueAt = '2026-03-09T15:59:59.999Z';

  test('holds nothing: the clock is breached', () => {
    const moved = given(paused).after(early, by);
    expect(complaint.deadlines(given(moved).state())).toContainEqual(
      expect.objectContaining({
        at: dueAt,
        command: { type: 'RecordBreach', data: { clock: 'decide' } },
      }),
    );
    // Put right once more, it stands still again, and breached nothing.
    given(given(moved).after({ type: 'RecordBreach', data: { clock: 'decide' } }, { at: NOW }))
      .when(correct('received-at', '2026-02-23T02:00:00.000Z'), by)
      .then(['FactCorrected', 'ClockMoved', { type: 'BreachRevoked', data: { clock: 'decide' } }]);
  });

  test('gives nothing back once it has ended', () => {
    const resumed = given(paused).after(
      { type: 'ResumeClocks', data: { pause: 'expert-work' } },
      { at: RESUMED_AT, by: hana },
    );
    given(resumed)
      .when(correct('received-at', '2026-02-23T02:00:00.000Z'), by)
      .then(['FactCorrected', { type: 'ClockMoved', data: { dueAt: '2026-03-14T15:59:59.999Z' } }]);
    given(resumed)
      .when(early, by)
      .then(['FactCorrected', { type: 'ClockMoved', data: { dueAt } }]);
  });
});
