import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import type { Instant } from '../../../events/envelope.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, readCalendars } from '../../../regimes/shelf.ts';
import { runsInPause } from '../../../simulation/case-laws.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import type { ComplaintState } from '../../../workflows/complaint/state.ts';
import { asRegime, atlantis } from '../../regimes/a-regime.ts';
import {
  TUESDAY,
  box,
  classification,
  clara,
  closed,
  executive,
  given,
  hana,
  intake,
  letter,
  lookedInto,
  proposal,
  sun,
} from './a-case.ts';

const day = (date: number, month = 3): Instant =>
  new Date(Date.UTC(2026, month - 1, date, 2)).toISOString();
const at = (instant: Instant, by = hana) => ({ at: instant, by });
const begin = (appliedAt: Instant) =>
  ({
    type: 'BeginMediation',
    data: { body: 'm', appliedAt, complainantAgrees: true, agreement: box('Signed.') },
  }) as const;
const reopen = (disputedAt: Instant) =>
  ({ type: 'ReopenCase', data: { disputedAt, reasons: box('Nothing was paid.') } }) as const;
const place = (events: readonly ComplaintEvent[], type: string) =>
  events.findLastIndex((event) => event.type === type);

describe('a clock that begins during mediation (Order 2020-3 art. 23)', () => {
  const mediated = given(closed).after(begin(day(10)), at(day(10)));

  test('begins standing still, though none ran when the mediation began', () => {
    given(mediated)
      .when(reopen(day(12)), at(day(12), sun))
      .then([
        'CaseReopened',
        { type: 'ClockStarted', data: { clock: 'decide', lastDay: '2026-03-27' } },
        {
          type: 'ClockPaused',
          data: {
            ...{ clock: 'decide', pause: 'mediation', pausedAt: day(12) },
            ...{ complainantAgreedAt: day(10), article: 'Order 2020-3 art. 23', by: 'sun' },
          },
        },
      ]);
    const reopened = given(mediated).after(reopen(day(12)), at(day(12), sun));
    given(reopened).awaits({});
  });

  test('has all its time left when the mediation ends', () => {
    const reopened = given(mediated).after(reopen(day(12)), at(day(12), sun));
    const end = {
      type: 'EndMediation',
      data: {
        mediation: place(mediated, 'MediationBegun'),
        ...{ endedAt: day(20), result: 'failed' as const },
      },
    } as const;
    given(reopened)
      .when(end, at(day(20)))
      .then([
        'MediationEnded',
        { type: 'ClockResumed', data: { pausedAt: day(12), lastDay: '2026-04-04' } },
      ]);
  });

  test('runs where the complainant has not agreed, or the mediation is over', () => {
    const unagreed = mediated.map((event) =>
      event.type === 'MediationBegun'
        ? { ...event, data: { ...event.data, complainantAgreedAt: undefined } }
        : event,
    );
    const over: readonly ComplaintEvent[] = [
      ...mediated,
      {
        type: 'MediationEnded',
        data: {
          mediation: place(mediated, 'MediationBegun'),
          ...{ endedAt: day(11), result: 'failed', by: 'hana' },
        },
      },
    ];
    for (const events of [JSON.parse(JSON.stringify(unagreed)) as typeof over, over])
      given(events)
        .when(reopen(day(12)), at(day(12), sun))
        .then(['CaseReopened', 'ClockStarted']);
  });
});

test('what mediation holds does not run on because somebody says so', () => {
  const begun = given(lookedInto).after(begin(TUESDAY), at(TUESDAY));
  given(begun)
    .when({ type: 'ResumeClocks', data: { pause: 'mediation' } }, at(day(6)))
    .then({ refused: 'mediation-under-way' });
  // As an earlier release recorded it, on somebody’s word.
  given(lookedInto, begun.slice(-1))
    .when({ type: 'ResumeClocks', data: { pause: 'mediation' } }, at(day(6)))
    .then(['ClockResumed']);
});

/** A regime with several clocks, of all ways to begin, that two pauses name. */
const clockOf = (name: string, startsWith: string, more: object = {}) => ({
  ...(atlantis()['clocks'] as object[])[0],
  ...{ name, startsWith, length: { count: 20, unit: 'day' }, extensions: [] },
  ...more,
});
const restarts = { restarts: { article: 'tide 4', mark: 'V' } };
const inBusinessDays = { length: { count: 10, unit: 'business-day' }, calendar: 'sg' };
const CLOCKS = [
  clockOf('surface', 'received'),
  clockOf('reply', 'accepted', inBusinessDays),
  clockOf('dive', 'regulator-received', restarts),
  clockOf('wave', 'new-facts', { metBy: ['reported'], ...restarts }),
  clockOf('shore', 'told', { metBy: ['referred'], whose: 'complainant' }),
];
const pauseOf = (name: string, occasion: string, precondition: string, clocks: string[]) => ({
  ...{ name, title: { en: 'Still', zh: '静' }, clocks, preconditions: [precondition] },
  ...{
    startsWith: `${occasion.replace('?', 'started')}`,
    endsWith: occasion.replace('?', 'ended'),
  },
  ...{ limit: 'legal', article: 'tide 5', mark: 'V' },
});
const NAMES = CLOCKS.map(({ name }) => name);
const sea = asRegime({
  ...{ ...atlantis(), notices: [], clocks: CLOCKS },
  pauses: [
    pauseOf('expert-work', 'expert-work-?', 'complainant-told', NAMES.slice(0, 4)),
    {
      ...pauseOf('mediation', 'mediation-?', 'complainant-agreed', NAMES.slice(1)),
      startsWith: 'mediation-requested',
    },
  ],
  repeats: [
    {
      ...{ name: 'new-facts', title: { en: 'New', zh: '新' }, newFacts: true },
      ...{ effect: 'restart', clocks: ['surface'], limit: 'legal', article: 'tide 4', mark: 'V' },
    },
  ],
});
const onShelf = { regime: sea, ground: { name: `regime:${sea.name}`, version: '1', sha256: 'a' } };
const unpublished = ruleBook([onShelf]);
const published = ruleBook([onShelf, ...readCalendars(CALENDARS)]);

const pauseWork = {
  type: 'PauseClocks',
  data: { pause: 'expert-work', complainantToldAt: intake.receivedAt, reasons: box('r') },
} as const;
const forwarded = (receivedAt: Instant) =>
  ({
    type: 'RecordRegulatorRequest',
    data: {
      ...{ regulator: 'neptune', reference: box('7') },
      ...{ receivedAt, regulatorReceivedAt: receivedAt },
    },
  }) as const;
const facts = (receivedAt: Instant) =>
  ({ type: 'RecordNewFacts', data: { receivedAt, facts: box('a second leak') } }) as const;

/** 2 assigned: the reply waits for its calendar */
const atSea = given(
  given().after(
    { type: 'ReceiveComplaint', data: { ...intake, regime: sea.name, staffComplainedOf: [] } },
    { ...at(day(2), clara), rules: unpublished },
  ),
).after(
  { type: 'AssignCase', data: { handler: 'hana', unit: 'shells' } },
  { ...at(day(3), sun), rules: unpublished },
);

describe('a clock that begins while another stands still by the same pause', () => {
  const now = (date: number, rules = unpublished) => ({ ...at(day(date)), rules });
  const still = (clock: string, date: number) => ({
    type: 'ClockPaused',
    data: { clock, pause: 'expert-work', pausedAt: day(date) },
  });
  const held = given(atSea).after(pauseWork, { ...now(4), by: sun });

  test('stands still from its start, and goes on with the other', () => {
    given(held)
      .when(forwarded(day(6)), now(6))
      .then([
        'RegulatorAsked',
        { type: 'ClockStarted', data: { clock: 'dive' } },
        still('dive', 6),
      ]);
    const both = given(held).after(forwarded(day(6)), now(6));
    given(both)
      .when({ type: 'ResumeClocks', data: { pause: 'expert-work' } }, now(9))
      .then([
        { type: 'ClockResumed', data: { clock: 'surface' } },
        { type: 'ClockResumed', data: { clock: 'dive', pausedAt: day(6), lastDay: '2026-03-29' } },
        { type: 'WaitingClockResumed', data: { clock: 'reply', pausedAt: day(4) } },
      ]);
  });

  test('stands still when it starts again', () => {
    const both = given(held).after(forwarded(day(6)), now(6));
    given(both)
      .when(forwarded(day(8)), now(8))
      .then([
        'RegulatorAsked',
        { type: 'ClockRestarted', data: { clock: 'dive', because: 'started-again' } },
        still('dive', 8),
      ]);
  });

  test('stands still from the pause on when its calendar comes later', () => {
    const countAgain = { type: 'CountWaitingClocks', data: {} } as const;
    given(held)
      .when(countAgain, { ...now(8, published), by: ENGINE })
      .then([
        { type: 'ClockStarted', data: { clock: 'reply', startsAt: day(3) } },
        still('reply', 4),
      ]);
    // Met in the pause it is in time, however late the calendar would make it.
    const met = given(held, [{ type: 'WaitingClockMet', data: { clock: 'reply', at: day(30) } }]);
    met
      .when(countAgain, { ...now(31, published), by: ENGINE })
      .then([
        { type: 'ClockStarted', data: { clock: 'reply', lastDay: '2026-03-17' } },
        still('reply', 4),
        { type: 'ClockStopped', data: { at: day(30), inTime: true } },
      ]);
    given(held, [{ type: 'WaitingClockMet', data: { clock: 'reply', at: day(3) } }])
      .when(countAgain, { ...now(31, published), by: ENGINE })
      .then(['ClockStarted', { type: 'ClockStopped', data: { at: day(3), inTime: true } }]);
  });
});

/** What may happen next, by who may do it. */
type Next = (state: ComplaintState, now: Instant) => readonly [ComplaintCommand, typeof hana];
const MOVES: readonly Next[] = [
  (_, now) => [facts(now), hana],
  (_, now) => [forwarded(now), hana],
  () => [pauseWork, sun],
  () => [{ type: 'ResumeClocks', data: { pause: 'expert-work' } }, hana],
  () => [{ type: 'ResumeClocks', data: { pause: 'mediation' } }, hana],
  (_, now) => [begin(now), hana],
  ({ after }, now) => {
    const mediation = after.mediations.at(-1)?.revision ?? 0;
    return [{ type: 'EndMediation', data: { mediation, endedAt: now, result: 'failed' } }, hana];
  },
  () => [{ type: 'CountWaitingClocks', data: {} }, ENGINE],
  () => [{ type: 'ClassifyComplaint', data: classification }, hana],
  () => [{ type: 'RecordFinding', data: { finding: box('It leaks.') } }, hana],
  ({ findings }) => [
    { type: 'ProposeDecision', data: { ...proposal, restsOn: findings.slice(-1) } },
    hana,
  ],
  (state) => {
    const revision = state.proposal?.revision ?? 0;
    const letterCommitment = letter.commitment;
    return [{ type: 'SignOff', data: { proposal: revision, letterCommitment } }, executive];
  },
  (_, now) => [{ type: 'RecordTelling', data: { channel: 'post', toldAt: now } }, hana],
  () => [{ type: 'CloseCase', data: { reasons: box('It is paid on Friday.') } }, hana],
  (_, now) => [reopen(now), sun],
  (_, now) => {
    const data = { fact: 'received-at', at: now, reasons: box('Misread.') } as const;
    return [{ type: 'CorrectFact', data }, sun];
  },
];

test('under any sequence of commands no clock runs that a pause in force names', () => {
  const moves = fc.array(
    fc.record({ next: fc.nat(MOVES.length - 1), hours: fc.integer({ min: 0, max: 60 }) }),
    { maxLength: 40, size: 'max' },
  );
  let paused = 0;
  fc.assert(
    fc.property(moves, fc.nat(40), (steps, publishedAt) => {
      let state = given(atSea).state();
      let now = Date.parse(day(4));
      for (const [index, { next, hours }] of steps.entries()) {
        now += hours * 3_600_000;
        const instant = new Date(now).toISOString();
        const rules = index < publishedAt ? unpublished : published;
        const [command, by] = MOVES[next]?.(state, instant) ?? [pauseWork, hana];
        const decision = complaint.decide(state, command, { now: instant, actor: by, rules });
        if ('refused' in decision) continue;
        state = decision.events.reduce(
          (one, event) => complaint.evolve(one, event, one.next),
          state,
        );
        paused += decision.events.filter(({ type }) => type === 'ClockPaused').length;
        expect(runsInPause(state, instant, rules), command.type).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
  expect(paused).toBeGreaterThan(0);
});
