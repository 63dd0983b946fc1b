import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { TUESDAY, box, closed, given, hana, intake, lookedInto, rules, told } from './a-case.ts';

const now = { at: TUESDAY, by: hana };
const LATER = '2026-09-01T02:00:00.000Z';
/** The same case under another regime, as far as its events say. */
const under = (regime: string, events: readonly ComplaintEvent[]) =>
  events.with(0, { type: 'ComplaintReceived', data: { ...intake, regime } });
const DEMANDED = ['reason', 'date', 'ombudsman-right'] as const;
const explain = (covers: readonly string[] = DEMANDED) =>
  ({
    type: 'ExplainDelay',
    data: {
      ...({ reason: 'delay', letter: box('We need until 8 June.'), covers: [...covers] } as const),
      expectedOn: '2026-06-08',
    },
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

  test('is refused without the day that DISP demands, and taken where no article asks for one', () => {
    const { type, data } = explain();
    const { expectedOn: _, ...undated } = data;
    const context = { now: TUESDAY, actor: hana, rules };
    const state = given(under('uk-fca-disp', lookedInto)).state();
    expect(complaint.decide(state, { type, data: undated }, context)).toMatchObject({
      refused: {
        code: 'expected-day-missing',
        because: {
          en: expect.stringContaining('DISP 1.6.2R(2)') as string,
          zh: expect.stringContaining('预计答复日期') as string,
        },
      },
    });
    given(under('sg-mas-2021', lookedInto))
      .when({ type, data: { ...undated, covers: ['reason'] } }, now)
      .then(['DelayExplained', 'LetterOrdered']);
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

describe('the letter of delay that a clock accepts in the answer’s stead (DISP 1.6.2R, reg. 5(3)(e))', () => {
  const RECEIVED = '2026-03-02T09:00:00.000Z';
  const DUE = '2026-04-27T22:59:59.999Z';
  const sentAt = (instant: string) =>
    ({
      type: 'RecordLetterSent',
      data: { letter: 'delay', order: 5, sentAt: instant, commitment: 'ab' },
    }) as const;
  const assigned = (regime: string, ...overlays: readonly string[]): readonly ComplaintEvent[] => {
    const received = given().after(
      { type: 'ReceiveComplaint', data: { ...intake, regime, overlays } },
      { at: RECEIVED, by: { ...hana, role: 'clerk' } },
    );
    const assign: ComplaintEvent = {
      type: 'CaseAssigned',
      data: { handler: 'hana', unit: 'complaints', by: 'sun' },
    };
    return [...received, assign];
  };
  const inUk = assigned('uk-fca-disp');
  const order = inUk.length + 1;
  const sent = (instant: string) => {
    const { type, data } = sentAt(instant);
    return { type, data: { ...data, order } } as const;
  };
  const explained = given(inUk).after(explain(), { at: '2026-04-24T09:00:00.000Z', by: hana });
  const breached = given(explained).after(
    { type: 'RecordBreach', data: { clock: 'final-response' } },
    { at: DUE },
  );
  const stop = (inTime: boolean, at: string) => ({
    type: 'ClockStopped',
    data: { clock: 'final-response', at, dueAt: DUE, inTime, satisfiedBy: ['delay-explained'] },
  });

  /** The answer is owed all the same. */
  const next = { type: 'ClockStarted', data: { clock: 'answer-after-delay' } };

  test('stops it once it has gone out, at the very end of the eight weeks as well', () => {
    expect(given(explained).state().clocks[0]).toMatchObject({ dueAt: DUE, stopped: false });
    given(explained)
      .when(sent(DUE), { at: DUE })
      .then(['LetterSent', stop(true, DUE), next]);
  });

  test('stops it late a millisecond later', () => {
    const late = '2026-04-27T23:00:00.000Z';
    given(breached)
      .when(sent(late), { at: late })
      .then(['LetterSent', stop(false, late), next]);
    given(breached)
      .when(sent(DUE), { at: late })
      .then(['LetterSent', 'BreachRevoked', stop(true, DUE), next]);
  });

  test('of several regimes says what each of them demands, before it stops the clock of any', () => {
    const then = { at: '2026-04-20T09:00:00.000Z', by: hana };
    for (const both of [
      assigned('sg-mas-2021', 'uk-fca-disp'),
      assigned('uk-fca-disp', 'sg-mas-2021'),
    ]) {
      given(both)
        .when(explain(['reason']), then)
        .then({ refused: 'letter-incomplete' });
      const [explained] = given(both).after(explain(), then).slice(-2);
      expect(JSON.stringify(explained?.data)).toContain('DISP 1.6.2R(2)');
    }
  });

  test('stops nothing where the rule asks for the answer itself', () => {
    const inAu = assigned('au-asic-rg271');
    const covers = ['reasons', 'afca-right'];
    const then = { at: '2026-03-20T09:00:00.000Z', by: hana };
    const delayed = given(inAu).after(explain(covers), then);
    const { type, data } = sentAt('2026-03-20T09:00:00.000Z');
    given(delayed)
      .when({ type, data: { ...data, order: inAu.length + 1 } }, { at: then.at })
      .then(['LetterSent']);
    const after = given(delayed).after(
      { type, data: { ...data, order: inAu.length + 1 } },
      { at: then.at },
    );
    expect(after.at(-1)?.type).toBe('LetterSent');
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
