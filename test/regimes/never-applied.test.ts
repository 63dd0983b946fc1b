import { describe, expect, test } from 'vitest';
import { readRegime } from '../../regimes/faults.ts';
import { atlantis, changed } from './a-regime.ts';

const faultsOf = (list: string, to: readonly unknown[]) => {
  const found = readRegime(changed(atlantis(), list, to));
  return 'faults' in found ? found.faults.map((fault) => `${fault.path}: ${fault.message}`) : [];
};
const says = {
  title: { en: 'Calm', zh: '平静' },
  ...{ limit: 'target', article: 'house proposal', mark: 'P' },
};
const signs = (name: string, rank: string, more: object = {}) => ({ ...says, name, rank, ...more });
const upTo = (amount: string) => ({ upTo: { amount, currency: 'EUR' } });
const any = signs('any', 'executive');

describe('who signs', () => {
  test.each<readonly [string, readonly object[], string]>([
    [
      'anything, before the last',
      [signs('all', 'head'), signs('small', 'supervisor', upTo('10.00')), any],
      'signOff.all: can never apply: of rules that fit everything only the last counts',
    ],
    [
      'what a higher rank signs anyway',
      [
        signs('upheld', 'supervisor', { classes: ['complex'], outcomes: ['upheld'] }),
        signs('complex', 'head', { classes: ['complex'] }),
        any,
      ],
      'signOff.upheld: can never apply: wherever it fits, complex goes before it',
    ],
    [
      'what several before it sign by turns',
      [
        ...['upheld', 'partly-upheld'].map((one) => signs(one, 'head', { outcomes: [one] })),
        signs('both', 'head', { outcomes: ['upheld', 'partly-upheld'], classes: ['simple'] }),
        any,
      ],
      'signOff.both: can never apply: wherever it fits, upheld, partly-upheld goes before it',
    ],
    [
      'amounts of some cases that are less than those of all',
      [
        signs('small', 'supervisor', upTo('100.00')),
        signs('less', 'head', { ...upTo('50.00'), classes: ['complex'] }),
        any,
      ],
      'signOff.less: can never apply: wherever it fits, small goes before it',
    ],
  ])('names the rule that could never apply: %s', (_, rules, fault) => {
    expect(faultsOf('signOff', rules)).toEqual([fault]);
  });

  test('may overlap where each rule still decides something', () => {
    for (const rules of [
      [
        signs('complex', 'head', { classes: ['complex'] }),
        signs('refused', 'head', { outcomes: ['not-upheld'] }),
        signs('hard', 'executive', { classes: ['complex'], outcomes: ['not-upheld'] }),
        any,
      ],
      [
        signs('less', 'supervisor', { ...upTo('50.00'), classes: ['complex'] }),
        signs('small', 'head', upTo('50.00')),
        signs('more', 'head', { ...upTo('90.00'), classes: ['complex'] }),
        signs('refused', 'handler', { outcomes: ['not-upheld'] }),
        any,
      ],
    ])
      expect(faultsOf('signOff', rules)).toEqual([]);
  });
});

describe('of rules of which the first that fits holds', () => {
  const ending = { ...says, ground: 'withdrawal', effect: 'case-ends' };
  const recusal = (name: string, at: readonly string[], of: readonly string[]) => ({
    ...says,
    ...{ name, at, of },
  });
  const notice = (name: string, occasion: string) => ({
    ...says,
    ...{ name, occasion, medium: 'any', content: [{ name: 'reasons', title: says.title }] },
  });
  const reminder = { ...says, of: 'task', percents: [50] };
  const repeat = { ...says, newFacts: false, effect: 'may-merge', clocks: ['surface'] };

  test.each<readonly [string, readonly object[], readonly string[]]>([
    [
      'endings',
      [
        { ...ending, name: 'asked' },
        { ...ending, name: 'asked-late' },
        { ...ending, name: 'nobody', ground: 'no-standing' },
      ],
      ['endings.asked-late: can never apply: wherever it fits, asked goes before it'],
    ],
    [
      'recusals',
      [
        recusal('sellers', ['assignment'], ['seller']),
        recusal('managers', ['assignment', 'review'], ['relative']),
        recusal('both', ['assignment'], ['seller', 'relative']),
        recusal('review', ['assignment', 'review'], ['seller']),
      ],
      ['recusals.both: can never apply: wherever it fits, sellers, managers goes before it'],
    ],
    [
      'notices',
      [
        notice('storm', 'extended'),
        notice('squall', 'extended'),
        notice('final', 'decided'),
        notice('second', 'decided'),
      ],
      ['notices.second: can never apply: wherever it fits, final goes before it'],
    ],
    [
      'reminders',
      [
        { ...reminder, name: 'tasks' },
        { ...reminder, name: 'again' },
      ],
      ['reminders.again: can never apply: wherever it fits, tasks goes before it'],
    ],
    [
      'repeats',
      [
        { ...repeat, name: 'same' },
        { ...repeat, name: 'again' },
      ],
      ['repeats.again: can never apply: wherever it fits, same goes before it'],
    ],
  ])('%s name the one that is always behind others', (list, rules, faults) => {
    expect(faultsOf(list, rules)).toEqual(faults);
  });
});
