import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { awaitedAuthority } from '../../../workflows/complaint/awaited-authority.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { lookedInto, proposed, rules, signedOff } from './a-case.ts';

function after(events: readonly ComplaintEvent[]) {
  const state = events.reduce(
    (before, event, revision) => complaint.evolve(before, event, revision),
    complaint.initial,
  );
  return awaitedAuthority(state, rules);
}

test('what waits for a second person says which rank signs it, and by which rule', () => {
  expect(after(proposed)).toMatchObject({
    ...{ regime: 'cn-nfra-2020', mark: 'P', rank: expect.any(String) as string },
    datum: expect.stringMatching(/^signOff\./) as string,
    proposal: proposed.findIndex(({ type }) => type === 'DecisionProposed'),
  });
});

test('where nothing waits nobody is asked', () => {
  expect(after(lookedInto)).toBeUndefined();
  expect(after(signedOff)).toBeUndefined();
});
