import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { mostRepresentatives } from '../../../workflows/complaint/non-routine-rules.ts';
import { document as filedDocument } from './handling-samples.ts';
import { TUESDAY, asUnder, box, clara, given, intake, received, rules } from './a-case.ts';

const now = { at: TUESDAY, by: clara };
const joint = (complainants: number): readonly ComplaintEvent[] => [
  { type: 'ComplaintReceived', data: { ...intake, joint: { complainants } } },
  ...received.slice(1),
];
const name = (count: number, from = 0) => {
  const people = Array.from({ length: count }, (_, one) => ({ name: box(`${from + one}`) }));
  return { type: 'NameRepresentatives', data: { representatives: people } } as const;
};

describe('a joint complaint', () => {
  test('has at most five representatives (Order 2020-3 art. 12)', () => {
    given(joint(12)).when(name(5), now).then(['RepresentativesNamed']);
    given(joint(12)).when(name(6), now).then({ refused: 'too-many-representatives' });
  });

  test('has those who were named last, in place of all before them', () => {
    const named = given(joint(12)).after(name(5), now);
    for (const [again, are] of [
      [name(2), 2],
      [name(5), 5],
      [name(5, 5), 5],
    ] as const)
      expect(given(given(named).after(again, now)).state().intake.representatives).toBe(are);
    given(named).when(name(6, 5), now).then({ refused: 'too-many-representatives' });
  });

  test('is held to the law’s number, not to a target of the house, whichever regime leads', () => {
    for (const [leading, overlay] of [
      ['iso-10002', 'cn-nfra-2020'],
      ['cn-nfra-2020', 'iso-10002'],
    ] as const) {
      const state = given(asUnder(joint(12), leading, overlay)).state();
      expect(mostRepresentatives(state, { rules, now: TUESDAY })).toMatchObject({
        atMost: 5,
        article: 'Order 2020-3 art. 12',
        limit: 'legal',
      });
    }
  });

  test('is the only one that has representatives', () => {
    given(received).when(name(1), now).then({ refused: 'not-a-joint-complaint' });
  });
});

test('an agent and an heir are recorded with their document (Order 2020-3 art. 14)', () => {
  const { document } = filedDocument;
  const filed = given(received).after({ type: 'FileDocument', data: filedDocument }, now);
  for (const as of ['agent', 'heir'] as const) {
    const mandate = { type: 'RecordMandate', data: { as, name: box('Li'), document } } as const;
    given(filed)
      .when(mandate, now)
      .then([{ type: 'MandateRecorded', data: { as, document } }]);
    given(received).when(mandate, now).then({ refused: 'no-such-document' });
  }
});
