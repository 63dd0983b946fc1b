import { describe, expect, test } from 'vitest';
import { HOUSE } from '../../regimes/house.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import { shipped } from './a-regime.ts';

/** What a complaint desk calls 非常规投诉: none may be lost from the rules of the house. */
const NON_ROUTINE = [
  ...['mass', 'event-driven', 'designated', 'media', 'vulnerable', 'minor'],
  ...['suspected-illegal-agent', 'self-harm-or-violence', 'senior-official', 'litigation'],
];

const all = readShelf(REGIMES).flatMap(({ regime }) => regime.markers ?? []);

describe('the markers of the regimes that ship', () => {
  test('are all there in the rules of the house, which hold where no other regime speaks', () => {
    const houses = new Set(shipped(HOUSE).markers?.map(({ name }) => name));
    expect(all.map(({ name }) => name).filter((name) => !houses.has(name))).toEqual([]);
    expect([...houses]).toEqual(NON_ROUTINE);
  });

  test('are of Order 2020-3 where it names them (arts. 12, 29)', () => {
    const { markers = [], thresholds } = shipped('cn-nfra-2020');
    const major = markers.filter(({ limit }) => limit === 'legal');
    expect(major.map(({ name }) => name)).toEqual(['mass', 'event-driven', 'designated']);
    for (const { article, mark } of major)
      expect([article, mark]).toEqual(['Order 2020-3 art. 29', 'V']);
    expect(thresholds).toMatchObject([
      { of: 'complainants', atLeast: 20, marks: 'mass', channels: ['branch'], mark: 'V' },
      { of: 'complainants', atLeast: 20, marks: 'mass', limit: 'target', mark: 'P' },
      { of: 'representatives', atMost: 5, mark: 'V' },
    ]);
  });

  test('claim a legal limit only where the rule’s own text was read', () => {
    for (const { limit, mark, clock } of all) {
      if (limit === 'legal') expect(mark).toBe('V');
      if (clock?.limit === 'legal') expect(clock.mark).toBe('V');
    }
  });
});
