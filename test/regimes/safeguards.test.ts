import { describe, expect, test } from 'vitest';
import { readRegime } from '../../regimes/faults.ts';
import { atlantis, changed } from './a-regime.ts';
import type { Loose } from './a-regime.ts';

const faultsOf = (value: Loose) => {
  const found = readRegime(value);
  return 'faults' in found ? found.faults.map((fault) => `${fault.path}: ${fault.message}`) : [];
};
const surface = (atlantis()['clocks'] as Loose[])[0] ?? {};
const clocks = (...changes: readonly object[]) =>
  faultsOf({ ...atlantis(), clocks: changes.map((change) => ({ ...surface, ...change })) });

describe('a pause stops a clock only of who was told, or agreed', () => {
  const pause = (startsWith: string, endsWith: string, preconditions: readonly string[]) =>
    faultsOf({
      ...atlantis(),
      pauses: [
        {
          ...{ name: 'ebb', title: { en: 'Ebb', zh: '退潮' }, clocks: ['surface'] },
          ...{ startsWith, endsWith, preconditions },
          ...{ limit: 'legal', article: 'tide 7', mark: 'V' },
        },
      ],
    });

  test.each([
    ['expert-work-started', 'expert-work-ended'],
    ['mediation-requested', 'mediation-ended'],
  ])('%s', (starts, ends) => {
    expect(pause(starts, ends, [])).toEqual([
      'pauses.ebb.preconditions: must name one: no clock stops unless the complainant was told, or agreed',
    ]);
    expect(pause(starts, ends, ['complainant-told'])).toEqual([]);
    expect(pause(starts, ends, ['complainant-told', 'complainant-agreed'])).toEqual([]);
  });
});

describe('who signs', () => {
  const silent = changed(atlantis(), 'signOff', undefined);

  test('is said by every regime that leads', () => {
    expect(faultsOf(silent)).toEqual([
      'signOff: is missing: a regime that is no overlay says who signs a decision',
    ]);
  });

  test('is left by an overlay to what it is over', () => {
    for (const over of [[], ['cn-nfra-2020']]) expect(faultsOf({ ...silent, over })).toEqual([]);
  });
});

describe('a duty of law ends with an answer', () => {
  const fault = (path: string, done: string, known: string) =>
    `${path}: is ${done} without ${known}: law asks for an answer that the complainant knows`;
  const decided = fault('clocks.surface.metBy', 'decided', 'told');
  const tell = { name: 'tell', startsWith: 'decided', metBy: ['told'], extensions: [] };

  test('that is decided and told, whatever else is asked', () => {
    expect(clocks({ metBy: ['decided'] })).toEqual([decided]);
    expect(clocks({ metBy: ['acknowledged', 'decided'] })).toEqual([decided]);
    expect(clocks({ metBy: ['told', 'decided'] })).toEqual([]);
    expect(clocks({ metBy: ['told'] })).toEqual([]);
    expect(clocks({ metBy: ['acknowledged'] })).toEqual([]);
  });

  test('also where it may end in another way, and after a review', () => {
    expect(clocks({ orMetBy: ['decided'] })).toEqual([
      fault('clocks.surface.orMetBy', 'decided', 'told'),
    ]);
    expect(clocks({ metBy: ['review-decided'] })).toEqual([
      fault('clocks.surface.metBy', 'review-decided', 'review-told'),
    ]);
    expect(clocks({ metBy: ['review-decided', 'review-told'] })).toEqual([]);
  });

  test('not a target, a chance, or what others do', () => {
    for (const less of [{ limit: 'target' }, { whenMissed: 'lapse' }, { whose: 'regulator' }])
      expect(clocks({ ...less, metBy: ['decided'] })).toEqual([]);
    expect(clocks({ limit: 'legal', whose: 'firm', metBy: ['decided'] })).toEqual([decided]);
  });

  test('or with two duties, of which the second tells what the first decides', () => {
    const first = { metBy: ['decided'] };
    expect(clocks(first, tell)).toEqual([]);
    for (const less of [
      { limit: 'target' },
      { whose: 'regulator' },
      { startsWith: 'received' },
      { metBy: ['acknowledged'] },
      { kinds: ['dry'] },
    ])
      expect(clocks(first, { ...tell, ...less })).toEqual([decided]);
    expect(clocks({ ...first, kinds: ['dry'] }, { ...tell, kinds: ['dry', 'wet'] })).toEqual([]);
    expect(clocks({ ...first, kinds: ['dry', 'wet'] }, { ...tell, kinds: ['wet'] })).toEqual([
      decided,
    ]);
  });
});
