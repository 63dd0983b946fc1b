import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { reviewedAlone } from '../../simulation/case-laws.ts';
import { given } from '../workflows/complaint/a-case.ts';
import { assigned, proposed, signedOff } from '../workflows/complaint/a-review.ts';

const laws = (events: readonly ComplaintEvent[], type: string, by: string) =>
  reviewedAlone(given(events).state(), { type, data: { by }, revision: 15 }).map(({ law }) => law);

test('a review that one person signs off alone, or that somebody of the first instance does, breaks a law', () => {
  expect(laws(proposed, 'ReviewSignedOff', 'rosa')).toEqual([]);
  for (const by of ['renata', 'hana', 'sun'])
    expect(laws(proposed, 'ReviewSignedOff', by)).toEqual(['review-by-two']);
});

test('a review that is told though nobody signed it off breaks a law', () => {
  expect(laws(signedOff, 'ReviewTold', 'clara')).toEqual([]);
  for (const events of [assigned, proposed])
    expect(laws(events, 'ReviewTold', 'clara')).toEqual(['review-by-two']);
});
