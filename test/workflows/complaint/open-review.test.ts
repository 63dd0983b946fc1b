import { expect, test } from 'vitest';
import { box, given, renata, sun, told } from './a-case.ts';
import { ask, assigned, decide, give, now, proposed, signedOff } from './a-review.ts';

test('a result judges the time that the first handling took: a corrected date makes it void', () => {
  const command = {
    type: 'CorrectFact',
    data: { fact: 'told-at', at: '2026-03-05T03:00:00.000Z', reasons: box('The log was off.') },
  } as const;
  const events = given(proposed).after(command, now(sun)).slice(proposed.length);
  expect(events.map(({ type }) => type)).toContain('FactCorrected');
  expect(events.at(-1)).toEqual({
    type: 'ReviewVoided',
    data: { proposal: 14, because: 'fact-corrected' },
  });
  const before = given(assigned).after(command, now(sun));
  expect(before.map(({ type }) => type)).not.toContain('ReviewVoided');
  const after = given(signedOff).after(command, now(sun));
  expect(after.map(({ type }) => type)).not.toContain('ReviewVoided');
});

test('a reviewer who turns out to have an interest has proposed nothing (art. 17)', () => {
  const open = given(told).after(ask(), now());
  const reviewing = given(open).after(give(), now(renata));
  given(given(reviewing).after(decide(), now(renata)))
    .when(
      { type: 'RecordInterest', data: { involved: [{ person: 'renata', as: 'relative' }] } },
      now(sun),
    )
    .then(['InterestRecorded', { type: 'ReviewVoided', data: { because: 'recused' } }]);
});
