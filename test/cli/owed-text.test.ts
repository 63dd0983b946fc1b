import { expect, test } from 'vitest';
import { besides } from '../../cli/case-clocks-command.ts';
import { owedText } from '../../cli/owed-text.ts';
import { shipped } from '../regimes/a-regime.ts';

test('what a regime asks besides comes with its article, and says how sure it is', () => {
  expect(owedText(shipped('eu-psd2'))).toContain(
    'Response without unnecessary delay · 及时答复，不得无故拖延 (JC Guidelines 2014, from memory, eu-psd2, mark M)',
  );
  expect(owedText(shipped('uk-fca-disp'))).toContain(
    'counts in: Complaints return, twice a year · 投诉报表（每年两次）, half-year, to the regulator (DISP 1.10.1R, uk-fca-disp)',
  );
  expect(owedText(shipped('us-cfpb'))).toEqual([]);
});

test('under the clocks of a case stands what its regimes ask besides, and no other', () => {
  const clock = (regime: string, version: string) => ({
    ...{ clock: 'reply', regime, version, zone: 'UTC', limit: 'legal' as const },
    ...{ metBy: [], orMetBy: [], dueAt: null, lastDay: null, moments: [] },
  });
  const { version } = shipped('eu-psd2');
  const lines = besides({
    case: '1',
    clocks: [clock('eu-psd2', version), clock('us-cfpb', '2015')],
  });
  expect(lines.join('\n')).toContain('Complaints are registered');
  expect(lines.join('\n')).not.toContain('DISP');
  expect(besides({ case: '1', clocks: [clock('eu-psd2', '1999')] })).toEqual([]);
});
