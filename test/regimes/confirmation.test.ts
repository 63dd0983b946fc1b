import { expect, test } from 'vitest';
import { confirmationOf, confirmations, idle, unconfirmed } from '../../regimes/confirmation.ts';
import type { Confirmation } from '../../regimes/confirmation.ts';
import { asRegime, atlantis, shipped } from './a-regime.ts';

const regime = asRegime(atlantis());
const confirmed: Confirmation = {
  regime: 'atlantis-2030',
  version: '1',
  path: 'clocks.surface',
  confirmedBy: 'Li Wei',
  on: '2026-11-24',
};

test('what is not read from the rule itself is unconfirmed, by its path', () => {
  expect(unconfirmed(regime, []).map(({ path, mark }) => `${path} ${mark}`)).toEqual([
    'kinds.wet M',
    'clocks.surface S',
    'clocks.surface.extensions.storm M',
    'clocks.surface.warnings.50 P',
    'clocks.surface.ladder.head P',
    'signOff.small P',
    'signOff.any P',
  ]);
});

test('a confirmation is of one datum of one version, and of nothing below it', () => {
  const paths = (all: readonly Confirmation[]) => unconfirmed(regime, all).map(({ path }) => path);
  expect(paths([confirmed])).not.toContain('clocks.surface');
  expect(paths([confirmed])).toContain('clocks.surface.extensions.storm');
  expect(paths([{ ...confirmed, version: '2' }])).toContain('clocks.surface');
  expect(paths([{ ...confirmed, regime: 'lemuria' }])).toContain('clocks.surface');
});

test('the last one who confirmed a datum is named', () => {
  const again = { ...confirmed, confirmedBy: 'Wang Fang', on: '2026-12-01' };
  expect(confirmationOf(regime, 'clocks.surface', [again, confirmed])?.confirmedBy).toBe(
    'Wang Fang',
  );
  expect(confirmationOf(regime, 'inForce', [again])).toBeUndefined();
});

test('a confirmation of what is not there is found', () => {
  const lost = { ...confirmed, path: 'clocks.surfcae' };
  expect(idle(regime, [confirmed, lost])).toEqual([lost]);
});

test('a confirmation needs a name and a day of the calendar', () => {
  expect(confirmations.safeParse([confirmed]).success).toBe(true);
  for (const wrong of [{ confirmedBy: '' }, { on: '2026-02-30' }, { on: undefined }, { by: 'me' }])
    expect(confirmations.safeParse([{ ...confirmed, ...wrong }]).success).toBe(false);
});

test('of Order 2020-3 only house proposals, the way of counting and what media are worth are unconfirmed', () => {
  const order = unconfirmed(shipped('cn-nfra-2020'), []);
  expect(order.filter(({ mark }) => mark !== 'P').map(({ path }) => path)).toEqual([
    'clocks.decide.counting',
    'clocks.request-review.counting',
    'clocks.decide-review.counting',
    'clocks.forward.counting',
    'markers.media',
    'markers.media.clock',
  ]);
});
