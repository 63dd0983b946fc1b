import { describe, expect, test } from 'vitest';
import type { CommandData } from '../../../workflows/complaint/commands.ts';
import { TUESDAY, box, clara, given, onItsWay, received, sun } from './a-case.ts';

type Part = CommandData<'TriageComplaint'>['parts'][number];
const matter = box('The fee.');
const triage = (...parts: readonly Omit<Part, 'matter'>[]) =>
  ({
    type: 'TriageComplaint',
    data: { parts: parts.map((part) => ({ ...part, matter })) },
  }) as const;
const now = (by = clara) => ({ at: TUESDAY, by });
const complaintPart = { kind: 'complaint', way: 'accepted' } as const;

describe('a letter that holds more than a complaint (Order 2020-3 art. 32)', () => {
  test('is split into parts, each with its own way', () => {
    const split = given(received).after(
      triage(
        complaintPart,
        { kind: 'report', way: 'passed-on', to: 'nfra-local-office' },
        { kind: 'petition', way: 'passed-on', to: 'petition-office' },
        { kind: 'enquiry', way: 'answered' },
      ),
      now(),
    );
    expect(split.slice(received.length).map(({ type }) => type)).toEqual(['ComplaintTriaged']);
    expect(given(split).state().intake.parts).toHaveLength(4);
    expect(given(split).state().status).toBe('open');
  });

  test('is not split the wrong way', () => {
    for (const part of [
      { kind: 'report', way: 'accepted' },
      { kind: 'petition', way: 'answered' },
      { kind: 'complaint', way: 'passed-on', to: 'elsewhere' },
    ] as const)
      given(received).when(triage(complaintPart, part), now()).then({ refused: 'wrong-way' });
  });

  test('says to whom a part is passed on, and of no other part', () => {
    given(received)
      .when(triage(complaintPart, { kind: 'report', way: 'passed-on' }), now())
      .then({ refused: 'passed-on-to-nobody' });
    given(received)
      .when(triage({ ...complaintPart, to: 'elsewhere' }), now())
      .then({ refused: 'passed-on-to-nobody' });
  });

  test('is not split anew once the decision is on its way', () => {
    given(onItsWay).when(triage(complaintPart), now()).then({ refused: 'decision-being-told' });
  });
});

describe('a letter that holds no complaint (Order 2020-3 art. 2)', () => {
  const enquiry = triage({ kind: 'enquiry', way: 'answered' });

  test('ends the case, and its clocks stop, when somebody who leads says so', () => {
    given(received)
      .when(enquiry, now(sun))
      .then([
        'ComplaintTriaged',
        { type: 'FoundNoComplaint', data: { mark: 'V', by: 'sun' } },
        'ClockStopped',
        'CaseClosed',
        'RetentionBegun',
      ]);
  });

  test('is not found by a clerk', () => {
    given(received).when(enquiry, now()).then({ refused: 'takes-a-lead' });
  });
});
