import { describe, expect, test } from 'vitest';
import { closed, executive, given, renata, sun } from './a-case.ts';
import { asked, assigned, decide, give, now, proposed, rolf, rosa, signedOff } from './a-review.ts';

describe('the reviewer (Order 2020-3 art. 20)', () => {
  test('is of another unit and took no part in the first handling', () => {
    given(asked)
      .when(give(), now(renata))
      .then([{ type: 'ReviewAssigned', data: { reviewer: 'renata', unit: 'review' } }]);
    for (const reviewer of ['hana', 'sun', 'otto'])
      given(asked).when(give(reviewer), now(renata)).then({ refused: 'reviewer-took-part' });
    for (const unit of ['consumer-protection', 'branch-0755'])
      given(asked).when(give('renata', unit), now(renata)).then({ refused: 'same-unit' });
    given(assigned).when(give(), now(renata)).then([]);
  });

  test('has no interest in the matter', () => {
    const known = given(asked).after(
      { type: 'RecordInterest', data: { involved: [{ person: 'rolf', as: 'relative' }] } },
      now(renata),
    );
    given(known).when(give('rolf'), now(renata)).then({ refused: 'has-an-interest' });
    given(known).when(give('rosa'), now(renata)).then(['ReviewAssigned']);
  });

  test('in another unit is recorded, and only once', () => {
    given(assigned)
      .when(give('renata', 'group-audit'), now(renata))
      .then([{ type: 'ReviewAssigned', data: { reviewer: 'renata', unit: 'group-audit' } }]);
    const moved = given(assigned).after(give('renata', 'group-audit'), now(renata));
    given(moved).when(give('renata', 'group-audit'), now(renata)).then([]);
  });

  test('is named by somebody of another unit who took no part', () => {
    given(asked).when(give(), now(sun)).then({ refused: 'took-part' });
    given(asked).when(give(), now(executive)).then({ refused: 'same-unit' });
    given(closed).when(give(), now(renata)).then({ refused: 'no-open-review' });
    given(signedOff).when(give('rolf'), now(rosa)).then({ refused: 'no-open-review' });
  });
});

describe('another reviewer', () => {
  test('makes void what the one before proposed, and proposes himself', () => {
    given(proposed)
      .when(give('rolf'), now(rosa))
      .then([
        { type: 'ReviewAssigned', data: { reviewer: 'rolf' } },
        { type: 'ReviewVoided', data: { proposal: 14, because: 'reassigned' } },
      ]);
    const reassigned = given(proposed).after(give('rolf'), now(rosa));
    expect(given(reassigned).state().review).toMatchObject({ reviewer: 'rolf', proposal: null });
    given(reassigned).when(decide(), now(renata)).then({ refused: 'not-the-reviewer' });
    given(reassigned).when(decide(), now(rolf)).then(['ReviewProposed']);
  });

  test('of another unit, the same person, answers for what he proposed', () => {
    given(proposed).when(give('renata', 'group-audit'), now(rosa)).then(['ReviewAssigned']);
  });
});
