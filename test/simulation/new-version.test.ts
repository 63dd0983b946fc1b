import { expect, test } from 'vitest';
import { regime as schema } from '../../regimes/regime.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import { versionOf, withNewVersion } from '../../simulation/new-version.ts';

const shelf = readShelf(REGIMES);

test.each(shelf.map(({ regime }) => regime.name))(
  'a new version of %s is a regime that could stand in a file',
  (name) => {
    for (const longerBy of [-3, 0, 3]) {
      const coming = {
        regime: name,
        effectiveFrom: '2025-02-01',
        running: 'move',
        longerBy,
      } as const;
      const [added, ...others] = withNewVersion(shelf, coming).slice(shelf.length);
      expect(others).toEqual([]);
      expect(added?.regime.version).toBe(versionOf(coming));
      expect(schema.safeParse(added?.regime).error).toBeUndefined();
    }
  },
);

test('of a regime that is not on the shelf there is none', () => {
  const coming = {
    regime: 'none',
    effectiveFrom: '2025-02-01',
    running: 'stay',
    longerBy: 1,
  } as const;
  expect(withNewVersion(shelf, coming)).toEqual(shelf);
  expect(withNewVersion(shelf, undefined)).toEqual(shelf);
});
