import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { clara, given, hana, intake, proposed, signedOff } from './a-case.ts';

/** A complaint of Monday 2 March 2026; the end of its third and its fifth business day, and of eight weeks. */
const RECEIVED = '2026-03-02T09:00:00.000Z';
const THIRD_DAY = '2026-03-05T23:59:59.999Z';
const FIFTH_DAY_IN_SYDNEY = '2026-03-09T12:59:59.999Z';
const EIGHT_WEEKS = '2026-04-27T22:59:59.999Z';

const received = (regime: string, kinds?: readonly string[]) =>
  given().after(
    {
      type: 'ReceiveComplaint',
      data: { ...intake, receivedAt: RECEIVED, regime, ...(kinds && { kinds: [...kinds] }) },
    },
    { at: RECEIVED, by: clara },
  );
const lapse = { type: 'RecordLapse', data: { clock: 'summary-resolution' } } as const;
const inUk = received('uk-fca-disp');

describe('a chance that ends with time (DISP 1.5)', () => {
  test('runs beside the duties and is awaited, without warnings', () => {
    const { clocks } = given(inUk).state();
    expect(clocks.map(({ name, dueAt, whenMissed }) => [name, dueAt, whenMissed])).toEqual([
      ['final-response', EIGHT_WEEKS, undefined],
      ['summary-resolution', THIRD_DAY, 'lapse'],
    ]);
    expect(awaited(inUk)).toEqual(['summary-resolution-lapse@2']);
  });

  test('lapses when its time is over, and no breach is recorded', () => {
    given(inUk)
      .when(lapse, { at: THIRD_DAY })
      .then([
        {
          type: 'ClockLapsed',
          data: { dueAt: THIRD_DAY, because: 'time-over', article: 'DISP 1.5', mark: 'V' },
        },
      ]);
    const lapsed = given(inUk).after(lapse, { at: THIRD_DAY });
    expect(lapsed.map(({ type }) => type)).not.toContain('DeadlineBreached');
    given(lapsed).when(lapse, { at: THIRD_DAY }).then([]);
    expect(awaited(lapsed)).toEqual([]);
  });

  test('is of no use any more once the decision was told in full', () => {
    const begun = [...inUk, ...signedOff.slice(2)];
    const proposal = begun.findIndex(({ type }) => type === 'DecisionProposed');
    given(begun.map((event) => aboutProposal(event, proposal)))
      .when(
        { type: 'RecordTelling', data: { channel: 'post', toldAt: '2026-03-05T02:00:00.000Z' } },
        { at: '2026-03-05T02:00:00.000Z', by: hana },
      )
      .then([
        'ComplainantTold',
        { type: 'ClockStopped', data: { clock: 'final-response' } },
        { type: 'ClockLapsed', data: { clock: 'summary-resolution', because: 'decision-told' } },
        { type: 'ClockStarted', data: { clock: 'ombudsman' } },
      ]);
  });

  test('does not limit a task to a unit: that is due within the duties', () => {
    const assigned = [...inUk, ...proposed.slice(2, 3)];
    const task = { kind: 'business', unit: 'cards', question: intake.reference } as const;
    given(assigned)
      .when(
        { type: 'SetTask', data: { ...task, dueAt: EIGHT_WEEKS } },
        { at: '2026-03-03T09:00:00.000Z', by: hana },
      )
      .then(['TaskSet']);
  });
});

test('RG 271: five business days, and none where a complaint is about hardship', () => {
  const names = (kinds?: readonly string[]) =>
    given(received('au-asic-rg271', kinds))
      .state()
      .clocks.map(({ name, dueAt }) => [name, dueAt]);
  expect(names()).toContainEqual(['early-close', FIFTH_DAY_IN_SYDNEY]);
  expect(names(['hardship']).map(([name]) => name)).toEqual(['respond-hardship', 'acknowledge']);
});

test('a chance that waits for its calendar is gone when counted late, and nothing is breached', () => {
  const lone = ruleBook(readShelf(REGIMES));
  const waits = given().after(
    { type: 'ReceiveComplaint', data: { ...intake, receivedAt: RECEIVED, regime: 'uk-fca-disp' } },
    { at: RECEIVED, by: clara, rules: lone },
  );
  expect(waits.map(({ type }) => type)).toEqual([
    'ComplaintReceived',
    'ClockStarted',
    'ClockWaits',
  ]);
  const met: readonly ComplaintEvent[] = [
    ...waits,
    {
      type: 'WaitingClockMet',
      data: { clock: 'summary-resolution', at: '2026-03-06T00:00:00.000Z' },
    },
  ];
  given(met)
    .when(
      { type: 'CountWaitingClocks', data: {} },
      {
        at: '2026-03-10T09:00:00.000Z',
        rules: ruleBook([...readShelf(REGIMES), ...readCalendars(CALENDARS)]),
      },
    )
    .then(['ClockStarted', { type: 'ClockLapsed', data: { because: 'time-over' } }]);
});

/** Decisions of the case this one is told after stand a revision later. */
function aboutProposal(event: ComplaintEvent, proposal: number): ComplaintEvent {
  return event.type === 'DecisionSignedOff'
    ? { ...event, data: { ...event.data, proposal } }
    : event;
}

function awaited(events: readonly ComplaintEvent[]): readonly string[] {
  return complaint
    .deadlines(given(events).state())
    .flatMap(({ name }) => (name.startsWith('summary') ? [name] : []));
}
