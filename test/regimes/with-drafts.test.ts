import { expect, test } from 'vitest';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { withDrafts } from '../../regimes/with-drafts.ts';

const regimes = readShelf(REGIMES);
const calendars = readCalendars(CALENDARS);
const [of = expect.fail('No regime.')] = regimes;
const later = {
  regime: { ...of.regime, version: 'later', effectiveFrom: '2031-01-01' },
  ground: { ...of.ground, version: 'later' },
};
const shelf = [...regimes, later, ...calendars];
const draftOf = (version: string) => ({
  regime: { ...of.regime, version, title: { en: 'A draft', zh: '草案' } },
  ground: { ...of.ground, version, sha256: 'of the draft' },
});

test('a draft takes the place of its own version alone', () => {
  const changed = withDrafts(shelf, [draftOf('later')]);
  expect(changed.unknown).toEqual([]);
  const differing = changed.shelf.filter((entry, place) => entry !== shelf[place]);
  expect(differing).toMatchObject([
    {
      regime: { version: 'later', effectiveFrom: '2031-01-01', title: { en: 'A draft' } },
      ground: { version: 'later', sha256: 'of the draft' },
    },
  ]);
});

test('a draft of a version that is not there takes the place of every one, each from its own day on', () => {
  const { shelf: changed } = withDrafts(shelf, [draftOf('2099')]);
  const named = changed.filter(({ ground }) => ground.name === of.ground.name);
  expect(named.map((entry) => 'regime' in entry && entry.regime.effectiveFrom)).toEqual([
    of.regime.effectiveFrom,
    '2031-01-01',
  ]);
  expect(named.map(({ ground }) => ground.version)).toEqual([of.ground.version, 'later']);
  expect(new Set(named.map(({ ground }) => ground.sha256))).toEqual(new Set(['of the draft']));
});

test('a calendar likewise; a name that is not on the shelf is said to be unknown', () => {
  const [calendar = expect.fail('No calendar.')] = calendars;
  const weekend = { ...calendar.calendar, weekend: [] };
  const draft = { calendar: weekend, ground: { ...calendar.ground, sha256: 'of the draft' } };
  const { shelf: changed } = withDrafts(shelf, [draft]);
  expect(changed.filter(({ ground }) => ground.sha256 === 'of the draft')).toEqual([draft]);
  const strange = { ...draft, ground: { ...draft.ground, name: 'calendar:nowhere' } };
  expect(withDrafts(shelf, [strange])).toEqual({ shelf, unknown: [strange.ground] });
});
