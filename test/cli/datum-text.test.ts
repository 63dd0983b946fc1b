import { expect, test } from 'vitest';
import { datumText } from '../../cli/datum-text.ts';
import { asRegime, atlantis } from '../regimes/a-regime.ts';

const regime = asRegime(atlantis());

test.each([
  ['reopening', 'within: 1 week'],
  ['thresholds.shoal', 'of: complainants\natLeast: 3\nmarks: mass'],
  ['markers.mass', 'steps: ring-bell\ntell: head'],
  ['markers.mass.clock', 'metBy: ring-bell\nwithin: 90 minutes'],
  ['signOff.small', 'upTo: 100.00 EUR\nrank: supervisor'],
  ['clocks.surface.warnings.50', 'percent: 50'],
  ['kinds.dry', ''],
  ['no.such', ''],
])('what %s says', (path, says) => {
  expect(datumText(regime, path)).toBe(says);
});
