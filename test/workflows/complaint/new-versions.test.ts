import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Regime } from '../../../regimes/regime.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { asRegime, atlantis } from '../../regimes/a-regime.ts';
import { caseRegimes } from '../../../workflows/complaint/case-regime.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { box, clara, given, hana, intake } from './a-case.ts';
import { told } from './told.ts';

/** Two versions of a regime nobody has: two months to answer, and from May on three weeks. */
const first = asRegime({ ...atlantis(), effectiveTo: '2026-04-30' });
const second = (running?: 'stay' | 'move'): Regime => {
  const [clock, ...others] = first.clocks;
  const shorter = { ...clock, length: { count: 9, unit: 'week' }, article: 'tide 20' };
  const transition = { running, limit: 'legal', article: 'tide 99', mark: 'V' };
  return asRegime({
    ...{ ...atlantis(), version: '2', effectiveFrom: '2026-05-01' },
    clocks: [shorter, ...others],
    ...(running && { transition }),
  });
};
const rulesOf = (...regimes: readonly Regime[]) =>
  ruleBook(
    regimes.map((regime) => ({
      regime,
      ground: { name: `regime:${regime.name}`, version: regime.version, sha256: '' },
    })),
  );

const RECEIVED = '2026-04-02T10:00:00.000Z';
const MAY: string = '2026-05-02T10:00:00.000Z';
const received: readonly ComplaintEvent[] = given().after(
  {
    type: 'ReceiveComplaint',
    data: { ...intake, receivedAt: RECEIVED, regime: 'atlantis-2030', kinds: ['dry'] },
  },
  { at: RECEIVED, by: clara, rules: rulesOf(first) },
);
const adopt = { type: 'AdoptNewVersions', data: {} } as const;

test('a case stays bound to the version under which its clock started', () => {
  for (const running of [undefined, 'stay'] as const)
    given(received)
      .when(adopt, { at: MAY, rules: rulesOf(first, second(running)) })
      .then([]);
  const extend = {
    type: 'RequestExtension',
    data: { clock: 'surface', step: 'storm', reasons: box('Storm.') },
  } as const;
  const assigned: readonly ComplaintEvent[] = [
    ...received,
    { type: 'CaseAssigned', data: { handler: 'hana', unit: 'sea', by: 'sun' } },
  ];
  given(assigned)
    .when(extend, { at: MAY, by: hana, rules: rulesOf(first, second('stay')) })
    .then([{ type: 'ExtensionRequested', data: { step: 'storm' } }]);
  expect(given(received).state().clocks[0]).toMatchObject({ version: '1', lastDay: '2026-06-02' });
});

test('a version that takes running clocks over counts them anew, once, with its article', () => {
  const rules = rulesOf(first, second('move'));
  given(received).when(adopt, { at: '2026-04-30T10:00:00.000Z', rules }).then([]);
  given(received)
    .when(adopt, { at: MAY, rules })
    .then([
      {
        type: 'RegimeVersionAdopted',
        data: { regime: 'atlantis-2030', before: '1', after: '2', article: 'tide 99', mark: 'V' },
      },
      {
        type: 'ClockMoved',
        data: {
          ...{ clock: 'surface', startsAt: RECEIVED, lastDay: '2026-06-04' },
          ...{ because: 'new-version', basis: 2, article: 'tide 20' },
        },
      },
    ]);
  const adopted = given(received).after(adopt, { at: MAY, rules });
  expect(given(adopted).state().clocks[0]).toMatchObject({ version: '2', lastDay: '2026-06-04' });
  given(adopted).when(adopt, { at: MAY, rules }).then([]);
});

test('what is breached stays as it was', () => {
  const breached = given(received).after(
    { type: 'RecordBreach', data: { clock: 'surface' } },
    { at: '2026-06-03T00:59:59.999Z' },
  );
  given(breached)
    .when(adopt, { at: '2026-06-03T10:00:00.000Z', rules: rulesOf(first, second('move')) })
    .then([]);
});

test('after an adoption the case comes under the new version, though a clock stays under the old one', () => {
  const greeting = (regime: Regime): Regime => {
    const [clock, ...others] = regime.clocks;
    const length = { count: 1, unit: 'week' } as const;
    const greet = { ...clock, name: 'greet', metBy: ['acknowledged'], length, extensions: [] };
    return asRegime({ ...regime, clocks: [greet, clock, ...others] });
  };
  const rules = rulesOf(greeting(first), greeting(second('move')));
  const data = { ...intake, receivedAt: RECEIVED, regime: 'atlantis-2030', kinds: ['dry'] };
  const greeted = given().after(
    { type: 'ReceiveComplaint', data },
    { at: RECEIVED, by: clara, rules },
  );
  const breach = { type: 'RecordBreach', data: { clock: 'greet' } } as const;
  const late = given(greeted).after(breach, { at: '2026-04-30T10:00:00.000Z', rules });
  const state = given(given(late).after(adopt, { at: MAY, rules })).state();
  expect(state.clocks.map(({ name, version }) => [name, version])).toEqual([
    ['greet', '1'],
    ['surface', '2'],
  ]);
  expect(caseRegimes(state, rules).map(({ version }) => version)).toEqual(['2']);
});

describe('the timeline of a clock', () => {
  const rules = rulesOf(first, second('move'));
  const adopted = given(received).after(adopt, { at: MAY, rules });

  test('names the version that counted each date, and tells the adoption', () => {
    const [timeline] = timelineOf(told(adopted, MAY));
    expect(timeline?.version).toBe('2');
    expect(
      timeline?.moments.map(({ event, version, lastDay, article, datum }) => [
        ...[event, version, lastDay],
        ...[article, datum],
      ]),
    ).toEqual([
      ['ClockStarted', '1', '2026-06-02', 'tide 2', 'clocks.surface'],
      ['RegimeVersionAdopted', '1', '2026-06-02', 'tide 99', 'transition'],
      ['ClockMoved', '2', '2026-06-04', 'tide 20', 'clocks.surface'],
    ]);
    expect(timeline?.moments[1]?.explained).toEqual({
      en: [expect.stringContaining('Version 2 of atlantis-2030 takes it over from version 1')],
      zh: [expect.stringContaining('自此适用 atlantis-2030 的 2 版（原为 1 版）')],
    });
  });

  test('says by what a date stands that the new version counts alike', () => {
    const alike = asRegime({
      ...first,
      ...{ version: '2', effectiveFrom: '2026-05-01', effectiveTo: undefined },
      transition: { running: 'move', limit: 'legal', article: 'tide 99', mark: 'V' },
    });
    const events = given(received).after(adopt, { at: MAY, rules: rulesOf(first, alike) });
    expect(events.at(-1)).toMatchObject({
      type: 'ClockMoved',
      data: { dueAt: '2026-06-02T23:59:59.999Z', before: '2026-06-02T23:59:59.999Z' },
    });
    expect(timelineOf(told(events, MAY))[0]?.version).toBe('2');
  });

  test('keeps the version of a date that nothing counted anew', () => {
    const clocks = second('move').clocks.map((clock) => ({ ...clock, name: 'dive' }));
    const without = asRegime({ ...second('move'), clocks });
    const events = given(received).after(adopt, { at: MAY, rules: rulesOf(first, without) });
    expect(events.at(-1)?.type).toBe('RegimeVersionAdopted');
    expect(given(events).state().clocks[0]?.version).toBe('2');
    const [timeline] = timelineOf(told(events, MAY));
    expect([timeline?.version, timeline?.lastDay]).toEqual(['1', '2026-06-02']);
  });
});
