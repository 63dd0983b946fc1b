import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../events/envelope.ts';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { STARTS } from '../../../regimes/clock.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { asRegime, atlantis, shipped } from '../../regimes/a-regime.ts';
import {
  DUE_AT,
  RECEIVED_AT,
  TUESDAY,
  box,
  clara,
  classification,
  given,
  hana,
  head,
  intake,
  letter,
  proposal,
  sun,
} from './a-case.ts';

const life = { ...intake, overlays: ['cn-circ-life-2010'] };
const received = given().after(
  { type: 'ReceiveComplaint', data: life },
  { at: '2026-03-02T02:30:00.000Z', by: clara },
);
const now = (by = clara, at = TUESDAY) => ({ at, by });
const triage = {
  type: 'TriageComplaint',
  data: { parts: [{ kind: 'complaint', way: 'accepted', matter: box('The premium.') }] },
} as const;
const assign = {
  type: 'AssignCase',
  data: { handler: 'hana', unit: 'consumer-protection' },
} as const;
const classify = { type: 'ClassifyComplaint', data: classification } as const;
const answer = {
  type: 'ClockStarted',
  data: {
    clock: 'answer.cn-circ-life-2010',
    regime: 'cn-circ-life-2010',
    startsAt: TUESDAY,
    lastDay: '2026-03-17',
    limit: 'target',
    article: 'Order 2010-4 art. 29; a target, since Order 2020-3 art. 45 makes earlier rules yield',
  },
} as const;

describe('the answer to a policyholder (Order 2010-4 art. 29)', () => {
  test('is due ten working days after acceptance, not after receipt', () => {
    expect(received.map(({ type }) => type)).toEqual(['ComplaintReceived', 'ClockStarted']);
    given(received).when(triage, now()).then(['ComplaintTriaged', answer]);
  });

  test('and where nobody triaged, after the case was first assigned or classified', () => {
    given(received).when(assign, now(sun)).then(['CaseAssigned', answer]);
    given(received).when(classify, now(hana)).then(['ComplaintClassified', answer]);
  });

  test('begins once, whoever comes after', () => {
    const accepted = given(received).after(triage, now());
    const later = '2026-03-04T02:00:00.000Z';
    given(accepted).when(assign, now(sun, later)).then(['CaseAssigned']);
    given(accepted).when(triage, now(clara, later)).then(['ComplaintTriaged']);
    expect(given(given(accepted).after(assign, now(sun, later))).state().clocks).toHaveLength(2);
  });

  test('does not touch the clock that law counts from receipt', () => {
    const { clocks } = given(given(received).after(triage, now())).state();
    expect(clocks.map(({ name, dueAt }) => [name, dueAt])).toEqual([
      ['decide', DUE_AT],
      ['answer.cn-circ-life-2010', '2026-03-17T15:59:59.999Z'],
    ]);
  });

  test('that is late is past a target and no breach of law', () => {
    const accepted = given(received).after(triage, now());
    const breaches = complaint
      .deadlines(given(accepted).state())
      .filter(({ command }) => command.type === 'RecordBreach');
    expect(breaches).toHaveLength(2);
    given(accepted)
      .when(
        { type: 'RecordBreach', data: { clock: 'answer.cn-circ-life-2010' } },
        { at: '2026-03-17T15:59:59.999Z' },
      )
      .then([{ type: 'DeadlineBreached', data: { limit: 'target' } }]);
  });

  test('waits where its calendar does not cover the days', () => {
    const unpublished = '2026-12-30T02:00:00.000Z';
    given(received)
      .when(triage, now(clara, unpublished))
      .then(['ComplaintTriaged', { type: 'ClockWaits', data: { calendar: 'cn-mainland' } }]);
  });
});

/** A regime with one clock for each thing that can start one. */
const everyStart = asRegime({
  ...atlantis(),
  clocks: STARTS.map((startsWith) => ({
    ...{ name: `from-${startsWith}`, title: { en: 'A clock', zh: '时限' }, startsWith },
    ...{ length: { count: 2, unit: 'month' }, startDayCounts: false, metBy: ['reported'] },
    ...{ limit: 'legal', article: 'tide 2', mark: 'S' },
    ...{ extensions: [], warnings: [], ladder: [] },
  })),
  review: {
    ...{ title: { en: 'Review', zh: '核查' }, against: 'any', form: 'any' },
    requestClock: 'from-told',
    ...{ limit: 'legal', article: 'tide 9', mark: 'V' },
  },
});

const rules = ruleBook(
  [everyStart, shipped('iso-10002')].map((regime) => ({
    regime,
    ground: { name: `regime:${regime.name}`, version: regime.version, sha256: 'a' },
  })),
);
const PASSED_ON_AT = '2026-03-01T01:30:00.000Z';
const NEW_AT = '2026-03-02T03:00:00.000Z';

type Events = readonly ComplaintEvent[];
const place = (events: Events, type: ComplaintEvent['type']) =>
  events.findLastIndex((event) => event.type === type);

/** A case in the order in which it happens: who says what, and which clocks that starts, from when on. */
const story: readonly {
  readonly by: Actor;
  readonly say: (events: Events) => ComplaintCommand;
  readonly starts?: { readonly [start: string]: string };
}[] = [
  {
    by: clara,
    say: () => ({
      type: 'ReceiveComplaint',
      data: {
        ...{ ...intake, regime: everyStart.name, receivedAt: RECEIVED_AT },
        ...{ regulatorReceivedAt: PASSED_ON_AT, sentToFirmAt: NEW_AT },
      },
    }),
    starts: {
      received: RECEIVED_AT,
      'sent-to-firm': NEW_AT,
      'regulator-received': PASSED_ON_AT,
    },
  },
  {
    by: sun,
    say: () => ({ type: 'AssignCase', data: { handler: 'hana', unit: 'shells' } }),
    starts: { accepted: TUESDAY },
  },
  {
    by: clara,
    say: () => ({
      type: 'AskForMaterials',
      data: { materials: ['signature', 'contract'], held: [] },
    }),
  },
  { by: clara, say: () => ({ type: 'RecordMaterials', data: { materials: ['contract'] } }) },
  {
    by: clara,
    say: () => ({ type: 'RecordMaterials', data: { materials: ['signature'] } }),
    starts: { 'materials-complete': TUESDAY },
  },
  {
    by: clara,
    say: () => ({
      type: 'RecordNewFacts',
      data: { facts: box('A recording.'), receivedAt: NEW_AT },
    }),
    starts: { 'new-facts': NEW_AT },
  },
  { by: hana, say: () => ({ type: 'ClassifyComplaint', data: classification }) },
  { by: hana, say: () => ({ type: 'RecordFinding', data: { finding: box('Taken twice.') } }) },
  {
    by: hana,
    say: (events) => ({
      type: 'ProposeDecision',
      data: { ...proposal, restsOn: [place(events, 'FindingRecorded')] },
    }),
  },
  {
    by: head,
    say: (events) => ({
      type: 'SignOff',
      data: {
        proposal: place(events, 'DecisionProposed'),
        letterCommitment: letter.commitment,
      },
    }),
    starts: { decided: TUESDAY },
  },
  {
    by: hana,
    say: () => ({ type: 'RecordTelling', data: { channel: 'post', toldAt: TUESDAY } }),
    starts: { told: TUESDAY, 'final-response-sent': TUESDAY },
  },
  {
    by: clara,
    say: () => ({
      type: 'RequestReview',
      data: {
        ...{ requestedAt: TUESDAY, decidedBy: 'branch', form: 'written' },
        grounds: box('No interest.'),
      },
    }),
    starts: { 'review-requested': TUESDAY },
  },
];

const startedIn = (events: Events) =>
  Object.fromEntries(
    events.flatMap((event) =>
      event.type === 'ClockStarted' ? [[event.data.clock, event.data.startsAt]] : [],
    ),
  );

describe('each thing that can start a clock', () => {
  test('does so by a command of the case, from its own instant on', () => {
    let events: Events = [];
    for (const { by, say, starts = {} } of story) {
      const before = events.length;
      events = given(events).after(say(events), { at: TUESDAY, by, rules });
      const expected = Object.entries(starts).map(([start, at]) => [`from-${start}`, at]);
      expect(startedIn(events.slice(before))).toEqual(Object.fromEntries(expected));
    }
    expect(Object.keys(startedIn(events)).toSorted()).toEqual(
      STARTS.filter((start) => start !== 'summary-sent' && start !== 'delay-explained')
        .map((start) => `from-${start}`)
        .toSorted(),
    );
  });

  test('does so for the regimes that lie over a case too', () => {
    const [receipt] = story;
    const [said] = [receipt?.say([])];
    const overlays = [everyStart.name];
    const data = { ...(said?.data as typeof intake), regime: 'iso-10002', overlays };
    const command = { type: 'ReceiveComplaint', data } as const;
    const events = given().after(command, { at: TUESDAY, by: clara, rules });
    expect(startedIn(events)).toMatchObject({
      'from-regulator-received.atlantis-2030': PASSED_ON_AT,
    });
  });
});
