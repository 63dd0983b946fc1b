import { expect, test } from 'vitest';
import { difference } from '../../regimes/difference.ts';
import { asRegime, atlantis, changed } from './a-regime.ts';

const before = asRegime(atlantis());
const from = (path: string, to: unknown) =>
  difference(before, asRegime(changed(atlantis(), path, to)));

test('the same data do not differ', () => {
  expect(difference(before, asRegime(atlantis()))).toEqual([]);
});

test('a change is named by the path of the datum, with both values', () => {
  expect(from('clocks.0.length.count', 1)).toEqual([
    { path: 'clocks.surface.length.count', what: 'changed', before: 2, after: 1 },
  ]);
  expect(from('clocks.0.extensions.0.approvers', ['executive'])).toEqual([
    {
      path: 'clocks.surface.extensions.storm.approvers',
      what: 'changed',
      before: ['head'],
      after: ['executive'],
    },
  ]);
});

test('what was added or removed whole stands once', () => {
  expect(from('clocks.0.warnings', [])).toMatchObject([
    { path: 'clocks.surface.warnings.50', what: 'removed', before: { percent: 50 } },
  ]);
  expect(from('effectiveTo', '2026-12-31')).toEqual([
    { path: 'effectiveTo', what: 'added', after: '2026-12-31' },
  ]);
});

test('an item that moves is no change; an order that changes is one', () => {
  const [small, any] = atlantis()['signOff'] as object[];
  const upTo = { amount: '200.00', currency: 'EUR' };
  const middle = { ...small, name: 'middle', outcomes: ['upheld'], upTo };
  const three = asRegime(changed(atlantis(), 'signOff', [small, middle, any]));
  const turned = asRegime(changed(atlantis(), 'signOff', [middle, small, any]));
  expect(difference(before, three)).toMatchObject([{ path: 'signOff.middle', what: 'added' }]);
  expect(difference(three, turned)).toEqual([
    {
      path: 'signOff',
      what: 'reordered',
      before: ['small', 'middle', 'any'],
      after: ['middle', 'small', 'any'],
    },
  ]);
});
