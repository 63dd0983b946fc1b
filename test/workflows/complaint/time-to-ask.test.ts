import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { ask, now } from './a-review.ts';
import { box, clara, given, hana, head, rules, signedOff } from './a-case.ts';
import { told as recorded } from './told.ts';

/** Told by post on 5 March in Shanghai: the thirtieth day is 4 April. */
const TOLD_AT = '2026-03-05T02:00:00.000Z';
const LAST = '2026-04-04T15:59:59.999Z';
const LATER = '2026-04-05T02:00:00.000Z';
const told = given(signedOff).after(
  { type: 'RecordTelling', data: { channel: 'post', toldAt: TOLD_AT } },
  { at: TOLD_AT, by: hana },
);
const own = (events: readonly ComplaintEvent[]) =>
  given(events)
    .state()
    .clocks.find(({ name }) => name === 'request-review');
const lapse = { type: 'RecordLapse', data: { clock: 'request-review' } } as const;
const over = given(told).after(lapse, { at: LAST });

describe('the time to ask for a review (Order 2020-3 art. 20)', () => {
  test('is the complainant’s own: it starts when he is told, and its end breaches nothing', () => {
    expect(own(told)).toMatchObject({
      ...{ startsAt: TOLD_AT, dueAt: LAST, lastDay: '2026-04-04' },
      ...{ whose: 'complainant', whenMissed: 'lapse' },
    });
    const due = complaint
      .deadlines(given(told).state())
      .filter(({ name }) => name.startsWith('request-review'));
    expect(due.map(({ at, command }) => ({ at, command }))).toEqual([{ at: LAST, command: lapse }]);
    given(told)
      .when(lapse, { at: LAST })
      .then([{ type: 'ClockLapsed', data: { because: 'time-over' } }]);
  });

  test('is over when he asks', () => {
    const at = '2026-04-03T02:00:00.000Z';
    given(told)
      .when(ask({ requestedAt: at }), now(clara, at))
      .then([
        'ReviewRequested',
        {
          type: 'ClockStopped',
          data: {
            ...{ clock: 'request-review', at, dueAt: LAST, inTime: true },
            satisfiedBy: ['review-requested'],
          },
        },
        { type: 'ClockStarted', data: { clock: 'decide-review' } },
      ]);
  });

  test('though it had lapsed before anybody wrote down that he had asked in time', () => {
    given(over)
      .when(ask({ requestedAt: LAST }), now(clara, LATER))
      .then([
        'ReviewRequested',
        { type: 'ClockStopped', data: { at: LAST, inTime: true } },
        'ClockStarted',
      ]);
  });

  test('counts from when the decision reached him, by an event that says so', () => {
    const decisionReceivedAt = '2026-03-07T02:00:00.000Z';
    given(over)
      .when(ask({ requestedAt: LATER, decisionReceivedAt }), now(clara, LATER))
      .then([
        'ReviewRequested',
        {
          type: 'ClockMoved',
          data: {
            ...{ clock: 'request-review', startsAt: decisionReceivedAt, before: LAST },
            ...{ lastDay: '2026-04-06', because: 'decision-received', basis: over.length },
          },
        },
        { type: 'ClockStopped', data: { dueAt: '2026-04-06T15:59:59.999Z', inTime: true } },
        'ClockStarted',
      ]);
  });

  test('refuses who asks after it, by the date that the clock shows', () => {
    for (const events of [told, over])
      given(events)
        .when(ask({ requestedAt: LATER }), now(clara, LATER))
        .then({ refused: 'review-too-late' });
    const corrected = given(over).after(
      {
        type: 'CorrectFact',
        data: { fact: 'told-at', at: '2026-03-06T02:00:00.000Z', reasons: box('The post mark.') },
      },
      now(head, LATER),
    );
    expect(own(corrected)).toMatchObject({ lastDay: '2026-04-05', stopped: false });
    given(corrected)
      .when(ask({ requestedAt: LATER }), now(clara, LATER))
      .then(['ReviewRequested', 'ClockStopped', 'ClockStarted']);
  });

  test('is shown as his among the clocks of the case, in both languages', () => {
    const at = '2026-04-03T02:00:00.000Z';
    const asked = given(told).after(ask({ requestedAt: at }), now(clara, at));
    const shown = (events: readonly ComplaintEvent[]) =>
      timelineOf(recorded(events, at), rules).find(({ clock }) => clock === 'request-review');
    expect(shown(asked)).toMatchObject({ whose: 'complainant', metBy: ['review-requested'] });
    expect(shown(asked)?.moments.at(-1)?.explained).toEqual({
      en: ['Satisfied in time by: a review asked for.'],
      zh: ['已满足（期限之内）：申请核查。'],
    });
    expect(shown(over)?.moments.at(-1)?.explained.en[0]).toMatch(/^The complainant’s time is over/);
    const moved = given(over).after(
      ask({ requestedAt: LATER, decisionReceivedAt: '2026-03-07T02:00:00.000Z' }),
      now(clara, LATER),
    );
    expect(shown(moved)?.moments.at(-2)?.explained.en.at(-1)).toMatch(/received the decision/);
    expect(shown(moved)?.moments.at(-2)?.startsWith).toEqual([]);
  });
});

test('a second decision that is told has a time of its own', () => {
  const rejected = given(told).after(
    {
      type: 'RejectDecision',
      data: { proposal: 5, rejectedAt: '2026-03-10T02:00:00.000Z', reasons: box('Too little.') },
    },
    now(clara, '2026-03-10T02:00:00.000Z'),
  );
  const proposal = rejected.length;
  const again = '2026-03-20T02:00:00.000Z';
  const decided: readonly ComplaintEvent[] = [
    ...rejected,
    ...signedOff
      .slice(5)
      .map((event): ComplaintEvent =>
        event.type === 'DecisionSignedOff'
          ? { ...event, data: { ...event.data, proposal } }
          : event,
      ),
  ];
  const toldAgain = given(decided).after(
    { type: 'RecordTelling', data: { channel: 'post', toldAt: again } },
    { at: again, by: hana },
  );
  expect(own(toldAgain)).toMatchObject({ startsAt: again, lastDay: '2026-04-19', stopped: false });
});
