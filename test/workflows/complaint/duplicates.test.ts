import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { TUESDAY, box, clara, given, intake, onItsWay, received, sun } from './a-case.ts';
import { OTHER } from './intake-samples.ts';

const now = { at: TUESDAY, by: clara };
const reasons = box('The same fee.');
const suspected: readonly ComplaintEvent[] = [
  { type: 'ComplaintReceived', data: { ...intake, possibleDuplicates: [OTHER] } },
  ...received.slice(1),
];
const candidates = (events: readonly ComplaintEvent[]) => given(events).state().intake.candidates;
const newFacts = { facts: box('A recording.'), receivedAt: TUESDAY };
const repeat = (facts?: typeof newFacts) =>
  ({
    type: 'LinkRepeat',
    data: { to: OTHER, reasons, ...(facts === undefined ? {} : { newFacts: facts }) },
  }) as const;

describe('a possible duplicate', () => {
  test('waits until a person judges it: the same, a repeat, or another complaint', () => {
    expect(candidates(suspected)).toEqual([OTHER]);
    for (const command of [
      { type: 'RecordDuplicateOf', data: { of: OTHER, reasons } },
      { type: 'DismissDuplicate', data: { of: OTHER, reasons } },
      repeat(),
      { type: 'MergeIntoCase', data: { into: OTHER, reasons } },
    ] as const)
      expect(candidates(given(suspected).after(command, { at: TUESDAY, by: sun }))).toEqual([]);
  });

  test('is dismissed once, with reasons', () => {
    const dismiss = { type: 'DismissDuplicate', data: { of: OTHER, reasons } } as const;
    const dismissed = given(suspected).after(dismiss, now);
    given(dismissed).when(dismiss, now).then({ refused: 'no-such-candidate' });
  });

  test('is linked as what it is, and the other case is asked to note it', () => {
    const same = { type: 'RecordDuplicateOf', data: { of: OTHER, reasons } } as const;
    const linked = given(suspected).after(same, now);
    given(linked).asks(['link@2']);
    given(linked).when(same, now).then([]);
  });
});

describe('a repeat (Order 2020-3 art. 18)', () => {
  test('without new facts is linked and nothing more', () => {
    given(received)
      .when(repeat(), now)
      .then([{ type: 'CaseLinked', data: { to: OTHER, as: 'repeat' } }]);
  });

  test('with new facts asks for the period to begin again', () => {
    given(received)
      .when(repeat(newFacts), now)
      .then([
        'CaseLinked',
        { type: 'NewFactsReceived', data: { receivedAt: TUESDAY } },
        { type: 'ClockRestarted', data: { startsAt: TUESDAY } },
      ]);
    given(given(received).after(repeat(newFacts), now))
      .when(repeat(newFacts), now)
      .then([]);
  });

  test('brings no facts from the future, nor after the decision is on its way', () => {
    const late = { ...newFacts, receivedAt: '2026-03-03T02:00:00.001Z' };
    given(received).when(repeat(late), now).then({ refused: 'facts-in-the-future' });
    const record = { type: 'RecordNewFacts', data: newFacts } as const;
    given(onItsWay).when(record, now).then({ refused: 'decision-being-told' });
    given(received).when(record, now).then(['NewFactsReceived', 'ClockRestarted']);
  });
});
