import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import type { Instant } from '../../../events/envelope.ts';
import { clocksAfter } from '../../../projections/case-clocks.ts';
import type { ClockEvent, ShownClocks } from '../../../projections/case-clocks.ts';
import { outcomesOf } from '../../../projections/replay/outcomes.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { DUE_AT, box, given, hana, letter, proposal, rules, sun } from './a-case.ts';
import { DISPUTED_AT, rejected, reopened, tell } from './a-dispute.ts';
import { told as recorded } from './told.ts';

const IN_TIME = '2026-03-05T02:00:00.000Z';
const NOW = '2026-03-21T02:00:00.000Z';
/** Received on the 3rd of March it was due on the 18th. */
const THE_3RD = '2026-03-03T02:00:00.000Z';
const DUE_18TH = '2026-03-18T15:59:59.999Z';
const AFTER_THAT = '2026-03-18T16:00:00.000Z';
const reasons = box('The stamp says another day.');
const correct = (fact: 'received-at' | 'told-at', at: Instant, about?: number) =>
  ({
    type: 'CorrectFact',
    data: { fact, at, reasons, ...(about === undefined ? {} : { about }) },
  }) as const;
const by = { at: NOW, by: sun };

describe.each([
  ['not accepted', rejected],
  ['followed by another round', reopened],
] as const)('a corrected receipt, after a decision that was %s', (_, disputed) => {
  test('revokes the breach of the first round, up to the instant at which that was due', () => {
    given(disputed(DUE_18TH))
      .when(correct('received-at', THE_3RD), by)
      .then([
        'FactCorrected',
        {
          type: 'ClockMoved',
          data: {
            ...{ clock: 'decide', startsAt: THE_3RD, before: DUE_AT, dueAt: DUE_18TH },
            ...{ because: 'fact-corrected', warnings: [], ladder: [], promise: 1 },
          },
        },
        { type: 'BreachRevoked', data: { dueAt: DUE_AT, because: 'fact-corrected', promise: 1 } },
        { type: 'ClockStopped', data: { at: DUE_18TH, dueAt: DUE_18TH, inTime: true, promise: 1 } },
      ]);
  });

  test('lets it stand where it was told a millisecond later', () => {
    given(disputed(AFTER_THAT))
      .when(correct('received-at', THE_3RD), by)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { dueAt: DUE_18TH, promise: 1 } },
        { type: 'ClockStopped', data: { at: AFTER_THAT, inTime: false, promise: 1 } },
      ]);
  });

  test('shows a breach that nobody knew of', () => {
    given(disputed(IN_TIME))
      .when(correct('received-at', '2026-02-01T02:00:00.000Z'), by)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { lastDay: '2026-02-16', promise: 1 } },
        { type: 'DeadlineBreached', data: { dueAt: '2026-02-16T15:59:59.999Z', promise: 1 } },
        { type: 'ClockStopped', data: { at: IN_TIME, inTime: false, promise: 1 } },
      ]);
  });

  test('names the breach that it revokes though the clock moved in between', () => {
    const late = disputed(AFTER_THAT);
    const moved = given(late).after(correct('received-at', THE_3RD), by);
    const again = correct('received-at', '2026-03-04T02:00:00.000Z');
    given(moved)
      .when(again, by)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { before: DUE_18TH, lastDay: '2026-03-19', promise: 1 } },
        { type: 'BreachRevoked', data: { dueAt: DUE_AT, promise: 1 } },
        { type: 'ClockStopped', data: { inTime: true, promise: 1 } },
      ]);
    const breaches = [late, moved, given(moved).after(again, by)].map(
      (events) => outcomesOf(events).breaches,
    );
    expect(breaches).toEqual([1, 1, 0]);
    given(moved)
      .when(correct('told-at', DUE_18TH), by)
      .then([
        'FactCorrected',
        { type: 'BreachRevoked', data: { dueAt: DUE_AT, promise: 1 } },
        { type: 'ClockStopped', data: { at: DUE_18TH, inTime: true, promise: 1 } },
        { type: 'ClockMoved', data: { clock: 'request-review' } },
      ]);
  });

  test('leaves the clock that runs now as it is, on every board', () => {
    const before = disputed(AFTER_THAT);
    const after = given(before).after(correct('received-at', THE_3RD), by);
    const own = (events: readonly ComplaintEvent[]) => {
      const state = given(events).state();
      return { clocks: state.clocks, due: complaint.deadlines(state) };
    };
    expect(own(after)).toEqual(own(before));
    const shown = (events: readonly ComplaintEvent[]) =>
      events.reduce<ShownClocks>(
        (clocks, event) =>
          'clock' in event.data ? clocksAfter(clocks, event as ClockEvent) : clocks,
        {},
      );
    expect(shown(after)).toEqual(shown(before));
  });

  test('is told of the time before, from the fact that it counts from', () => {
    const after = given(disputed(AFTER_THAT)).after(correct('received-at', THE_3RD), by);
    const clock = timelineOf(recorded(after, NOW), rules).find((one) => one.clock === 'decide');
    const present = given(after)
      .state()
      .clocks.find(({ name }) => name === 'decide');
    expect(clock).toMatchObject({ dueAt: present?.dueAt, lastDay: present?.lastDay });
    const [moved, stopped] = clock?.moments.slice(-2) ?? [];
    expect(moved).toMatchObject({ event: 'ClockMoved', startsWith: ['received'] });
    for (const moment of [moved, stopped]) {
      expect(moment?.dueAt).toBe(present?.dueAt);
      expect(moment?.explained.en.at(-1)).toContain('before it began anew');
      expect(moment?.explained.zh.at(-1)).toContain('重新起算之前');
    }
  });

  test('is not after the first telling, though that decision stands no more', () => {
    given(disputed(IN_TIME))
      .when(correct('received-at', '2026-03-05T02:00:00.001Z'), by)
      .then({ refused: 'received-out-of-order' });
    given(disputed(IN_TIME))
      .when(correct('received-at', IN_TIME), by)
      .then(['FactCorrected', 'ClockMoved', 'ClockStopped']);
  });
});

test('a time to ask for a review that had lapsed before another began moves with its telling, and stays over', () => {
  const LATER = '2026-04-10T02:00:00.000Z';
  const before = given(rejected(IN_TIME)).after(
    { type: 'ProposeDecision', data: proposal },
    { at: DISPUTED_AT, by: hana },
  );
  const signOff = { proposal: before.length - 1, letterCommitment: letter.commitment };
  const signed = given(before).after(
    { type: 'SignOff', data: signOff },
    { at: DISPUTED_AT, by: sun },
  );
  const lapse =
    complaint
      .deadlines(given(signed).state())
      .find(({ name }) => name.startsWith('request-review')) ?? expect.fail('nothing lapses');
  const lapsed = given(signed).after(lapse.command, { at: lapse.at, by: ENGINE });
  const again = given(lapsed).after(tell(LATER), { at: LATER, by: hana });
  given(again)
    .when(correct('told-at', DUE_AT, 5), { at: LATER, by: sun })
    .then([
      'FactCorrected',
      { type: 'ClockStopped', data: { clock: 'decide', at: DUE_AT, promise: 1 } },
      { type: 'ClockMoved', data: { clock: 'request-review', lastDay: '2026-04-16' } },
    ]);
  const after = given(again).after(correct('told-at', DUE_AT, 5), { at: LATER, by: sun });
  const state = given(after).state();
  expect(state.clocks).toEqual(given(again).state().clocks);
  expect(state.replaced.find(({ name }) => name === 'request-review')).toMatchObject({
    ...{ startsAt: DUE_AT, stopped: true, stoppedAt: null },
  });
});
