import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { TUESDAY, box, clara, given, intake, received } from './a-case.ts';

const now = { at: TUESDAY, by: clara };
const joint = (complainants: number): readonly ComplaintEvent[] => [
  { type: 'ComplaintReceived', data: { ...intake, joint: { complainants } } },
  ...received.slice(1),
];
const name = (count: number) =>
  ({
    type: 'NameRepresentatives',
    data: { representatives: Array.from({ length: count }, (_, one) => ({ name: box(`${one}`) })) },
  }) as const;

describe('a joint complaint', () => {
  test('has at most five representatives (Order 2020-3 art. 12)', () => {
    given(joint(12)).when(name(5), now).then(['RepresentativesNamed']);
    given(joint(12)).when(name(6), now).then({ refused: 'too-many-representatives' });
    const named = given(joint(12)).after(name(5), now);
    expect(given(given(named).after(name(2), now)).state().intake.representatives).toBe(2);
  });

  test('is the only one that has representatives', () => {
    given(received).when(name(1), now).then({ refused: 'not-a-joint-complaint' });
  });
});

test('an agent and an heir are recorded with their document (Order 2020-3 art. 14)', () => {
  for (const as of ['agent', 'heir'] as const)
    given(received)
      .when(
        { type: 'RecordMandate', data: { as, name: box('Li'), document: 'ab'.repeat(32) } },
        now,
      )
      .then([{ type: 'MandateRecorded', data: { as, document: 'ab'.repeat(32) } }]);
});
