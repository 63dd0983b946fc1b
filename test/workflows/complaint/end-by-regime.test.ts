import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { asRegime, atlantis } from '../../regimes/a-regime.ts';
import { TUESDAY, box, clara, given, intake, lookedInto, sun } from './a-case.ts';

const RECEIVED = '2026-03-02T09:00:00.000Z';
const LATER = '2026-03-04T02:00:00.000Z';
const SUMMARY = ['resolved', 'ombudsman-right', 'time-limits', 'leaflet'];
const withdraw = {
  type: 'WithdrawComplaint',
  data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
} as const;

const resolved: ComplaintCommand = {
  type: 'EndWithoutDecision',
  data: {
    ...{ ground: 'early-resolution', at: TUESDAY, reasons: intake.reference },
    ...{ letter: intake.reference, covers: SUMMARY },
    accepted: {
      ...{ who: 'complainant', channel: 'phone' },
      proof: { deed: 'dialled', evidence: intake.reference },
    },
  },
};

/** The tenth regime with one more datum: how a withdrawal ends its clocks. */
const withdrawal = (how: object) => ({
  ...atlantis(),
  endings: [
    {
      name: 'ebb',
      title: { en: 'Taken back', zh: '撤回' },
      ground: 'withdrawal',
      effect: 'case-ends',
      limit: 'legal',
      article: 'tide 5',
      mark: 'V',
      ...how,
    },
  ],
});
const rulesWith = (tenth: unknown) =>
  ruleBook([
    ...readShelf(REGIMES),
    ...readCalendars(CALENDARS),
    {
      regime: asRegime(tenth),
      ground: { name: 'regime:atlantis-2030', version: '1', sha256: 'a' },
    },
  ]);
const rules = rulesWith(atlantis());

const received = (
  [regime = '', ...overlays]: readonly string[],
  book = rules,
): readonly ComplaintEvent[] => [
  ...given().after(
    { type: 'ReceiveComplaint', data: { ...intake, receivedAt: RECEIVED, regime, overlays } },
    { at: RECEIVED, by: clara, rules: book },
  ),
  { type: 'CaseAssigned', data: { handler: 'hana', unit: 'complaints', by: 'sun' } },
];
const stands = (events: readonly ComplaintEvent[]) => {
  const { status, clocks, after, handler } = given(events).state();
  const running = clocks.filter(({ stopped }) => !stopped).map(({ name }) => name);
  return { status, running, goesOnFor: after.goesOnFor, handler };
};

describe('a withdrawal', () => {
  test('ends the case on the day it was received, and says by which rule (Order 2020-3 art. 15)', () => {
    const rule = { article: 'Order 2020-3 art. 15', mark: 'V' };
    given(lookedInto)
      .when(withdraw, { at: LATER, by: clara })
      .then([
        {
          type: 'ComplaintWithdrawn',
          data: {
            ...rule,
            endsFor: [{ regime: 'cn-nfra-2020', ending: 'withdrawal', ...rule }],
          },
        },
        { type: 'ClockStopped', data: { at: TUESDAY } },
        'RetentionBegun',
      ]);
    expect(stands(given(lookedInto).after(withdraw, { at: LATER, by: clara }))).toMatchObject({
      status: 'withdrawn',
      running: [],
      goesOnFor: null,
    });
  });

  test('leaves the clocks of a regime that knows none, with somebody to answer for them', () => {
    const both = received(['cn-nfra-2020', 'uk-fca-disp']);
    const events = given(both).after(withdraw, { at: LATER, by: clara });
    expect(events.slice(both.length)).toMatchObject([
      { type: 'ComplaintWithdrawn', data: { goesOnFor: ['uk-fca-disp'] } },
      { type: 'ClockStopped', data: { clock: 'decide', at: TUESDAY } },
    ]);
    expect(stands(events)).toStrictEqual({
      status: 'open',
      running: ['final-response.uk-fca-disp', 'summary-resolution.uk-fca-disp'],
      goesOnFor: ['uk-fca-disp'],
      handler: 'hana',
    });
    const awaited = complaint.deadlines(given(events).state()).map(({ name }) => name);
    expect(awaited).toContainEqual(expect.stringMatching(/^final-response\.uk-fca-disp-breach@/));
    given(events).when(withdraw, { at: LATER, by: clara }).then([]);
  });

  test('of a case that no regime lets end so is told all the same, and the case goes on', () => {
    const events = given(received(['uk-fca-disp'])).after(withdraw, { at: LATER, by: sun });
    expect(stands(events)).toMatchObject({ status: 'open', goesOnFor: ['uk-fca-disp'] });
    expect(given(events).state().after.withdrawnAt).toBe(TUESDAY);
  });

  test('ends what only adds to a regime with it, and not before the last of them', () => {
    for (const overlay of ['cn-circ-life-2010', 'iso-10002'])
      expect(
        stands(
          given(received(['cn-nfra-2020', overlay])).after(withdraw, { at: LATER, by: clara }),
        ),
      ).toMatchObject({ status: 'withdrawn', running: [] });
    const three = received(['cn-nfra-2020', 'uk-fca-disp', 'iso-10002']);
    expect(stands(given(three).after(withdraw, { at: LATER, by: clara }))).toMatchObject({
      status: 'open',
      goesOnFor: ['uk-fca-disp', 'iso-10002'],
    });
  });

  test('takes effect when it is recorded where the regime does not say that day', () => {
    for (const [how, at] of [
      [{ sameDay: true }, TUESDAY],
      [{}, LATER],
    ] as const) {
      const book = rulesWith(withdrawal(how));
      const both = received(['cn-nfra-2020', 'atlantis-2030'], book);
      given(both)
        .when(withdraw, { at: LATER, by: clara, rules: book })
        .then([
          'ComplaintWithdrawn',
          { type: 'ClockStopped', data: { clock: 'decide', at: TUESDAY } },
          { type: 'ClockStopped', data: { clock: 'surface.atlantis-2030', at } },
          'RetentionBegun',
        ]);
    }
  });

  test('ends nothing under a regime that asks for more than a withdrawal', () => {
    const notices = [{ ...(atlantis()['notices'] as object[])[0], name: 'farewell' }];
    const asks = { ...withdrawal({ letter: 'farewell' }), notices };
    const clocks = structuredClone(atlantis()['clocks']) as { extensions: object[] }[];
    for (const clock of clocks) clock.extensions = [];
    const book = rulesWith({ ...asks, clocks });
    const both = received(['cn-nfra-2020', 'atlantis-2030'], book);
    const events = given(both).after(withdraw, { at: LATER, by: clara, rules: book });
    expect(stands(events)).toMatchObject({ status: 'open', running: ['surface.atlantis-2030'] });
  });
});

test('a merged case goes on under a regime that knows no merging (Order 2020-3 art. 18)', () => {
  const both = received(['cn-nfra-2020', 'uk-fca-disp']);
  const asked = given(both).after(
    { type: 'MergeIntoCase', data: { into: '00000000000B', reasons: intake.reference } },
    { at: TUESDAY, by: sun },
  );
  const answer = {
    type: 'RecordMergeAnswer',
    data: { merge: both.length, outcome: { status: 'recorded' } },
  } as const;
  const events = given(asked).after(answer, { at: LATER });
  expect(events.at(both.length + 1)).toMatchObject({
    type: 'CaseMerged',
    data: {
      endsFor: [{ regime: 'cn-nfra-2020', ending: 'same-facts' }],
      goesOnFor: ['uk-fca-disp'],
    },
  });
  expect(stands(events)).toMatchObject({
    status: 'open',
    running: ['final-response.uk-fca-disp', 'summary-resolution.uk-fca-disp'],
  });
});

test('whatever regimes a case comes under, an ending stops the clocks of those that know it alone', () => {
  const shelf = readShelf(REGIMES).map(({ regime }) => regime);
  const names = shelf.map(({ name }) => name);
  const endings: readonly ComplaintCommand[] = [
    withdraw,
    resolved,
    {
      type: 'EndWithoutDecision',
      data: {
        ...{ ground: 'no-standing', at: TUESDAY, reasons: intake.reference },
        ...{ letter: intake.reference, covers: [] },
      },
    },
  ];
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...endings),
      (chosen, command) => {
        const context = { now: RECEIVED, actor: clara, rules };
        const data = { ...intake, receivedAt: RECEIVED, regime: chosen[0] ?? '' };
        const receive = {
          type: 'ReceiveComplaint',
          data: { ...data, overlays: chosen.slice(1) },
        } as const;
        fc.pre(!('refused' in complaint.decide(given().state(), receive, context)));
        const before = received(chosen);
        const decision = complaint.decide(given(before).state(), command, {
          ...{ now: LATER, actor: sun, rules },
        });
        const ground = 'ground' in command.data ? command.data.ground : 'withdrawal';
        const knows = (name: string) =>
          shelf.some((one) => one.name === name && one.endings?.some((e) => e.ground === ground));
        const adds = (name: string) =>
          shelf.some((one) => one.name === name && one.over !== undefined);
        if ('refused' in decision) {
          expect(decision.refused.code).toBe('no-such-ending');
          expect(chosen.some(knows)).toBe(false);
          return;
        }
        const state = toldOf([...before, ...decision.events]);
        for (const clock of state.clocks) {
          const goesOn = state.after.goesOnFor?.includes(clock.regime) === true;
          expect(clock.stopped).toBe(!goesOn);
          if (!adds(clock.regime)) expect(knows(clock.regime)).toBe(clock.stopped);
        }
        expect(state.status === 'open').toBe(state.clocks.some(({ stopped }) => !stopped));
      },
    ),
    { numRuns: 200 },
  );
});

test('new facts begin no clock again of a regime for which the case has ended, told or not', () => {
  const both = received(['cn-nfra-2020', 'sg-mas-2021']);
  const facts = { receivedAt: '2026-03-03T02:00:00.000Z', facts: intake.reference };
  const noStanding = { ground: 'no-standing', at: LATER, reasons: intake.reference } as const;
  const ended = given(both).after(
    {
      type: 'EndWithoutDecision',
      data: { ...noStanding, letter: intake.reference, covers: [] },
    },
    { at: LATER, by: sun },
  );
  const { clocks, letters } = given(ended).state();
  const runs = clocks.find(({ regime, stopped }) => regime === 'cn-nfra-2020' && !stopped);
  expect(runs?.name).toBe('decide');
  const sent = { letter: 'ending', order: letters[0]?.order ?? 0, commitment: 'ab' } as const;
  const told = given(ended).after(
    { type: 'RecordLetterSent', data: { ...sent, sentAt: LATER } },
    { at: LATER },
  );
  for (const events of [ended, told])
    given(events)
      .when({ type: 'RecordNewFacts', data: facts }, { at: LATER, by: clara })
      .then(['NewFactsReceived']);
});

/** The case once its end was told, where its clocks run until it is. */
function toldOf(ended: readonly ComplaintEvent[]) {
  const { after, letters } = given(ended).state();
  const [letter] = letters;
  if (letter === undefined || after.untold === null) return given(ended).state();
  const sent = { letter: letter.letter, order: letter.order, sentAt: LATER, commitment: 'ab' };
  return given(given(ended).after({ type: 'RecordLetterSent', data: sent }, { at: LATER })).state();
}

test('who was shown the way to an ombudsman keeps his time when the rest of the case is withdrawn', () => {
  const both = received(['cn-nfra-2020', 'uk-fca-disp']);
  const ended = given(both).after(resolved, { at: LATER, by: sun });
  const order = given(ended).state().letters[0]?.order ?? 0;
  const sent = { letter: 'ending', order, commitment: 'ab', sentAt: LATER } as const;
  const shown = given(ended).after({ type: 'RecordLetterSent', data: sent }, { at: LATER });
  const ombudsman = 'ombudsman.uk-fca-disp';
  expect(stands(shown).running).toEqual(['decide', ombudsman]);
  const withdrawnAt = '2026-03-05T02:00:00.000Z';
  const data = { ...withdraw.data, withdrawnAt };
  const withdrawn = given(shown).after({ ...withdraw, data }, { at: withdrawnAt, by: clara });
  expect(stands(withdrawn)).toMatchObject({ status: 'withdrawn', running: [ombudsman] });
});
