import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import type { Instant } from '../../../events/envelope.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, readCalendars } from '../../../regimes/shelf.ts';
import { asRegime, atlantis } from '../../regimes/a-regime.ts';
import { box, clara, given, intake, sun } from './a-case.ts';

/** Ten business days to reply from acceptance on, which mediation stops; its calendar may not be published yet. */
const [surface] = atlantis()['clocks'] as object[];
const sea = asRegime({
  ...{
    ...atlantis(),
    notices: [],
    clocks: [
      { ...surface, extensions: [] },
      {
        ...{ ...surface, name: 'reply', startsWith: 'accepted', extensions: [] },
        ...{ length: { count: 10, unit: 'business-day' }, calendar: 'sg' },
      },
    ],
  },
  pauses: [
    {
      ...{ name: 'mediation', title: { en: 'Still', zh: '静' }, clocks: ['reply'] },
      ...{ startsWith: 'mediation-requested', endsWith: 'mediation-ended' },
      ...{ preconditions: ['complainant-agreed'], limit: 'legal', article: 'tide 5', mark: 'V' },
    },
  ],
});
const onShelf = { regime: sea, ground: { name: `regime:${sea.name}`, version: '1', sha256: 'a' } };
const unpublished = ruleBook([onShelf]);
const published = ruleBook([onShelf, ...readCalendars(CALENDARS)]);

const day = (date: number, hour = 2): Instant =>
  new Date(Date.UTC(2026, 2, date, hour)).toISOString();
/** When it was assigned, and so accepted. */
const START = day(3);
const countAgain = { type: 'CountWaitingClocks', data: {} } as const;
const publish = (date: number) => ({ at: day(date), by: ENGINE, rules: published });

/** A case that is received on the 2nd, accepted on the 3rd, and mediated between some instants. */
function mediated(rules: typeof published, ...spans: readonly (readonly [Instant, Instant])[]) {
  const steps = [
    { at: START, then: (events: readonly ComplaintEvent[]) => assigned(events, rules) },
    ...spans.flatMap(([from, to]) => [
      { at: from, then: (events: readonly ComplaintEvent[]) => begun(events, from, rules) },
      { at: to, then: (events: readonly ComplaintEvent[]) => ended(events, to, rules) },
    ]),
  ];
  const received = given().after(
    { type: 'ReceiveComplaint', data: { ...intake, regime: sea.name, staffComplainedOf: [] } },
    { at: day(2), by: clara, rules },
  );
  // Of what happens at one instant the order stays: a mediation may end just as the case is assigned.
  return steps
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .reduce((events, { then }) => then(events), received);
}

function assigned(events: readonly ComplaintEvent[], rules: typeof published) {
  const data = { handler: 'hana', unit: 'shells' };
  return given(events).after({ type: 'AssignCase', data }, { at: START, by: sun, rules });
}

function begun(events: readonly ComplaintEvent[], appliedAt: Instant, rules: typeof published) {
  const data = { body: 'm', appliedAt, complainantAgrees: true, agreement: box('Signed.') };
  return given(events).after({ type: 'BeginMediation', data }, { at: appliedAt, by: sun, rules });
}

function ended(events: readonly ComplaintEvent[], endedAt: Instant, rules: typeof published) {
  const mediation = given(events).state().after.mediations.at(-1)?.revision ?? 0;
  const data = { mediation, endedAt, result: 'failed' } as const;
  return given(events).after({ type: 'EndMediation', data }, { at: endedAt, by: sun, rules });
}

function reply(events: readonly ComplaintEvent[]) {
  const clock = given(events)
    .state()
    .clocks.find(({ name }) => name === 'reply');
  const { startsAt, dueAt, lastDay, paused, pauses } = clock ?? expect.fail('no reply');
  return { startsAt, dueAt, lastDay, paused, pauses };
}

describe('mediation inside the wait for a calendar (Order 2020-3 art. 23)', () => {
  test.each([
    ['wholly inside', [[day(5), day(10)]]],
    ['from the very start of the clock on', [[START, day(10)]]],
    ['from before the clock on', [[day(2, 3), day(10)]]],
    ['over as the clock begins', [[day(2, 3), START]]],
    ['over before the clock begins', [[day(2, 3), day(2, 5)]]],
    ['ended as it began', [[day(5), day(5)]]],
    [
      'twice',
      [
        [day(4), day(6)],
        [day(9), day(11)],
      ],
    ],
    [
      'again as it ends',
      [
        [day(4), day(6)],
        [day(6), day(11)],
      ],
    ],
    ['over a weekend', [[day(7), day(8)]]],
    ['to the very hour of the publication', [[day(5), day(12)]]],
  ] as const)('%s, leaves out what it would have, had the calendar been there', (_, spans) => {
    const waited = given(mediated(unpublished, ...spans)).after(countAgain, publish(12));
    const counted = mediated(published, ...spans);
    // What takes no time leaves no pause behind, and moves nothing.
    const lasting = (clock: ReturnType<typeof reply>) => ({
      ...clock,
      pauses: clock.pauses.filter(({ pausedAt, resumedAt }) => pausedAt < resumedAt),
    });
    expect(lasting(reply(waited))).toEqual(lasting(reply(counted)));
  });

  test('is told by a pause and its end, of the clock that has started', () => {
    given(mediated(unpublished, [day(5), day(10)]))
      .when(countAgain, publish(12))
      .then([
        { type: 'ClockStarted', data: { clock: 'reply', startsAt: START, lastDay: '2026-03-17' } },
        {
          type: 'ClockPaused',
          data: { clock: 'reply', pausedAt: day(5), complainantAgreedAt: day(5), mark: 'V' },
        },
        {
          type: 'ClockResumed',
          data: { clock: 'reply', pausedAt: day(5), resumedAt: day(10), lastDay: '2026-03-20' },
        },
      ]);
  });

  test('one that goes on holds it after those that are over', () => {
    const events = begun(mediated(unpublished, [day(5), day(6)]), day(9), unpublished);
    given(events)
      .when(countAgain, publish(12))
      .then([
        'ClockStarted',
        ...['ClockPaused', 'ClockResumed'],
        { type: 'ClockPaused', data: { pausedAt: day(9) } },
      ]);
  });

  const met = (at: Instant): ComplaintEvent => ({
    type: 'WaitingClockMet',
    data: { clock: 'reply', at },
  });

  test('what was done in it, and what was done by the end that it moved, was in time', () => {
    const events = mediated(unpublished, [day(5), day(10)]);
    const { dueAt } = reply(given(events).after(countAgain, publish(12)));
    const later = new Date(Date.parse(dueAt) + 1).toISOString();
    const both = ['ClockPaused', 'ClockResumed'];
    for (const [at, wanted] of [
      [day(4), []],
      [day(7), ['ClockPaused']],
      [dueAt, both],
    ] as const)
      given(events, [met(at)])
        .when(countAgain, publish(31))
        .then(['ClockStarted', ...wanted, { type: 'ClockStopped', data: { at, inTime: true } }]);
    given(events, [met(later)])
      .when(countAgain, publish(31))
      .then([
        ...['ClockStarted', ...both],
        { type: 'DeadlineBreached', data: { clock: 'reply', dueAt } },
        { type: 'ClockStopped', data: { at: later, dueAt, inTime: false } },
      ]);
  });

  test('which the calendar does not reach beyond leaves the clock waiting', () => {
    const [calendar] = readCalendars(CALENDARS).filter(({ calendar: { name } }) => name === 'sg');
    expect(calendar).toBeDefined();
    const { coveredTo } = calendar?.calendar ?? expect.fail('no calendar of Singapore');
    const endedAt = new Date(Date.UTC(coveredTo, 11, 31, 2)).toISOString();
    const events = mediated(unpublished, [day(5), endedAt]);
    given(events).when(countAgain, { at: endedAt, by: ENGINE, rules: published }).then([]);
  });
});
