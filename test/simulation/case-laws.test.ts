import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../events/envelope.ts';
import type { Actor } from '../../events/envelope.ts';
import {
  agreedDayMoved,
  brokenBonds,
  mergedAlone,
  restartedAlone,
  reviewedAlone,
  runsInPause,
  untoldRegimes,
} from '../../simulation/case-laws.ts';
import {
  DUE_AT,
  TUESDAY,
  box,
  clara,
  given,
  hana,
  lookedInto,
  receivedUnder,
  rules,
  sun,
  told,
} from '../workflows/complaint/a-case.ts';
import { assigned, proposed, signedOff } from '../workflows/complaint/a-review.ts';

const META = {
  submission: { id: 'person:test:1', command: 0, of: 1 },
  ...{ occurredAt: TUESDAY, decidedAt: TUESDAY, grounds: [] },
};
const laws = (events: readonly ComplaintEvent[], type: string, by: string) =>
  reviewedAlone(given(events).state(), { type, data: { by }, revision: 15 }).map(({ law }) => law);

test('a review that one person signs off alone, or that somebody of the first instance does, breaks a law', () => {
  expect(laws(proposed, 'ReviewSignedOff', 'rosa')).toEqual([]);
  for (const by of ['renata', 'hana', 'sun'])
    expect(laws(proposed, 'ReviewSignedOff', by)).toEqual(['review-by-two']);
});

test('a review that is told though nobody signed it off breaks a law', () => {
  expect(laws(signedOff, 'ReviewTold', 'clara')).toEqual([]);
  for (const events of [assigned, proposed])
    expect(laws(events, 'ReviewTold', 'clara')).toEqual(['review-by-two']);
});

test('a clock that has more time by what its handler alone recorded breaks a law', () => {
  const by = ({ id, role }: Actor, because: string, type = 'ClockRestarted') =>
    restartedAlone(
      given(told).state(),
      {
        ...{ type, data: { because }, revision: 15 },
        meta: { ...META, actor: { ...hana, id, role } },
      },
      [],
    ).map(({ law }) => law);
  expect(by(hana, 'new-facts')).toEqual(['time-by-two']);
  expect(by(hana, 'dispute')).toEqual([]);
  for (const other of [clara, sun]) expect(by(other, 'new-facts')).toEqual([]);
  for (const [because, type] of [
    ['mediation', 'BreachRevoked'],
    ['satisfied-in-time-recorded-late', 'BreachRevoked'],
    ['done-in-time-recorded-late', 'NonRoutineOverdueRevoked'],
  ] as const) {
    for (const one of [hana, clara]) expect(by(one, because, type)).toEqual(['time-by-two']);
    for (const other of [sun, ENGINE]) expect(by(other, because, type)).toEqual([]);
  }
});

test('a clock that is paused by whoever handles the case breaks a law, but for a mediation that he records', () => {
  const paused = (actor: Actor, first = 'ClockPaused') => {
    const meta = { ...META, actor };
    const event = { type: 'ClockPaused', data: { pause: 'expert-work' }, revision: 16, meta };
    const known = [{ type: first, data: {}, revision: 15, meta }, event];
    return restartedAlone(given(lookedInto).state(), event, known).map(({ law }) => law);
  };
  expect(paused(hana)).toEqual(['time-by-two']);
  expect(paused(sun)).toEqual([]);
  expect(paused(hana, 'MediationBegun')).toEqual([]);
});

test('time that a handler grants himself, or agrees on himself, breaks a law', () => {
  const asked = (by: string) => ({
    ...given(lookedInto).state(),
    extension: { clock: 'decide', step: 'complex', by, request: 5, notice: null, grantedAt: null },
  });
  const laws = (asker: string, type: string, data: object = {}, by = hana) =>
    restartedAlone(
      asked(asker),
      { type, data: { ...data }, revision: 6, meta: { ...META, actor: by } },
      [],
    ).map(({ law }) => law);
  expect(laws('sun', 'ExtensionGranted')).toEqual(['time-by-two']);
  expect(laws('hana', 'ExtensionGranted')).toEqual([]);
  expect(laws('hana', 'ExtensionGranted', {}, sun)).toEqual([]);
  const agreed = { because: 'agreed-otherwise' };
  expect(laws('hana', 'ClockMoved', agreed)).toEqual(['time-by-two']);
  expect(laws('hana', 'ClockMoved', agreed, sun)).toEqual([]);
  expect(laws('hana', 'ClockMoved', { because: 'fact-corrected' })).toEqual([]);
});

test('a breach undone by facts that one person alone vouches for breaks a law, whoever he is', () => {
  const said = (type: string, revision: number, data: object, id: string, submission: string) => ({
    ...{ type, revision, data: { ...data } },
    meta: { ...META, submission: { id: submission, command: 0, of: 1 }, actor: { ...hana, id } },
  });
  const undone = (by: string, ...before: readonly ReturnType<typeof said>[]) => {
    const revoked = said('BreachRevoked', 17, { because: 'new-facts' }, by, 'two');
    const known = [...before, revoked];
    return restartedAlone(given(told).state(), revoked, known).map(({ law }) => law);
  };
  const received = said('NewFactsReceived', 15, { by: 'clara' }, 'clara', 'one');
  const confirmed = (by: string) => said('NewFactsConfirmed', 16, { receipt: 15 }, by, 'two');
  expect(undone('sun', received, confirmed('sun'))).toEqual([]);
  expect(undone('clara', received, confirmed('clara'))).toEqual(['time-by-two']);
  expect(undone('hana', received, confirmed('hana'))).toEqual(['time-by-two']);
  const atOnce = said('NewFactsReceived', 16, { by: 'sun' }, 'sun', 'two');
  expect(undone('sun', atOnce)).toEqual(['time-by-two']);
});

test('a case that its handler merges into one that the house did not find alike breaks a law', () => {
  const { intake, ...state } = given(lookedInto).state();
  const by = (id: string, into = '000000000001', type = 'MergeAsked') =>
    mergedAlone(
      { ...state, intake: { ...intake, alike: ['000000000002'] } },
      { ...{ type, data: { into }, revision: 5 }, meta: { ...META, actor: { ...hana, id } } },
    ).map(({ law }) => law);
  expect(by('hana')).toEqual(['merge-by-two']);
  expect(by('hana', '000000000002')).toEqual([]);
  expect(by('hana', '000000000001', 'CaseLinked')).toEqual([]);
  expect(by('sun')).toEqual([]);
});

test('a day agreed that anything else than an agreement brings forward, or holds, breaks a law', () => {
  const { clocks, ...state } = given(lookedInto).state();
  const by = (type: string, data: object, agreedOn: string | null = '2026-03-17') =>
    agreedDayMoved(
      { ...state, clocks: clocks.map((clock) => ({ ...clock, agreedOn })) },
      { type, data: { clock: 'decide', ...data }, revision: 5 },
    ).map(({ law }) => law);
  const [dueAt, earlier] = [DUE_AT, { dueAt: '2026-03-17T15:59:59.998Z' }];
  expect(by('ClockRestarted', earlier)).toEqual(['agreed-day-stands']);
  expect(by('ClockPaused', {})).toEqual(['agreed-day-stands']);
  expect(by('ClockRestarted', { dueAt })).toEqual([]);
  expect(by('ClockMoved', { ...earlier, because: 'agreed-otherwise' })).toEqual([]);
  expect(by('ClockRestarted', { ...earlier, clock: 'acknowledge' })).toEqual([]);
  expect(by('ClockRestarted', earlier, null)).toEqual([]);
});

const coming = { regime: 'iso-10002', effectiveFrom: '2026-04-01', longerBy: 1 } as const;
const version = 'from 2026-04-01';
const before = given(receivedUnder('cn-nfra-2020', 'iso-10002')).state();
const ofVersion = (regime: string) => ({
  ...before,
  clocks: before.clocks.map((clock) => (clock.regime === regime ? { ...clock, version } : clock)),
});

test('a clock of any regime of the case that changes its version breaks a law, unless that is adopted', () => {
  const adopted = {
    type: 'RegimeVersionAdopted',
    data: { regime: 'iso-10002', after: version },
    revision: 9,
  };
  const noted = { type: 'FindingRecorded', data: {}, revision: 9 };
  const [move, stay] = [
    { ...coming, running: 'move' } as const,
    { ...coming, running: 'stay' } as const,
  ];
  const after = ofVersion('iso-10002');
  expect(brokenBonds(before, after, adopted, move)).toEqual([]);
  expect(brokenBonds(before, before, noted, move)).toEqual([]);
  for (const broken of [
    brokenBonds(before, after, noted, move),
    brokenBonds(before, ofVersion('cn-nfra-2020'), adopted, move),
    brokenBonds(before, after, adopted, stay),
    brokenBonds(before, after, adopted, undefined),
  ])
    expect(new Set(broken.map(({ law }) => law))).toEqual(new Set(['version-bound']));
});

test('a decision told while a regime that asks for it is left unmet breaks a law', () => {
  expect(untoldRegimes(before)).toEqual([]);
  expect(untoldRegimes(given(told).state())).toEqual([]);
  expect(untoldRegimes({ ...before, told: true }).map(({ law }) => law)).toContain(
    'telling-meets-all',
  );
});

test('a clock that runs while a pause in force names it breaks a law', () => {
  const begun = given(lookedInto).after(
    {
      type: 'BeginMediation',
      data: {
        ...{ body: 'm', appliedAt: TUESDAY },
        ...{ complainantAgrees: true, agreement: box('Signed.') },
      },
    },
    { at: TUESDAY, by: hana },
  );
  const state = given(begun).state();
  const runs = { ...state, clocks: state.clocks.map((clock) => ({ ...clock, paused: null })) };
  const laws = (one: typeof state, at = TUESDAY) =>
    runsInPause(one, at, rules).map(({ law }) => law);
  expect(laws(state)).toEqual([]);
  expect(laws(runs)).toEqual(['still-in-pause']);
  const mediations = state.after.mediations.map((one) => ({ ...one, ended: true }));
  expect(laws({ ...runs, after: { ...state.after, mediations } })).toEqual([]);
  // What is over, or has not begun, stands still no more.
  expect(laws(runs, '2026-03-18T02:00:00.000Z')).toEqual([]);
});
