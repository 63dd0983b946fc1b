import { describe, expect, test } from 'vitest';
import { faultsTogether, readRegime } from '../../regimes/faults.ts';
import { asRegime, atlantis, changed } from './a-regime.ts';

const faultsOf = (path: string, to: unknown) => {
  const found = readRegime(changed(atlantis(), path, to));
  return 'faults' in found ? found.faults.map((fault) => `${fault.path}: ${fault.message}`) : [];
};
const clock = (atlantis()['clocks'] as unknown[])[0];
const extension = 'clocks.0.extensions.0';
const [small, any] = atlantis()['signOff'] as object[];
const report = {
  ...{ name: 'tides', title: { en: 'Tides', zh: '潮汐' }, to: 'regulator' },
  ...{ limit: 'legal', article: 'tide 7', mark: 'V' },
};
const storm = (clock as { extensions: object[] }).extensions[0];

test('data that are right make a regime', () => {
  expect(readRegime(atlantis())).toHaveProperty('regime.name', 'atlantis-2030');
});

describe('each fault names its datum', () => {
  test.each<readonly [string, string, unknown, readonly RegExp[]]>([
    [
      'a hole',
      'clocks.0.article',
      undefined,
      [/^clocks\.surface\.article: is missing: it must be a text/],
    ],
    [
      'a hole in a step',
      `${extension}.notice`,
      undefined,
      [/^clocks\.surface\.extensions\.storm\.notice: is missing/],
    ],
    [
      'an unknown unit',
      'clocks.0.length.unit',
      'fortnight',
      [/^clocks\.surface\.length\.unit: must be second.*business-day/],
    ],
    [
      'an unknown unit in a step',
      `${extension}.to.total.unit`,
      'moon',
      [/^clocks\.surface\.extensions\.storm\.to\.total\.unit: must be second/],
    ],
    [
      'two clocks of one name',
      'clocks',
      [clock, clock],
      [/^clocks: no two of these may have one name/],
    ],
    [
      'a step that is shorter than what was there',
      `${extension}.to.total`,
      { count: 8, unit: 'week' },
      [/^clocks\.surface\.extensions\.storm\.to\.total: is not longer than the 2 month before it/],
    ],
    [
      'dates in the wrong order',
      'effectiveTo',
      '2025-12-31',
      [/^effectiveTo: must not be before effectiveFrom/],
    ],
    ['a day that is none', 'effectiveFrom', '2026-02-30', [/^effectiveFrom: /]],
    [
      'an amount of the wrong scale',
      'signOff.0.upTo.amount',
      '100.0',
      [/^signOff\.small\.upTo: must have as many decimals/],
    ],
    [
      'a mixture of currencies',
      'signOff.1.upTo',
      { amount: '5', currency: 'JPY' },
      [/^signOff: the last must fit/, /^signOff: amounts must be in one currency/],
    ],
    [
      'an amount for a higher rank than all else',
      'signOff.0.rank',
      'executive',
      [/^signOff: no amount may need a higher rank than the last does/],
    ],
    ['an unknown mark', 'clocks.0.mark', 'X', [/^clocks\.surface\.mark: must be V/]],
    [
      'an unknown rank',
      'clocks.0.ladder.0.rank',
      'king',
      [/^clocks\.surface\.ladder\.king\.rank: must be one of handler/],
    ],
    [
      'an unknown start',
      'clocks.0.startsWith',
      'dawn',
      [/^clocks\.surface\.startsWith: must be one of received/],
    ],
    [
      'an unknown satisfaction',
      'clocks.0.metBy.0',
      'hummed',
      [/^clocks\.surface\.metBy\.0: must be something that satisfies/],
    ],
    [
      'a start that no case knows',
      'clocks.0.startsWith',
      'objections-over',
      [/^clocks\.surface\.startsWith: must be one of received/],
    ],
    ['an unknown field', 'clocks.0.lenght', 3, [/^clocks\.surface\.lenght: is not known/]],
    [
      'a kind nobody has',
      'clocks.0.kinds',
      ['damp'],
      [/^clocks\.surface\.kinds: no kind of this regime is called damp/],
    ],
    [
      'a notice nobody has',
      `${extension}.letter`,
      'calm',
      [/^clocks\.surface\.extensions\.storm\.letter: no notice .* calm/],
    ],
    [
      'business days of no calendar',
      'clocks.0.length',
      { count: 5, unit: 'business-day' },
      [/^clocks\.surface\.length: counts in business days and names no calendar/],
    ],
    [
      'a last day that moves by no calendar',
      'clocks.0.counting',
      { roll: 'next-business-day', limit: 'legal', article: 'tide 5', mark: 'V' },
      [/^clocks\.surface\.counting\.roll: rolls and names no calendar/],
    ],
    [
      'a first day for letters of delay that meet nothing',
      'clocks.0.orMetByFrom',
      { percent: 75, article: 'tide 5', mark: 'P' },
      [
        /^clocks\.surface\.orMetByFrom: says when a letter of delay is taken, and orMetBy takes none/,
      ],
    ],
    [
      'a day promised by no letter of delay',
      'clocks.0.promised',
      { article: 'tide 5', mark: 'P' },
      [
        /^clocks\.surface\.promised: ends on the day that a letter of delay names, and none starts it/,
      ],
    ],
    [
      'a step shorter than what was added before it',
      'clocks.0.extensions',
      [
        { ...storm, name: 'swell', to: { add: { count: 4, unit: 'month' } } },
        { ...storm, to: { total: { count: 5, unit: 'month' } } },
      ],
      [/^clocks\.surface\.extensions\.storm\.to\.total: is not longer than the 6 month before/],
    ],
    [
      'a notice that must come first and is none',
      'clocks.0.extensions.0',
      { ...storm, notice: false, noticeFirst: true },
      [/^clocks\.surface\.extensions\.storm\.noticeFirst: asks for a notice/],
    ],
    [
      'a due day for a period that never ends',
      'reports',
      [
        {
          ...report,
          ...{ every: 'half-year', periodsEnd: ['06-30', '12-31'], dueOn: ['07-31'] },
        },
      ],
      [/^reports\.tides\.dueOn: must have one day for each period/],
    ],
    [
      'sign-off by nobody',
      'signOff.1.outcomes',
      ['upheld'],
      [/^signOff: the last must fit everything/],
    ],
    [
      'a marker whose code is no code',
      'markers.0.name',
      'Tsunami!',
      [
        /^markers\.Tsunami!\.name: must be lower-case words joined by hyphens/,
        /^thresholds\.shoal\.marks: no marker of this regime is called mass/,
      ],
    ],
    [
      'a marker whose clock is met by no step of it',
      'markers.0.clock.metBy',
      'swim',
      [/^markers\.mass\.clock\.metBy: must be a step of this marker/],
    ],
    [
      'a marker without steps',
      'markers.0.steps',
      [],
      [/^markers\.mass\.steps: /, /^markers\.mass\.clock\.metBy: must be a step/],
    ],
    [
      'hours in no number',
      'markers.0.clock.within.count',
      undefined,
      [/^markers\.mass\.clock\.within\.count: is missing: it must be a number/],
    ],
    [
      'a number that marks as what the regime has not',
      'thresholds.0.marks',
      'media',
      [/^thresholds\.shoal\.marks: no marker of this regime is called media/],
    ],
    [
      'a limit of people that marks',
      'thresholds.0.of',
      'representatives',
      [/^thresholds\.shoal\.marks: goes with atLeast, and of complainants/],
    ],
    [
      'a reopening in business days',
      'reopening.within.unit',
      'business-day',
      [/^reopening\.within\.unit: must be one of second, minute/],
    ],
    ['something else altogether', '0', 1, [/^0: is not known/]],
    [
      'amounts that fall',
      'signOff',
      [
        { ...small, upTo: { amount: '100.00', currency: 'EUR' } },
        { ...small, name: 'smaller', upTo: { amount: '100.00', currency: 'EUR' } },
        any,
      ],
      [/^signOff\.smaller: can never apply: wherever it fits, small goes before it/],
    ],
    [
      'a decision that says nothing',
      'notices.0.occasion',
      'decided',
      [
        /^notices\.storm\.content: must name what an answer/,
        /^clocks\.surface\.extensions\.storm\.letter: must be a notice whose occasion is extended/,
      ],
    ],
    [
      'a regime over itself',
      'over',
      ['atlantis-2030'],
      [/^over: a regime cannot stand over itself/],
    ],
    [
      'a step to as many days as the business days before it',
      'clocks.0',
      {
        ...(clock as object),
        calendar: 'tides',
        length: { count: 90, unit: 'business-day' },
        extensions: [{ ...storm, to: { total: { count: 90, unit: 'day' } } }],
      },
      [/^clocks\.surface\.extensions\.storm\.to\.total: is not longer than the 90 business-day/],
    ],
    [
      'a day that no year has',
      'reports',
      [{ ...report, every: 'year', periodsEnd: ['02-30'] }],
      [/^reports\.tides\.periodsEnd\.0: must be month and day/],
    ],
    [
      'two ends of one period a year',
      'reports',
      [{ ...report, every: 'year', periodsEnd: ['06-30', '12-31'] }],
      [/^reports\.tides\.periodsEnd: must have as many days as its periods end in a year/],
    ],
    [
      'a pause that ends with something else',
      'pauses',
      [
        {
          ...{ name: 'ebb', title: { en: 'Ebb', zh: '退潮' }, clocks: ['surface'] },
          ...{ startsWith: 'expert-work-started', endsWith: 'mediation-ended' },
          ...{ preconditions: ['complainant-told'], limit: 'legal', article: 'tide 7', mark: 'V' },
        },
      ],
      [/^pauses\.ebb\.endsWith: must be the end of what it starts with/],
    ],
  ])('%s', (_what, path, to, says) => {
    const faults = faultsOf(path, to);
    expect(faults).toHaveLength(says.length);
    for (const [place, one] of says.entries()) expect(faults[place]).toMatch(one);
  });

  test('all of them at once', () => {
    const wrong = changed(changed(atlantis(), 'zone', 'Mars/Olympus'), 'clocks.0.limit', 'wish');
    const found = readRegime(wrong);
    expect('faults' in found && found.faults.map(({ path }) => path)).toEqual([
      'zone',
      'clocks.surface.limit',
    ]);
  });

  test.each([null, 7, 'regime', []])('a value that is no regime: %j', (value) => {
    const found = readRegime(value);
    expect('faults' in found && found.faults[0]?.path).toBe('');
  });

  test('review, pauses, endings and routes mean clocks that are there', () => {
    const rule = { limit: 'legal', article: 'tide 4', mark: 'V', title: { en: 'A', zh: '甲' } };
    const review = { against: 'any', form: 'any', ...rule };
    const wrong = {
      ...atlantis(),
      review: { ...review, requestClock: 'a' },
      endings: [
        {
          name: 'end',
          ground: 'early-resolution',
          effect: 'no-final-response',
          within: 'b',
          ...rule,
        },
      ],
      routes: [{ name: 'court', clock: 'c', ...rule }],
      repeats: [
        { name: 'again', newFacts: true, effect: 'restart', clocks: ['surface', 'd'], ...rule },
      ],
    };
    const found = readRegime(wrong);
    expect('faults' in found && found.faults.map(({ path }) => path)).toEqual([
      'repeats.again.clocks',
      'endings.end.within',
      'routes.court.clock',
      'review.requestClock',
    ]);
  });
});

describe('regimes that stand together', () => {
  const one = asRegime(atlantis());
  test('one version twice', () => {
    expect(faultsTogether([one, one])).toEqual([
      { path: 'atlantis-2030.version', message: '1 stands twice' },
    ]);
  });

  test('two versions in force on one day; one after the other is right', () => {
    const later = { ...one, version: '2', effectiveFrom: '2027-01-01' };
    expect(faultsTogether([later, one])).toMatchObject([{ path: 'atlantis-2030.effectiveTo' }]);
    expect(faultsTogether([{ ...one, effectiveTo: '2027-01-01' }, later])).toHaveLength(1);
    expect(faultsTogether([{ ...one, effectiveTo: '2026-12-31' }, later])).toEqual([]);
  });

  test('an overlay over what is not there', () => {
    expect(faultsTogether([{ ...one, over: ['lemuria'] }])).toEqual([
      { path: 'atlantis-2030.over', message: 'no regime here is called lemuria' },
    ]);
  });
});
