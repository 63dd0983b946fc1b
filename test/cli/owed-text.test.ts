import { expect, test } from 'vitest';
import { clockTimelines } from '../../api/clock-shapes.ts';
import { besidesText } from '../../cli/case-clocks-command.ts';
import { owedText } from '../../cli/owed-text.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import { owedBesides } from '../../workflows/complaint/owed.ts';
import { shipped } from '../regimes/a-regime.ts';

const rules = ruleBook(readShelf(REGIMES));
const under = (...names: readonly string[]) =>
  clockTimelines.parse({
    case: '1',
    clocks: [],
    besides: owedBesides(
      rules,
      names.map((regime) => ({ regime, version: shipped(regime).version })),
    ),
  });
const lines = (...names: readonly string[]) => under(...names).besides.flatMap(owedText);

test('what a regime asks besides comes with its article, and says how sure it is', () => {
  expect(lines('eu-psd2')).toContain(
    'Response without unnecessary delay · 及时答复，不得无故拖延 (JC Guidelines 2014, from memory, eu-psd2, mark M)',
  );
  expect(lines('uk-fca-disp')).toContain(
    'counts in: Complaints return, twice a year · 投诉报表（每年两次）, half-year, to the regulator (DISP 1.10.1R, uk-fca-disp)',
  );
  expect(lines('us-cfpb')).toEqual([]);
});

test('a report says which periods it is for, and by when each is due', () => {
  expect(lines('au-asic-rg271').join()).toContain(
    'half-year, to 06-30 by 07-31 and 12-31 by 01-31',
  );
  expect(lines('uk-fca-disp').join()).toContain('within 30 business-days');
  expect(lines('uk-fca-disp').join()).toContain('first from 2027-01-01');
});

test('under the clocks of a case stands what its regimes ask besides, and no other', () => {
  const text = besidesText(under('eu-psd2', 'us-cfpb')).join('\n');
  expect(text).toContain('Complaints are registered');
  expect(text).not.toContain('DISP');
  expect(owedBesides(rules, [{ regime: 'eu-psd2', version: '1999' }])).toEqual([]);
});
