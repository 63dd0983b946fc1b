import { expect, test } from 'vitest';
import type { Message } from '../../../events/envelope.ts';
import { box } from '../../../bench/generated-events.ts';
import { cnDisclosure } from '../../../projections/returns/cn-disclosure.ts';
import { placedIn } from './known.ts';
import { classifiedAs, noComplaint, receivedAs } from './return-lives.ts';

const linked = (as: string): readonly Message[] => [
  {
    type: 'CaseLinked',
    data: { to: '000000000009', as, reasons: box('The same.'), by: 'hana' },
  },
];
const confirmed: Message = { type: 'LinkConfirmed', data: { link: 2 } };
const life = (...later: readonly Message[]) => [...receivedAs(), ...later];

test('a complaint stands in every table by what is known of it last', () => {
  expect(placedIn(cnDisclosure, '2026', life(classifiedAs('wealth', 'disclosure')))).toEqual([
    'complaints:all=1',
    'product:wealth=1',
    'cause:disclosure=1',
    'channel:regulator=1',
    'branch:branch-0755=1',
  ]);
  expect(placedIn(cnDisclosure, '2025', life())).toEqual([]);
});

test.each(['repeat', 'duplicate'])('a %s is merged once its link is confirmed', (as) => {
  expect(placedIn(cnDisclosure, '2026', life(...linked(as)))).toContain('complaints:all=1');
  expect(placedIn(cnDisclosure, '2026', life(...linked(as), confirmed))).toEqual([
    'left-out:merged-or-repeated=1',
  ]);
});

test('one of many is a complaint of its own', () => {
  expect(placedIn(cnDisclosure, '2026', life(...linked('mass'), confirmed))).toContain(
    'complaints:all=1',
  );
});

test('what is merged into another, or is no complaint, is left out and told', () => {
  const merged = { type: 'CaseMerged', data: { merge: 2, into: '000000000009' } };
  expect(placedIn(cnDisclosure, '2026', life(merged))).toEqual(['left-out:merged-or-repeated=1']);
  expect(placedIn(cnDisclosure, '2026', life(noComplaint))).toEqual(['left-out:no-complaint=1']);
});
