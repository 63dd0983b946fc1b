import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  TUESDAY,
  asUnder,
  box,
  given,
  hana,
  lookedInto,
  proposal,
  received,
  receivedUnder,
  rules,
  sun,
} from './a-case.ts';

const now = { at: TUESDAY, by: hana };
const propose = (...more: readonly string[]) =>
  ({
    type: 'ProposeDecision',
    data: { ...proposal, covers: ['verified', 'grounds', 'routes', ...more] },
  }) as const;

test('a letter covers no section that no regime of the case has, and the refusal says which', () => {
  const context = { now: TUESDAY, actor: hana, rules };
  const decision = complaint.decide(given(lookedInto).state(), propose('nonsense'), context);
  expect(decision).toMatchObject({ refused: { code: 'no-such-section' } });
  const { en, zh } = 'refused' in decision ? decision.refused.because : { en: '', zh: '' };
  for (const told of [en, zh])
    for (const part of ['covers/3', 'nonsense', 'routes']) expect(told).toContain(part);
});

test('it may cover a section of another letter, or of another regime of the case', () => {
  given(lookedInto).when(propose('timeliness'), now).then(['DecisionProposed']);
  given(lookedInto).when(propose('leaflet'), now).then({ refused: 'no-such-section' });
  given(asUnder(lookedInto, 'cn-nfra-2020', 'uk-fca-disp'))
    .when(propose('answer', 'ombudsman-right', 'leaflet', 'time-limits'), now)
    .then(['DecisionProposed']);
});

test('where nothing is demanded of the letter, nothing is said of what it covers', () => {
  given(asUnder(lookedInto, 'iso-10002')).when(propose(), now).then(['DecisionProposed']);
});

describe('a letter that ends a case without a decision', () => {
  const proof = { deed: 'dialled', evidence: box('Recording 0303-07.') } as const;
  const end = (ground: 'early-resolution' | 'no-standing', covers: readonly string[]) =>
    ({
      type: 'EndWithoutDecision',
      data: {
        ...{ ground, at: TUESDAY, reasons: box('r'), letter: box('We end it here.'), covers },
        accepted: { who: 'complainant', channel: 'phone', proof },
      },
    }) as const;
  const by = { at: TUESDAY, by: sun };
  const hasEnded = (events: readonly ComplaintEvent[], command: ReturnType<typeof end>) =>
    expect(given(events).after(command, by)).toContainEqual(
      expect.objectContaining({ type: 'EndedWithoutDecision' }),
    );
  const SUMMARY = ['resolved', 'ombudsman-right', 'time-limits', 'leaflet'];

  test('covers what its article demands, and no section that no regime of the case has', () => {
    const inUk = receivedUnder('uk-fca-disp');
    given(inUk)
      .when(end('early-resolution', [...SUMMARY, 'nonsense']), by)
      .then({ refused: 'no-such-section' });
    given(inUk)
      .when(end('early-resolution', SUMMARY.slice(1)), by)
      .then({ refused: 'letter-incomplete' });
    hasEnded(inUk, end('early-resolution', [...SUMMARY, 'answer']));
    given(received)
      .when(end('no-standing', ['nonsense']), by)
      .then({ refused: 'no-such-section' });
    hasEnded(received, end('no-standing', []));
  });

  test('may say what it likes where nothing is demanded of it', () => {
    hasEnded(receivedUnder('au-asic-rg271'), end('early-resolution', ['nonsense']));
  });
});

test('a holding reply covers no section that no regime of the case has, and the refusal says where', () => {
  const request = (...more: readonly string[]) => {
    const covers = ['reason', 'date', ...more];
    const notice = { letter: box('We wait for a bank.'), covers, expectedOn: '2026-04-20' };
    const data = { clock: 'reply', step: 'exceptional', reasons: box('r'), notice };
    return { type: 'RequestExtension', data } as const;
  };
  const inEu: readonly ComplaintEvent[] = [
    ...receivedUnder('eu-psd2'),
    { type: 'CaseAssigned', data: { handler: 'hana', unit: 'payments', by: 'sun' } },
  ];
  const decision = complaint.decide(given(inEu).state(), request('nonsense'), {
    ...{ now: TUESDAY, actor: hana, rules },
  });
  expect(decision).toMatchObject({ refused: { code: 'no-such-section' } });
  const { en, zh } = 'refused' in decision ? decision.refused.because : { en: '', zh: '' };
  for (const told of [en, zh]) expect(told).toContain('notice/covers/2');
  given(inEu)
    .when(request('all-points'), now)
    .then(['ExtensionRequested', 'ExtensionGranted', 'LetterOrdered']);
});
