import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { TUESDAY, box, closed, given, hana, intake, lookedInto, told } from './a-case.ts';

const now = { at: TUESDAY, by: hana };
const LATER = '2026-09-01T02:00:00.000Z';
/** The same case under another regime, as far as its events say. */
const under = (regime: string, events: readonly ComplaintEvent[]) =>
  events.with(0, { type: 'ComplaintReceived', data: { ...intake, regime } });
const explain = (covers: readonly string[] = ['reason', 'ombudsman-right']) =>
  ({
    type: 'ExplainDelay',
    data: { reason: 'delay', letter: box('We need until 8 June.'), covers: [...covers] },
  }) as const;

describe('the letter of delay or deadlock (DISP 1.6.2R(2))', () => {
  test('says why, when, and that the ombudsman may be asked now; it goes out', () => {
    const inUk = under('uk-fca-disp', lookedInto);
    given(inUk)
      .when(explain(), now)
      .then([
        { type: 'DelayExplained', data: { reason: 'delay', article: 'DISP 1.6.2R(2)', mark: 'V' } },
        { type: 'LetterOrdered', data: { letter: 'delay', about: 5, attempt: 1 } },
      ]);
    given(inUk)
      .when(explain(['reason']), now)
      .then({ refused: 'letter-incomplete' });
  });

  test('is sent once in a round of handling, and not after the decision was told', () => {
    const explained = given(under('uk-fca-disp', lookedInto)).after(explain(), now);
    given(explained).when(explain(), now).then({ refused: 'delay-explained-already' });
    given(under('uk-fca-disp', told))
      .when(explain(), { at: LATER, by: hana })
      .then({ refused: 'already-told' });
  });

  test('is unknown where the rules extend instead (Order 2020-3 art. 18)', () => {
    given(lookedInto).when(explain(), now).then({ refused: 'no-such-letter-in-regime' });
  });
});

describe('ombudsman, arbitration and court', () => {
  const refer = (referredAt: string) =>
    ({
      type: 'RecordReferral',
      data: { forum: 'court', body: 'district-court', reference: box('1024'), referredAt },
    }) as const;
  const decided = (decidedAt: string, referral = 11) =>
    ({
      type: 'RecordForumDecision',
      data: { referral, decidedAt, outcome: 'for-complainant' },
    }) as const;
  const then = { at: LATER, by: hana };

  test('are recorded at any time after receipt, also after the end, with their own sealed number', () => {
    for (const events of [lookedInto, closed])
      given(events)
        .when(refer(LATER), then)
        .then([{ type: 'CaseReferred', data: { forum: 'court', reference: box('1024') } }]);
    for (const at of ['2026-03-02T01:29:59.999Z', '2026-09-01T02:00:00.001Z'])
      given(closed).when(refer(at), then).then({ refused: 'referred-out-of-order' });
  });

  test('decide once, after the matter went to them', () => {
    const referred = given(closed).after(refer(LATER), then);
    expect(referred).toHaveLength(12);
    given(referred).when(decided('2026-09-01T01:59:59.999Z'), then).then({
      refused: 'referred-out-of-order',
    });
    given(referred).when(decided(LATER, 10), then).then({ refused: 'no-such-referral' });
    const done = given(referred).after(decided(LATER), then);
    given(done).when(decided(LATER), then).then({ refused: 'no-such-referral' });
  });
});
