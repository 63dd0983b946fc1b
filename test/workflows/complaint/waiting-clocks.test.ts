import { describe, expect, test } from 'vitest';
import { ENGINE } from '../../../events/envelope.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { box, clara, given, intake, sun } from './a-case.ts';

const regimes = readShelf(REGIMES);
const unpublished = ruleBook(regimes);
const published = ruleBook([...regimes, ...readCalendars(CALENDARS)]);
const NOON = '2026-03-02T04:00:00.000Z';
const at = (rules = unpublished) => ({ at: NOON, by: clara, rules });
const receive = { type: 'ReceiveComplaint', data: { ...intake, regime: 'sg-mas-2021' } } as const;
const countAgain = { type: 'CountWaitingClocks', data: {} } as const;
const engine = (instant: string, rules = published) => ({ at: instant, by: ENGINE, rules });

/** 0 received, then the clocks that wait */
const waiting = () => given().after(receive, at());

test('a complaint whose days cannot be counted is taken, and its clocks wait visibly', () => {
  const events = waiting();
  const clocks = events.slice(1, -1);
  expect(clocks.map(({ type }) => type)).toEqual(clocks.map(() => 'ClockWaits'));
  expect(events[1]).toMatchObject({
    data: { regime: 'sg-mas-2021', calendar: 'sg', calendarVersion: null, year: null },
  });
  // Until then somebody must be found who handles it.
  expect(events.at(-1)?.type).toBe('HandlerAwaited');
  given(events).awaits({
    'unassigned-raise-supervisor@3': '2026-03-04T04:00:00.000Z',
    'unassigned-raise-head@3': '2026-03-06T04:00:00.000Z',
    'unassigned-raise-executive@3': '2026-03-08T04:00:00.000Z',
  });
});

test('so is one whose end lies outside the covered years: the year is named, never guessed', () => {
  const late = { ...intake, regime: 'sg-mas-2021', receivedAt: '2026-12-31T01:00:00.000Z' };
  const events = given().after(
    { type: 'ReceiveComplaint', data: late },
    { at: '2026-12-31T02:00:00.000Z', by: clara, rules: published },
  );
  expect(events[1]).toMatchObject({ type: 'ClockWaits', data: { calendar: 'sg', year: 2027 } });
});

test('once the calendar is published they start, from the day they should have', () => {
  const events = given(waiting()).after(countAgain, engine('2026-03-05T04:00:00.000Z'));
  expect(events.at(-1)).toMatchObject({
    type: 'ClockStarted',
    data: { startsAt: intake.receivedAt },
  });
  expect(given(events).state().waiting).toEqual([]);
});

test('counted again before it is published, they go on waiting', () => {
  given(waiting()).when(countAgain, engine(NOON, unpublished)).then([]);
});

test('what was done meanwhile stops them in time, or late with its breach', () => {
  const way = { channel: 'email', acknowledgedAt: '2026-03-09T04:00:00.000Z' } as const;
  const acknowledged = given(waiting()).after(
    { type: 'AcknowledgeComplaint', data: way },
    { at: '2026-03-09T05:00:00.000Z', by: clara, rules: unpublished },
  );
  expect(acknowledged.at(-1)).toMatchObject({
    type: 'WaitingClockMet',
    data: { clock: 'acknowledge', at: '2026-03-09T04:00:00.000Z' },
  });
  const counted = given(acknowledged).after(countAgain, engine('2026-03-12T04:00:00.000Z'));
  const ofClock = counted.filter(({ data }) => 'clock' in data && data.clock === 'acknowledge');
  expect(ofClock.map(({ type }) => type)).toEqual([
    'ClockWaits',
    'WaitingClockMet',
    'ClockStarted',
    'DeadlineBreached',
    'ClockStopped',
  ]);
  expect(ofClock.at(-1)).toMatchObject({ data: { inTime: false } });
});

describe('a receipt that is put right while clocks wait', () => {
  const EARLIER = '2026-02-26T01:00:00.000Z';
  const correct = {
    type: 'CorrectFact',
    data: { fact: 'received-at', at: EARLIER, reasons: box('The stamp says so.') },
  } as const;
  const moved = (clock: string) => ({
    type: 'WaitingClockMoved',
    data: { clock, startsAt: EARLIER, before: intake.receivedAt, because: 'fact-corrected' },
  });

  test('moves what they will count from, by an event that says so', () => {
    const before = waiting();
    const when = { at: NOON, by: sun, rules: unpublished };
    const after = given(before).after(correct, when);
    expect(after.slice(before.length)).toMatchObject([
      { type: 'FactCorrected' },
      { ...moved('acknowledge'), data: { ...moved('acknowledge').data, basis: before.length } },
      moved('final-response'),
    ]);
    const { waiting: still } = given(after).state();
    expect(still.map(({ startsAt }) => startsAt)).toEqual([EARLIER, EARLIER]);
    given(after).when(correct, when).then([]);
  });

  test('once the calendar is published they count from the corrected day', () => {
    const corrected = given(waiting()).after(correct, { at: NOON, by: sun, rules: unpublished });
    const counted = given(corrected).after(countAgain, engine('2026-03-05T04:00:00.000Z'));
    const straight = given().after(
      { type: 'ReceiveComplaint', data: { ...receive.data, receivedAt: EARLIER } },
      { at: NOON, by: clara, rules: published },
    );
    const ends = (events: typeof counted) =>
      given(events)
        .state()
        .clocks.map(({ name, startsAt, dueAt }) => [name, startsAt, dueAt]);
    expect(ends(counted)).toEqual(ends(straight));
  });

  test('starts them at once where the day put right can be counted', () => {
    const late = { ...intake, regime: 'sg-mas-2021', receivedAt: '2026-12-31T01:00:00.000Z' };
    const events = given().after(
      { type: 'ReceiveComplaint', data: late },
      { at: '2026-12-31T02:00:00.000Z', by: clara, rules: published },
    );
    given(events)
      .when(
        { ...correct, data: { ...correct.data, at: '2026-12-01T01:00:00.000Z' } },
        { at: '2026-12-31T03:00:00.000Z', by: sun, rules: published },
      )
      .then([
        'FactCorrected',
        { type: 'WaitingClockMoved', data: { clock: 'acknowledge' } },
        { type: 'ClockStarted', data: { clock: 'acknowledge', lastDay: '2026-12-03' } },
        { type: 'WaitingClockMoved', data: { clock: 'final-response' } },
        { type: 'ClockStarted', data: { clock: 'final-response', lastDay: '2026-12-30' } },
      ]);
  });
});
