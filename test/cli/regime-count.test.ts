import { describe, expect, test } from 'vitest';
import { countClock } from '../../cli/regime-count.ts';
import { shipped } from '../regimes/a-regime.ts';

/** Expected days are the research's test vectors, from Monday 2026-03-02. */
const MONDAY = '2026-03-02';

function explain(name: string, clock: string, from: string, ...steps: readonly string[]) {
  const regime = shipped(name);
  const found = regime.clocks.find((one) => one.name === clock);
  if (found === undefined) throw new Error(`${name} has no clock ${clock}`);
  return countClock(regime, found, from, steps);
}

describe('the vectors, by the regimes’ own data', () => {
  test.each<readonly [string, string, string, string, readonly string[], string]>([
    ['Order 2020-3 art. 18: 15 days', 'cn-nfra-2020', 'decide', MONDAY, [], '2026-03-17'],
    [
      'Order 2020-3 art. 18: 30 days in all',
      'cn-nfra-2020',
      'decide',
      MONDAY,
      ['complex'],
      '2026-04-01',
    ],
    [
      'Order 2020-3 art. 18: 60 days, on a public holiday',
      ...(['cn-nfra-2020', 'decide', MONDAY] as const),
      ['complex', 'very-complex'],
      '2026-05-01',
    ],
    [
      'Order 2020-3 art. 18: new facts on day 10',
      'cn-nfra-2020',
      'decide',
      '2026-03-12',
      [],
      '2026-03-27',
    ],
    [
      'Order 2020-3 art. 20: last day to ask for review',
      'cn-nfra-2020',
      'request-review',
      '2026-03-17',
      [],
      '2026-04-16',
    ],
    [
      'Order 2020-3 art. 20: review decided by',
      'cn-nfra-2020',
      'decide-review',
      '2026-04-10',
      [],
      '2026-05-10',
    ],
    ['DISP 1.6.2R: 8 weeks', 'uk-fca-disp', 'final-response', MONDAY, [], '2026-04-27'],
    ['RG 271: 30 calendar days', 'au-asic-rg271', 'respond', MONDAY, [], '2026-04-01'],
    [
      'RG 271: 21 calendar days for hardship',
      'au-asic-rg271',
      'respond-hardship',
      MONDAY,
      [],
      '2026-03-23',
    ],
    ['RG 271: 45 calendar days', 'au-asic-rg271', 'respond-super', MONDAY, [], '2026-04-16'],
    ['RG 271: 90 calendar days', 'au-asic-rg271', 'respond-super-death', MONDAY, [], '2026-05-31'],
    ['Portal Manual: 15 calendar days', 'us-cfpb', 'respond', MONDAY, [], '2026-03-17'],
    [
      'Portal Manual: 60 when in progress',
      'us-cfpb',
      'respond',
      MONDAY,
      ['in-progress'],
      '2026-05-01',
    ],
    ['PBoC Order 2020-5: 15 days', 'cn-pboc-2020', 'answer', MONDAY, [], '2026-03-17'],
    ['IC-4: 60 days in all', 'hk-hkma-ic4', 'respond', MONDAY, ['complex'], '2026-05-01'],
    ['DISP 2.8.2R: 6 months', 'uk-fca-disp', 'ombudsman', '2026-08-31', [], '2027-02-28'],
  ])('%s', (...[, name, clock, from, steps, lastDay]) => {
    expect(explain(name, clock, from, ...steps).lastDay).toBe(lastDay);
  });

  test.each([
    ['DISP 1.5: third business day', 'uk-fca-disp', 'summary-resolution', '2026-03-05'],
    ['DISP 1.6.2AR: 15 business days', 'uk-fca-disp', 'payment-final-response', '2026-03-23'],
    ['Directive 2015/2366 art. 101: 15 business days', 'eu-psd2', 'reply', '2026-03-23'],
    ['FA (CHR) Regs 5(3)(a): 2 business days', 'sg-mas-2021', 'acknowledge', '2026-03-04'],
    ['Order 2020-3 art. 33: 7 working days', 'cn-nfra-2020', 'forward', '2026-03-11'],
  ])('%s', (_article, name, clock, lastDay) => {
    expect(explain(name, clock, MONDAY).lastDay).toBe(lastDay);
  });

  test('outside the covered years the answer is an error that says so', () => {
    expect(() => explain('sg-mas-2021', 'acknowledge', '2026-12-31')).toThrow(
      /calendar sg does not cover 2027/,
    );
  });
});

describe('an explanation', () => {
  test('has each step with its article, mark, approvers and notice', () => {
    const { steps, dueAt, limit } = explain(
      'cn-nfra-2020',
      'decide',
      MONDAY,
      'complex',
      'very-complex',
    );
    expect({ dueAt, limit }).toEqual({ dueAt: '2026-05-01T15:59:59.999Z', limit: 'legal' });
    expect(steps).toMatchObject([
      { step: null, lastDay: '2026-03-17', trace: [{ step: 'length', count: 15 }, {}, {}, {}] },
      { step: 'complex', lastDay: '2026-04-01', approvers: [], mark: 'V' },
      {
        ...{ step: 'very-complex', lastDay: '2026-05-01', approvers: ['executive', 'superior'] },
        ...{ notice: true, article: 'Order 2020-3 art. 18' },
        trace: [{ step: 'add', from: '2026-04-01', count: 30 }, {}, {}],
      },
    ]);
  });

  test('rests on the calendar only where the count asks which days are days off', () => {
    const paths = (name: string, clock: string) =>
      explain(name, clock, MONDAY).unconfirmed.map(({ path }) => path);
    expect(paths('cn-nfra-2020', 'decide')).not.toContain('calendar');
    expect(paths('cn-nfra-2020', 'forward')).toContain('calendar');
    const rolls = { roll: 'next-business-day', limit: 'legal', article: 'a', mark: 'V' } as const;
    const regime = shipped('cn-nfra-2020');
    const [decide] = regime.clocks;
    if (decide === undefined) throw new Error('cn-nfra-2020 has a clock');
    const calendars = (clock: typeof decide, taken: readonly string[] = []) =>
      countClock(regime, clock, MONDAY, taken).unconfirmed.filter(
        ({ path }) => path === 'calendar',
      );
    expect(calendars({ ...decide, counting: rolls })).toHaveLength(1);
    expect(calendars({ ...decide, counting: rolls, calendar: 'sg' })).toHaveLength(0);
    // Nor on one that only a step asks for that was not taken.
    const [complex] = decide.extensions;
    if (complex === undefined) throw new Error('decide has a step');
    const later = { ...complex, to: { total: { count: 30, unit: 'business-day' } } } as const;
    const stepped = { ...decide, extensions: [later] };
    expect(calendars(stepped)).toHaveLength(0);
    expect(calendars(stepped, [complex.name])).toHaveLength(1);
  });

  test('says what it rests on and nobody has confirmed, until somebody does', () => {
    const regime = shipped('us-cfpb');
    const [clock] = regime.clocks;
    if (clock === undefined) throw new Error('us-cfpb has a clock');
    const paths = (confirmed: Parameters<typeof countClock>[4]) =>
      countClock(regime, clock, MONDAY, [], confirmed).unconfirmed.map(({ path }) => path);
    expect(paths([])).toEqual(['inForce', 'clocks.respond', 'clocks.respond.counting']);
    const at = { regime: 'us-cfpb', version: '2015', confirmedBy: 'Ann Lee', on: '2026-11-24' };
    expect(paths([{ ...at, path: 'clocks.respond' }])).toEqual([
      'inForce',
      'clocks.respond.counting',
    ]);
  });

  test('takes steps in the order of the ladder only', () => {
    expect(() => explain('cn-nfra-2020', 'decide', MONDAY, 'very-complex')).toThrow(
      /its steps are complex, then very-complex/,
    );
    const zh = '时限 decide 不能按 bogus 延长；可依次延长：complex、very-complex。';
    expect(() => explain('cn-nfra-2020', 'decide', MONDAY, 'bogus')).toThrow(
      expect.objectContaining({ because: expect.objectContaining({ zh }) as unknown }),
    );
    expect(() => explain('cn-nfra-2020', 'decide-review', MONDAY, 'more')).toThrow(
      /its steps are none/,
    );
  });
});
