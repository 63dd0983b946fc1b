import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../../events/envelope.ts';
import { DUE_AT, RECEIVED_AT, box, breach, clara, given, hana, lookedInto, sun } from './a-case.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';

/** Facts of 5 March: fifteen days from then end with the 20th. */
const FACTS_AT = '2026-03-05T02:00:00.000Z';
const BY_FACTS = '2026-03-20T15:59:59.999Z';
const FRIDAY = '2026-03-06T02:00:00.000Z';
/** From these fifteen days end with 25 February, and with 5 March. */
const LONG_BEFORE = '2026-02-10T02:00:00.000Z';
const ON_18 = '2026-02-18T02:00:00.000Z';
const reasons = box('r');
const correct = (at: Instant, fact: 'received-at' | 'told-at' = 'received-at') =>
  ({ type: 'CorrectFact', data: { fact, at, reasons } }) as const;
const facts = (receivedAt: Instant) =>
  ({ type: 'RecordNewFacts', data: { facts: box('a second fee'), receivedAt } }) as const;
type Step = readonly [Instant, Actor, ComplaintCommand];
const story = (events: readonly ComplaintEvent[], ...steps: readonly Step[]) =>
  steps.reduce((before, [at, by, command]) => given(before).after(command, { at, by }), events);
const now = { at: FRIDAY, by: sun };
const again = story(lookedInto, [FACTS_AT, clara, facts(FACTS_AT)]);
const clockOf = (events: readonly ComplaintEvent[]) => given(events).state().clocks[0];

describe('a receipt put right under a clock that new facts began again (Order 2020-3 art. 18)', () => {
  test('so that they came after the end of the period: it ended then, and is breached', () => {
    given(again)
      .when(correct(LONG_BEFORE), now)
      .then([
        'FactCorrected',
        {
          type: 'ClockMoved',
          data: {
            ...{ clock: 'decide', startsAt: LONG_BEFORE, before: BY_FACTS },
            ...{
              dueAt: '2026-02-25T15:59:59.999Z',
              because: 'fact-corrected',
              basis: again.length,
            },
          },
        },
      ]);
    const corrected = story(again, [FRIDAY, sun, correct(LONG_BEFORE)]);
    const overdue = { type: 'RecordBreach', data: { clock: 'decide' } } as const;
    given(corrected)
      .when(overdue, { at: FRIDAY })
      .then([{ type: 'DeadlineBreached', data: { dueAt: '2026-02-25T15:59:59.999Z' } }]);
  });

  test('moves nothing while they came in time: at the very due instant, not a millisecond later', () => {
    const at = (receivedAt: Instant) => story(lookedInto, [FRIDAY, clara, facts(receivedAt)]);
    const last = at('2026-03-05T15:59:59.999Z');
    given(last).when(correct(ON_18), now).then(['FactCorrected']);
    expect(clockOf(story(last, [FRIDAY, sun, correct(ON_18)]))?.dueAt).toBe(BY_FACTS);
    given(at('2026-03-05T16:00:00.000Z'))
      .when(correct(ON_18), now)
      .then(['FactCorrected', { type: 'ClockMoved', data: { lastDay: '2026-03-05' } }]);
  });

  test('a second time counts from the first correction, also where that moved nothing', () => {
    const once = story(again, [FRIDAY, sun, correct(ON_18)]);
    given(once)
      .when(correct(LONG_BEFORE), now)
      .then(['FactCorrected', { type: 'ClockMoved', data: { lastDay: '2026-02-25' } }]);
  });

  test('and put back begins it again with the facts, as if it had never been otherwise', () => {
    const wrong = story(again, [FRIDAY, sun, correct(LONG_BEFORE)]);
    given(wrong)
      .when(correct(RECEIVED_AT), now)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { startsAt: RECEIVED_AT, dueAt: DUE_AT } },
        { type: 'ClockMoved', data: { startsAt: FACTS_AT, before: DUE_AT, dueAt: BY_FACTS } },
      ]);
    const back = story(wrong, [FRIDAY, sun, correct(RECEIVED_AT)]);
    const { revision: _one, ...clock } = clockOf(back) ?? {};
    const { revision: _other, ...first } = clockOf(again) ?? {};
    expect(clock).toEqual(first);
    given(back)
      .when(correct(LONG_BEFORE), now)
      .then(['FactCorrected', { type: 'ClockMoved', data: { lastDay: '2026-02-25' } }]);
  });

  test('counts the steps and pauses that came before them', () => {
    const extended = story(
      lookedInto,
      [
        '2026-03-03T02:00:00.000Z',
        hana,
        { type: 'RequestExtension', data: { clock: 'decide', step: 'complex', reasons } },
      ],
      [FACTS_AT, clara, facts(FACTS_AT)],
    );
    // Thirty days from the 3rd of February end with 5 March.
    given(extended).when(correct('2026-02-03T02:00:00.000Z'), now).then(['FactCorrected']);
    given(extended)
      .when(correct('2026-02-02T02:00:00.000Z'), now)
      .then(['FactCorrected', { type: 'ClockMoved', data: { lastDay: '2026-03-04' } }]);
    const moved = story(extended, [FRIDAY, sun, correct('2026-02-02T02:00:00.000Z')]);
    expect(clockOf(moved)).toMatchObject({ step: 'complex', before: [] });
  });

  test('while it stood still they came in time by any receipt', () => {
    const told = {
      ...{ pause: 'expert-work', complainantToldAt: RECEIVED_AT, reasons },
      expectedAt: '2026-05-01T02:00:00.000Z',
    } as const;
    const paused = story(
      lookedInto,
      ['2026-03-03T02:00:00.000Z', sun, { type: 'PauseClocks', data: told }],
      [FACTS_AT, clara, facts(FACTS_AT)],
    );
    given(paused).when(correct('2026-02-16T02:00:00.000Z'), now).then(['FactCorrected']);
    given(paused)
      .when(correct('2026-02-15T02:00:00.000Z'), now)
      .then(['FactCorrected', { type: 'ClockMoved', data: { lastDay: '2026-03-02' } }]);
  });
});

describe('facts that came too late', () => {
  const LATE = '2026-03-18T02:00:00.000Z';
  const late = story([...lookedInto, breach], [LATE, clara, facts('2026-03-17T16:00:00.000Z')]);

  test('and did not by a later receipt begin the period again', () => {
    const then = { at: LATE, by: sun };
    given(late)
      .when(correct('2026-03-03T02:00:00.000Z'), then)
      .then([
        'FactCorrected',
        { type: 'ClockMoved', data: { lastDay: '2026-03-18' } },
        {
          type: 'ClockMoved',
          data: { startsAt: '2026-03-17T16:00:00.000Z', lastDay: '2026-04-02' },
        },
        { type: 'BreachRevoked', data: { because: 'fact-corrected' } },
      ]);
  });
});

test('a case decided in the time that new facts gave is late when they came too late', () => {
  const TOLD = '2026-03-19T02:00:00.000Z';
  const proposal = {
    outcome: 'upheld',
    remedy: { kind: 'apology' },
    covers: ['verified', 'grounds', 'routes'],
    reasons,
    letter: box('letter'),
    restsOn: [3, 4],
  } as const;
  const proposed = story(again, [TOLD, hana, { type: 'ProposeDecision', data: proposal }]);
  const told = story(
    proposed,
    [
      TOLD,
      sun,
      {
        type: 'SignOff',
        data: { proposal: again.length, letterCommitment: proposal.letter.commitment },
      },
    ],
    [TOLD, hana, { type: 'RecordTelling', data: { channel: 'phone', toldAt: TOLD } }],
  );
  expect(clockOf(told)).toMatchObject({ stopped: true, breached: false });
  const then = { at: TOLD, by: sun };
  given(told)
    .when(correct(LONG_BEFORE), then)
    .then([
      'FactCorrected',
      { type: 'ClockMoved', data: { lastDay: '2026-02-25', warnings: [], ladder: [] } },
      { type: 'DeadlineBreached', data: { dueAt: '2026-02-25T15:59:59.999Z' } },
      { type: 'ClockStopped', data: { inTime: false } },
    ]);
  const wrong = story(told, [TOLD, sun, correct(LONG_BEFORE)]);
  given(wrong)
    .when(correct(RECEIVED_AT), then)
    .then([
      'FactCorrected',
      { type: 'ClockMoved', data: { startsAt: RECEIVED_AT } },
      { type: 'ClockMoved', data: { startsAt: FACTS_AT, dueAt: BY_FACTS } },
      { type: 'BreachRevoked', data: { because: 'fact-corrected' } },
      { type: 'ClockStopped', data: { inTime: true } },
    ]);
});

test('a day on which both sides agreed before them counts from no receipt, and they came in time to it', () => {
  const agree = {
    type: 'RecordAgreement',
    data: {
      of: 'time-limit',
      ...{ agreedAt: FACTS_AT, evidence: box('e'), clock: 'decide', until: '2026-03-18' },
    },
  } as const;
  const agreed = story(lookedInto, [FACTS_AT, sun, agree], [FRIDAY, clara, facts(FRIDAY)]);
  expect(clockOf(agreed)).toMatchObject({ startsAt: FRIDAY, lastDay: '2026-03-21' });
  given(agreed).when(correct(LONG_BEFORE), now).then(['FactCorrected']);
});
