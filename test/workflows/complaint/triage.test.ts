import { describe, expect, test } from 'vitest';
import type { WAYS } from '../../../events/complaint/intake-codes.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import type { CommandData } from '../../../workflows/complaint/commands.ts';
import { triage as decide } from '../../../workflows/complaint/triage.ts';
import { asRegime, shipped } from '../../regimes/a-regime.ts';
import {
  TUESDAY,
  asUnder,
  box,
  clara,
  given,
  onItsWay,
  received,
  receivedUnder,
  rules,
  sun,
} from './a-case.ts';

type Part = CommandData<'TriageComplaint'>['parts'][number];
type Way = (typeof WAYS)[number];
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
        {
          type: 'FoundNoComplaint',
          data: { article: 'Order 2020-3 art. 2, art. 32', mark: 'V', by: 'sun' },
        },
        'ClockStopped',
        'CaseClosed',
        'RetentionBegun',
      ]);
  });

  test('is not found by a clerk', () => {
    given(received).when(enquiry, now()).then({ refused: 'takes-a-lead' });
  });
});

describe('the parts there are', () => {
  const refusal = (events: typeof received, ...parts: readonly Omit<Part, 'matter'>[]) => {
    const { data } = triage(...parts);
    const context = { now: TUESDAY, actor: sun, rules };
    const decision = decide(given(events).state(), data, context);
    return 'refused' in decision ? decision.refused : undefined;
  };
  const petition = { kind: 'petition', way: 'passed-on', to: 'petition-office' } as const;
  const report = { kind: 'report', way: 'answered' } as const;

  test('are those of the case’s regimes, with their articles', () => {
    expect(refusal(received, report)?.because.en).toContain('(Order 2020-3 art. 32, cn-nfra-2020)');
    expect(refusal(received, petition)).toBeUndefined();
    expect(refusal(receivedUnder('cn-nfra-2020', 'cn-circ-life-2010'), petition)).toBeUndefined();
  });

  describe('of several regimes', () => {
    const base = shipped('hk-hkma-ic4');
    const saying = (name: string, limit: 'legal' | 'target', ways: readonly Way[]) => ({
      ground: { name: `regime:${name}`, version: base.version, sha256: '0'.repeat(64) },
      regime: {
        ...base,
        name,
        parts: (['complaint', 'enquiry'] as const).map((part) => ({
          ...{ name: part, title: { en: part, zh: part }, article: name, mark: 'V' as const },
          ...{ limit, ways: part === 'complaint' ? (['accepted'] as const) : ways },
        })),
      },
    });
    const shelf = ruleBook(
      [
        saying('lax', 'legal', ['answered', 'passed-on']),
        saying('strict', 'legal', ['answered']),
        saying('wish', 'target', ['passed-on']),
      ].map(({ regime, ground }) => ({ ground, regime: asRegime({ ...regime }) })),
    );
    const said = (way: 'answered' | 'passed-on', regime: string, ...over: readonly string[]) => {
      const enquiry = {
        kind: 'enquiry',
        way,
        ...(way === 'passed-on' && { to: 'bureau' }),
      } as const;
      const state = given(asUnder(received, regime, ...over)).state();
      const context = { now: TUESDAY, actor: sun, rules: shelf };
      const decision = decide(state, triage(complaintPart, enquiry).data, context);
      return 'refused' in decision ? decision.refused.because.en : 'taken';
    };

    test('each is asked, whichever leads', () => {
      expect(said('passed-on', 'lax')).toBe('taken');
      expect(said('answered', 'lax', 'strict')).toBe('taken');
      for (const [leading, over] of [['lax', 'strict'] as const, ['strict', 'lax'] as const])
        expect(said('passed-on', leading, over)).toMatch(
          /is answered, not passed-on \(strict, strict\)/,
        );
    });

    test('the law goes before the house’s own target', () => {
      expect(said('answered', 'wish')).toMatch(/is passed-on, not answered/);
      for (const [leading, over] of [['wish', 'lax'] as const, ['lax', 'wish'] as const])
        expect(said('answered', leading, over)).toBe('taken');
    });
  });

  test('are the house’s on a British or European case, and no petition among them', () => {
    for (const regime of ['uk-fca-disp', 'eu-psd2']) {
      const taken = receivedUnder(regime);
      expect(refusal(taken, report)?.because.en).toContain('(house rule, iso-10002)');
      expect(refusal(taken, petition)).toMatchObject({
        code: 'no-such-part',
        because: {
          en: 'The rules of this case know no petition: a part is complaint or report or enquiry.',
        },
      });
    }
  });

  test('say what is no complaint: on a British case by the house’s rule', () => {
    given(receivedUnder('uk-fca-disp'))
      .when(triage({ kind: 'enquiry', way: 'answered' }), now(sun))
      .then([
        'ComplaintTriaged',
        { type: 'FoundNoComplaint', data: { article: 'house proposal', mark: 'P' } },
        'ClockStopped',
        'ClockStopped',
        'CaseClosed',
        'RetentionBegun',
      ]);
  });
});
