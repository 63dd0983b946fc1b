import { describe, expect, test } from 'vitest';
import { breaches, dutiesOf, overlay } from '../../regimes/overlay.ts';
import type { Deadline } from '../../regimes/overlay.ts';
import { shipped } from './a-regime.ts';

const deadline = (regime: string, limit: Deadline['limit'], dueAt: string | null): Deadline => ({
  ...{ regime, version: '1', clock: 'decide', limit, dueAt },
  metBy: ['decided', 'told'],
});
const order = deadline('order', 'legal', '2026-03-17T15:59:59.999Z');
const branch = deadline('branch', 'legal', '2026-04-01T15:59:59.999Z');
const house = deadline('house', 'target', '2026-03-14T15:59:59.999Z');
const life = deadline('life', 'target', null);
const greeting: Deadline = { ...house, clock: 'greet', metBy: ['acknowledged'] };

describe('the deadlines of one complaint under several regimes', () => {
  test('every legal one is shown, soonest first, and the case works to the soonest of all', () => {
    const [decide] = overlay([branch, life, house, order]);
    expect(decide).toEqual({
      metBy: ['decided', 'told'],
      legal: [order, branch],
      worksTo: house,
      waiting: [life],
    });
  });

  test('a law that is stricter than the house’s target is worked to', () => {
    expect(overlay([{ ...house, dueAt: '2026-03-30T15:59:59.999Z' }, order])[0]?.worksTo).toBe(
      order,
    );
  });

  test('what is met by other things is another duty; the order of what meets it does not matter', () => {
    expect(overlay([house, { ...order, metBy: ['told', 'decided'] }, greeting])).toHaveLength(2);
  });

  test('where nothing can be counted yet nothing is worked to, and it is not forgotten', () => {
    expect(overlay([{ ...order, dueAt: null }])).toMatchObject([
      { worksTo: null, legal: [{ regime: 'order' }], waiting: [{ regime: 'order' }] },
    ]);
    expect(overlay([])).toEqual([]);
  });

  test('only law can be breached, and not at its very last millisecond', () => {
    const all = [house, order, branch, life];
    expect(breaches(all, '2026-03-16T00:00:00.000Z')).toEqual([]);
    expect(breaches(all, '2026-03-17T15:59:59.999Z')).toEqual([]);
    expect(breaches(all, '2026-03-17T16:00:00.000Z')).toEqual([order]);
    expect(breaches(all, '2027-01-01T00:00:00.000Z')).toEqual([order, branch]);
  });
});

describe('the duties that something starts', () => {
  const names = (...args: Parameters<typeof dutiesOf>) =>
    dutiesOf(...args).map(({ regime, clock }) => `${regime.name} ${clock.name}`);

  test('are the firm’s, not chances nor what others owe', () => {
    const china = shipped('cn-nfra-2020');
    expect(names([china], ['received'])).toEqual(['cn-nfra-2020 decide']);
    expect(names([china], ['told', 'regulator-received'])).toEqual([]);
    expect(names([china], ['review-requested'])).toEqual(['cn-nfra-2020 decide-review']);
    expect(names([shipped('uk-fca-disp')], ['received', 'final-response-sent'])).toEqual([
      'uk-fca-disp final-response',
    ]);
  });

  test('are of the kind of the complaint; of the first kind when nobody says', () => {
    const australia = shipped('au-asic-rg271');
    const respond = (kinds?: string[]) =>
      names([australia], ['received'], kinds).filter((name) => name.includes('respond'));
    expect(respond()).toEqual(['au-asic-rg271 respond']);
    expect(respond(['hardship'])).toEqual(['au-asic-rg271 respond-hardship']);
    expect(respond(['super-death', 'hardship'])).toHaveLength(2);
  });

  test('a kind of one regime says nothing to another', () => {
    expect(names([shipped('uk-fca-disp'), shipped('eu-psd2')], ['received'], ['payment'])).toEqual([
      'uk-fca-disp payment-final-response',
      'eu-psd2 reply',
    ]);
  });
});
