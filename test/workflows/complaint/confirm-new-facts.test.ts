import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import type { Actor } from '../../../events/envelope.ts';
import {
  DUE_AT,
  TUESDAY,
  box,
  breach,
  clara,
  given,
  hana,
  head,
  lookedInto,
  onItsWay,
  received,
  rules,
  signedOff,
  sun,
  told,
} from './a-case.ts';
import { OTHER, intakeCommand } from './intake-samples.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { confirmationOf } from '../../../workflows/complaint/confirmation-of.ts';
import { deadlines } from '../../../workflows/complaint/deadlines.ts';
import { restsOn } from '../../../workflows/complaint/rests-on.ts';
import { told as recorded } from './told.ts';

const reasons = box('It was not there before.');
const now = (by: Actor, at = TUESDAY) => ({ at, by });
const LATER = '2026-03-03T06:00:00.000Z';
const A_DAY_LATER = '2026-03-04T02:00:00.000Z';
const record = (receivedAt = TUESDAY) =>
  ({ type: 'RecordNewFacts', data: { facts: box('A recording.'), receivedAt } }) as const;
const confirm = (receipt = 5) => ({ type: 'ConfirmNewFacts', data: { receipt, reasons } }) as const;
const dismiss = (receipt = 5) => ({ type: 'DismissNewFacts', data: { receipt, reasons } }) as const;
const overdue = { type: 'RecordFactsUnconfirmed', data: { receipt: 5 } } as const;
/** 5 recorded by the handler, 6 raised */
const waiting = () => given(lookedInto).after(record(), now(hana));
const dueOf = (events: readonly ComplaintEvent[]) =>
  given(events)
    .state()
    .clocks.map(({ dueAt }) => dueAt);
const ranked = { ...hana, id: 'sven', role: 'supervisor', rank: 'supervisor' };

describe('new facts that the handler alone says are new (Order 2020-3 art. 18)', () => {
  test('are on record at once, tell a supervisor, and move no clock', () => {
    given(lookedInto)
      .when(record(), now(hana))
      .then([
        {
          type: 'NewFactsReceived',
          data: {
            receivedAt: TUESDAY,
            by: 'hana',
            confirmation: { dueAt: A_DAY_LATER, then: 'head', mark: 'P' },
          },
        },
        { type: 'CaseEscalated', data: { to: 'supervisor', because: 'new-facts' } },
      ]);
    expect(dueOf(waiting())).toEqual([DUE_AT]);
  });

  test('void the decision that did not know them all the same', () => {
    given(signedOff)
      .when(record('2026-03-12T02:00:00.000Z'), now(hana, '2026-03-12T02:00:00.000Z'))
      .then(['NewFactsReceived', 'DecisionVoided', 'CaseEscalated']);
  });

  test('move no clock as a repeat that he links, nor as a case that he merges into his own', () => {
    const facts = { facts: box('A recording.'), receivedAt: TUESDAY };
    const link = { type: 'LinkRepeat', data: { to: OTHER, newFacts: facts, reasons } } as const;
    given(lookedInto)
      .when(link, now(hana))
      .then(['CaseLinked', 'NewFactsReceived', 'CaseEscalated']);
    const from = 'complaint-bank.BA9876543210';
    const accept = (by: string) =>
      ({ type: 'AcceptMerge', data: { from, newFactsAt: TUESDAY, by } }) as const;
    given(lookedInto)
      .when(accept('hana'), now(ENGINE))
      .then(['MergeAccepted', { type: 'NewFactsReceived', data: { by: 'hana' } }, 'CaseEscalated']);
    given(lookedInto)
      .when(accept('hugo'), now(ENGINE))
      .then([
        'MergeAccepted',
        { type: 'NewFactsReceived', data: { by: 'hugo' } },
        'ClockRestarted',
      ]);
  });

  test('nor when he has handed the case on', () => {
    const handedOn = given(lookedInto).after(
      { type: 'AssignCase', data: { handler: 'hugo', unit: 'consumer-protection' } },
      now(sun),
    );
    given(handedOn).when(record(), now(hana)).then(['NewFactsReceived', 'CaseEscalated']);
  });

  test('wait for nobody where they could move no clock', () => {
    const later = given(lookedInto).after(record(LATER), now(clara, LATER));
    given(later).when(record(), now(hana, LATER)).then(['NewFactsReceived']);
  });

  test('wait though they came after a breach, which facts that came before it may undo', () => {
    const THEN = '2026-03-18T02:00:00.000Z';
    const breached = [...lookedInto, breach];
    const late = record('2026-03-17T16:00:00.000Z');
    const asked = given(breached).after(late, now(hana, THEN));
    expect(asked.at(6)).toMatchObject({ data: { confirmation: { then: 'head' } } });
    const before = given(asked).after(record(DUE_AT), now(clara, THEN));
    const undone = given(before).after(confirm(asked.length), now(sun, THEN));
    expect(given(undone).state().clocks[0]?.startsAt).toBe(DUE_AT);
    given(undone)
      .when(confirm(6), now(sun, THEN))
      .then(['NewFactsConfirmed', { type: 'ClockRestarted', data: { lastDay: '2026-04-02' } }]);
  });

  test('begin the time again at once when somebody recorded them who never handled the case', () => {
    for (const by of [clara, sun])
      given(lookedInto).when(record(), now(by)).then(['NewFactsReceived', 'ClockRestarted']);
  });
});

test('no sequence of what the handler may say at intake ever moves a due instant', () => {
  const instant = fc
    .integer({ min: 0, max: 9 * 24 })
    .map((hours) => new Date(Date.parse(TUESDAY) + hours * 3_600_000).toISOString());
  const command = intakeCommand(instant) as fc.Arbitrary<ComplaintCommand>;
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 6 }), (commands) => {
      for (const [before, now] of [
        [lookedInto, '2026-03-12T02:00:00.000Z'],
        [[...lookedInto, breach], '2026-03-18T02:00:00.000Z'],
      ] as const) {
        let events: readonly ComplaintEvent[] = before;
        for (const said of commands) {
          const decision = complaint.decide(given(events).state(), said, {
            ...{ now, actor: hana, rules },
          });
          if ('events' in decision) events = [...events, ...decision.events];
        }
        expect(dueOf(events)).toEqual([DUE_AT]);
        expect(given(events).state().clocks[0]?.breached).toBe(before.includes(breach));
      }
    }),
    { numRuns: 60 },
  );
});

describe('new facts that would revoke a breach on record', () => {
  const THEN = '2026-03-18T02:00:00.000Z';
  const breached = [...lookedInto, breach];
  const recordedBy = (by: Actor, receivedAt = DUE_AT) =>
    given(breached).after(record(receivedAt), now(by, THEN));

  test('wait for a second person, whoever records them', () => {
    for (const by of [clara, sun, head]) {
      given(breached)
        .when(record(DUE_AT), now(by, THEN))
        .then([
          { type: 'NewFactsReceived', data: { by: by.id, confirmation: { then: 'head' } } },
          { type: 'CaseEscalated', data: { to: 'supervisor', because: 'new-facts' } },
        ]);
      expect(given(recordedBy(by)).state().clocks[0]).toMatchObject({
        ...{ dueAt: DUE_AT, breached: true },
      });
    }
  });

  test('are confirmed by somebody else who leads, and dismissed likewise', () => {
    const bySun = recordedBy(sun);
    for (const command of [confirm(6), dismiss(6)]) {
      given(bySun).when(command, now(sun, THEN)).then({ refused: 'same-person' });
      given(bySun).when(command, now(clara, THEN)).then({ refused: 'not-authorised' });
    }
    given(bySun)
      .when(confirm(6), now(head, THEN))
      .then([
        { type: 'NewFactsConfirmed', data: { by: 'heide' } },
        { type: 'ClockRestarted', data: { startsAt: DUE_AT, lastDay: '2026-04-01' } },
        { type: 'BreachRevoked', data: { dueAt: DUE_AT, because: 'new-facts' } },
      ]);
    expect(given(given(bySun).after(dismiss(6), now(head, THEN))).state().clocks).toEqual(
      given(breached).state().clocks,
    );
  });

  test('wait as a repeat that somebody links, and as a case that is merged', () => {
    const facts = { facts: box('A recording.'), receivedAt: DUE_AT };
    given(breached)
      .when({ type: 'LinkRepeat', data: { to: OTHER, newFacts: facts, reasons } }, now(clara, THEN))
      .then(['CaseLinked', 'NewFactsReceived', 'CaseEscalated']);
    const from = 'complaint-bank.BA9876543210';
    given(breached)
      .when(
        { type: 'AcceptMerge', data: { from, newFactsAt: DUE_AT, by: 'clara' } },
        now(ENGINE, THEN),
      )
      .then(['MergeAccepted', 'NewFactsReceived', 'CaseEscalated']);
  });

  test('a millisecond later they revoke none, and wait for nobody', () => {
    given(breached)
      .when(record('2026-03-17T16:00:00.000Z'), now(clara, THEN))
      .then(['NewFactsReceived']);
  });

  test('recorded a millisecond before the breach they move the clock at once', () => {
    given(lookedInto)
      .when(record(TUESDAY), now(clara, DUE_AT))
      .then(['NewFactsReceived', 'ClockRestarted']);
  });
});

describe('a second person', () => {
  test('confirms them: the time begins again when they were received', () => {
    given(waiting())
      .when(confirm(), now(sun, LATER))
      .then([
        { type: 'NewFactsConfirmed', data: { receipt: 5, by: 'sun' } },
        {
          type: 'ClockRestarted',
          data: { startsAt: TUESDAY, before: DUE_AT, lastDay: '2026-03-18', because: 'new-facts' },
        },
      ]);
    const confirmed = given(waiting()).after(confirm(), now(sun, LATER));
    given(confirmed).when(confirm(), now(sun, LATER)).then({ refused: 'no-such-facts' });
    expect(given(confirmed).state().intake).toMatchObject({ factsAt: [TUESDAY], unconfirmed: [] });
  });

  test('confirms them after a breach: what came before it was due revokes it', () => {
    const breached = [...waiting(), breach];
    given(breached)
      .when(confirm(), now(hana, '2026-03-18T02:00:00.000Z'))
      .then({ refused: 'not-authorised' });
    given(breached)
      .when(confirm(), now(sun, '2026-03-18T02:00:00.000Z'))
      .then([
        'NewFactsConfirmed',
        { type: 'ClockRestarted', data: { startsAt: TUESDAY, lastDay: '2026-03-18' } },
        { type: 'BreachRevoked', data: { because: 'new-facts', dueAt: DUE_AT } },
      ]);
  });

  test('or dismisses them, with reasons: no clock ever moves', () => {
    given(waiting())
      .when(dismiss(), now(sun, LATER))
      .then([{ type: 'NewFactsDismissed', data: { receipt: 5, by: 'sun' } }]);
    const dismissed = given(waiting()).after(dismiss(), now(sun, LATER));
    given(dismissed).when(confirm(), now(sun, LATER)).then({ refused: 'no-such-facts' });
    expect(dueOf(dismissed)).toEqual([DUE_AT]);
  });

  test('leads, and never handled the case', () => {
    given(waiting()).when(confirm(), now(clara, LATER)).then({ refused: 'not-authorised' });
    const handledBySun = lookedInto.map((event) =>
      event.type === 'CaseAssigned' ? { ...event, data: { ...event.data, handler: 'sun' } } : event,
    );
    const bySun = given(handledBySun).after(record(), now(sun));
    for (const command of [confirm(), dismiss()])
      given(bySun).when(command, now(sun, LATER)).then({ refused: 'same-person' });
    given(bySun).when(confirm(), now(head, LATER)).then(['NewFactsConfirmed', 'ClockRestarted']);
  });

  test('moves nothing back behind later facts that moved the clocks', () => {
    const later = given(waiting()).after(record(LATER), now(clara, LATER));
    given(later).when(confirm(), now(sun, LATER)).then(['NewFactsConfirmed']);
    expect(given(later).state().intake.unconfirmed).toHaveLength(1);
  });

  test('has nothing to say once the decision is on its way, or the case has ended', () => {
    given(onItsWay).when(confirm(), now(sun, LATER)).then({ refused: 'decision-being-told' });
    const withdrawn = given(waiting()).after(
      {
        type: 'WithdrawComplaint',
        data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
      },
      now(clara),
    );
    given(withdrawn).when(confirm(), now(sun, LATER)).then({ refused: 'case-ended' });
    expect(given(withdrawn).state().intake.unconfirmed).toEqual([]);
    expect(given(told).state().intake.unconfirmed).toEqual([]);
  });
});

describe('facts that wait', () => {
  test('are awaited until somebody answers, and raise the case when nobody does', () => {
    const deadline = 'new-facts-unconfirmed@5';
    const due = (events: readonly ComplaintEvent[]) =>
      deadlines(given(events).state()).find(({ name }) => name === deadline)?.at;
    expect(due(waiting())).toBe(A_DAY_LATER);
    given(waiting())
      .when(overdue, { at: A_DAY_LATER })
      .then([
        { type: 'NewFactsLeftUnconfirmed', data: { receipt: 5, dueAt: A_DAY_LATER, mark: 'P' } },
        { type: 'CaseEscalated', data: { to: 'head', because: 'new-facts' } },
      ]);
    const late = given(waiting()).after(overdue, { at: A_DAY_LATER });
    expect(due(late)).toBeUndefined();
    expect(dueOf(late)).toEqual([DUE_AT]);
    given(late).when(overdue, { at: A_DAY_LATER }).then([]);
    given(late)
      .when(confirm(), now(sun, A_DAY_LATER))
      .then(['NewFactsConfirmed', { type: 'ClockRestarted', data: { startsAt: TUESDAY } }]);
  });

  test('rest on a proposal of the house, which is told', () => {
    const regimes = rules.regime('cn-nfra-2020', { version: '2020-03-01' });
    const rested = restsOn(recorded(waiting(), TUESDAY), regimes === undefined ? [] : [regimes]);
    expect(rested.map(({ datum }) => datum)).toContain('repeats.new-facts.secondPerson');
  });
});

describe('a period that began again twice', () => {
  const days = ['2026-03-04T02:00:00.000Z', '2026-03-05T02:00:00.000Z', '2026-03-06T02:00:00.000Z'];
  const [first = '', second = '', third = ''] = days;
  const twice = () =>
    [first, second].reduce<readonly ComplaintEvent[]>(
      (events, at) => given(events).after(record(at), now(clara, at)),
      lookedInto,
    );

  test('begins again only when a head says so, whoever records the facts', () => {
    for (const by of [clara, sun, hana])
      given(twice())
        .when(record(third), now(by, third))
        .then([
          { type: 'NewFactsReceived', data: { confirmation: { rank: 'head' } } },
          { type: 'CaseEscalated', data: { to: 'head', because: 'new-facts' } },
        ]);
    given(twice())
      .when(record(third), now(head, third))
      .then(['NewFactsReceived', 'ClockRestarted']);
    const asked = given(twice()).after(record(third), now(clara, third));
    const receipt = twice().length;
    given(asked)
      .when(confirm(receipt), now(ranked, third))
      .then({ refused: 'rank-not-sufficient' });
    given(asked)
      .when(confirm(receipt), now(head, third))
      .then(['NewFactsConfirmed', 'ClockRestarted']);
  });
});

test('what was recorded before anybody had to confirm it moved the clocks at once, and still does', () => {
  const before: readonly ComplaintEvent[] = [
    ...lookedInto,
    { type: 'NewFactsReceived', data: { receivedAt: TUESDAY, by: 'hana' } },
  ];
  expect(given(before).state().intake).toMatchObject({ factsAt: [TUESDAY], unconfirmed: [] });
  expect(given(received).state().intake.factsAt).toEqual([]);
  const state = given(before).state();
  const recordedBy = { by: 'clara', undoesBreach: false };
  expect(confirmationOf(state, recordedBy, { now: LATER, actor: clara, rules })).toBeUndefined();
});
