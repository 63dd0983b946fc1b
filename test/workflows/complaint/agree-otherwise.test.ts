import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  EITHER_LEADING,
  RECEIVED_AT,
  TUESDAY,
  box,
  breach,
  clara,
  given,
  hana,
  head,
  intake,
  lookedInto,
  rules,
  signedOff,
  sun,
} from './a-case.ts';
import { agree } from './an-agreement.ts';

const now = { at: TUESDAY, by: sun };
const byHandler = { at: TUESDAY, by: hana };
const under = (regime: string, ...overlays: readonly string[]): readonly ComplaintEvent[] => [
  ...given().after(
    { type: 'ReceiveComplaint', data: { ...intake, regime, overlays } },
    { at: TUESDAY, by: clara },
  ),
  { type: 'CaseAssigned', data: { handler: 'hana', unit: 'complaints', by: 'sun' } },
];

describe('what both sides agree otherwise (Order 2020-3 art. 21)', () => {
  test('is allowed by any regime over the case; a refusal names them all', () => {
    const form = {
      type: 'RecordAgreement',
      data: {
        of: 'form-of-notice',
        agreedAt: TUESDAY,
        evidence: box('By phone.'),
        channel: 'phone',
      },
    } as const;
    for (const [leading, overlay] of EITHER_LEADING)
      given(under(leading, overlay))
        .when(form, now)
        .then([{ type: 'OtherwiseAgreed', data: { article: 'Order 2020-3 art. 21' } }]);
    given(under('cn-pboc-2020', 'us-cfpb'))
      .when(form, now)
      .then({ refused: 'no-agreement-in-regime' });
  });

  test('moves a time limit to the end of the agreed day, by an event that says so', () => {
    given(lookedInto)
      .when(agree(), now)
      .then([
        { type: 'OtherwiseAgreed', data: { of: 'time-limit', until: '2026-03-31', mark: 'V' } },
        {
          type: 'ClockMoved',
          data: {
            clock: 'decide',
            before: DUE_AT,
            dueAt: '2026-03-31T15:59:59.999Z',
            lastDay: '2026-03-31',
            because: 'agreed-otherwise',
            basis: 5,
            article: 'Order 2020-3 art. 21',
          },
        },
      ]);
  });

  test('may be an earlier day as well, but not one that is past', () => {
    given(lookedInto)
      .when(agree({ until: '2026-03-03' }), now)
      .then([
        'OtherwiseAgreed',
        { type: 'ClockMoved', data: { dueAt: '2026-03-03T15:59:59.999Z' } },
      ]);
    given(lookedInto)
      .when(agree({ until: '2026-03-02' }), now)
      .then({ refused: 'agreed-day-past' });
  });

  test('is at most 180 days ahead of the agreement, and may be agreed on again from there (house rule)', () => {
    for (const until of ['2026-08-31', '2126-03-31'])
      given(lookedInto).when(agree({ until }), now).then({ refused: 'agreed-too-far' });
    const longest = given(lookedInto).after(agree({ until: '2026-08-30' }), now);
    const later = { at: '2026-08-30T15:59:59.999Z', by: sun };
    given(longest)
      .when(agree({ agreedAt: later.at, until: '2027-02-26' }), later)
      .then(['OtherwiseAgreed', { type: 'ClockMoved', data: { lastDay: '2027-02-26' } }]);
    const context = { now: TUESDAY, actor: sun, rules };
    const decision = complaint.decide(
      given(lookedInto).state(),
      agree({ until: '2026-08-31' }),
      context,
    );
    const because = 'refused' in decision ? decision.refused.because : { en: '', zh: '' };
    for (const told of [because.en, because.zh])
      for (const part of ['2026-08-30', '2026-08-31', 'iso-10002', 'agreedWithin'])
        expect(told).toContain(part);
  });

  test('has the bound of its regime where that has one, and of several the nearest', () => {
    const shelf = readShelf(REGIMES);
    const bounded = (name: string, days: number) =>
      shelf.flatMap(({ regime, ground }) => {
        if (regime.name !== name) return [];
        const title = { en: 'Near', zh: '近期' };
        const within = { count: days, unit: 'day' as const };
        const rule = { limit: 'legal' as const, article: 'art. 1', mark: 'V' as const };
        return [{ ground, regime: { ...regime, agreedWithin: { title, within, ...rule } } }];
      });
    const others = shelf.filter(({ regime: { name } }) => !name.startsWith('cn-'));
    const near = ruleBook([
      ...others,
      ...bounded('cn-nfra-2020', 60),
      ...bounded('cn-pboc-2020', 20),
      ...readCalendars(CALENDARS),
    ]);
    const by = { ...now, rules: near };
    const two = under('cn-nfra-2020', 'cn-pboc-2020');
    given(lookedInto)
      .when(agree({ until: '2026-05-02' }), by)
      .then(['OtherwiseAgreed', 'ClockMoved']);
    given(lookedInto)
      .when(agree({ until: '2026-05-03' }), by)
      .then({ refused: 'agreed-too-far' });
    given(two)
      .when(agree({ until: '2026-03-23' }), by)
      .then(['OtherwiseAgreed', 'ClockMoved']);
    given(two)
      .when(agree({ until: '2026-03-24' }), by)
      .then({ refused: 'agreed-too-far' });
  });

  test('closes the ladder of extensions: only another agreement moves the day', () => {
    const agreed = given(lookedInto).after(agree(), now);
    const reasons = box('More records.');
    given(agreed)
      .when(
        { type: 'RequestExtension', data: { clock: 'decide', step: 'complex', reasons } },
        byHandler,
      )
      .then({ refused: 'time-limit-agreed' });
    given(agreed)
      .when(agree({ until: '2026-04-10' }), now)
      .then(['OtherwiseAgreed', 'ClockMoved']);
  });

  test('holds whichever was recorded first: of several, the one that was agreed on last', () => {
    const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}T02:00:00.000Z`;
    const older = agree({ agreedAt: day(8), until: '2026-03-20' });
    const newer = agree({ agreedAt: day(10), until: '2026-03-31' });
    const later = { at: day(11), by: sun };
    const moved = { type: 'ClockMoved', data: { lastDay: '2026-03-31' } } as const;
    given(given(lookedInto).after(older, later))
      .when(newer, later)
      .then(['OtherwiseAgreed', moved]);
    const agreed = given(lookedInto).after(newer, later);
    const behind = { type: 'OtherwiseAgreed', data: { laterAgreedAt: day(10) } } as const;
    given(agreed).when(older, later).then([behind]);
    const both = given(agreed).after(older, later);
    expect(given(both).state().clocks).toEqual(given(agreed).state().clocks);
    // The older one holds where its day was over before they agreed again: that undoes no breach.
    given(both)
      .when(agree({ agreedAt: day(8), until: '2026-03-09' }), later)
      .then([behind, { type: 'ClockMoved', data: { lastDay: '2026-03-09' } }]);
    // Of one instant, the one recorded last.
    given(both)
      .when(agree({ agreedAt: day(10), until: '2026-03-25' }), later)
      .then(['OtherwiseAgreed', { type: 'ClockMoved', data: { lastDay: '2026-03-25' } }]);
    // As an earlier release recorded it, the older one had moved the clock.
    const recorded: readonly ComplaintEvent[] = both.map((event) => {
      if (event.type !== 'OtherwiseAgreed') return event;
      const { laterAgreedAt: _behind, ...data } = event.data;
      return { ...event, data };
    });
    expect(given(recorded).state().clocks).toMatchObject([{ agreedOn: '2026-03-20' }]);
  });

  test('stands while anything else holds or has held the clock: a day is no length', () => {
    const expert = {
      type: 'PauseClocks',
      data: {
        ...{ pause: 'expert-work', complainantToldAt: TUESDAY, reasons: box('r') },
        expectedAt: '2026-05-01T02:00:00.000Z',
      },
    } as const;
    const resume = { type: 'ResumeClocks', data: { pause: 'expert-work' } } as const;
    const day = (date: number) => ({ at: `2026-03-${date}T02:00:00.000Z`, by: hana });
    const [agreedAt, dueAt] = [day(10).at, '2026-03-31T15:59:59.999Z'];
    const held = given(lookedInto).after(expert, { ...byHandler, by: sun });
    given(held)
      .when(agree({ agreedAt }), { ...day(10), by: sun })
      .then([
        'OtherwiseAgreed',
        { type: 'ClockMoved', data: { dueAt } },
        {
          type: 'ClockResumed',
          data: {
            ...{ pause: 'expert-work', pausedAt: TUESDAY, resumedAt: agreedAt },
            ...{ before: dueAt, dueAt, agreedOn: '2026-03-31', article: 'Order 2020-3 art. 21' },
          },
        },
      ]);
    const agreed = given(held).after(agree({ agreedAt }), { ...day(10), by: sun });
    given(agreed).when(resume, day(20)).then([]);
    given(agreed)
      .when(expert, { ...day(20), by: sun })
      .then({ refused: 'time-limit-agreed' });
    const awaited = complaint.deadlines(given(agreed).state()).map(({ name }) => name);
    expect(awaited).toContain('decide-breach@9');
    const mediated = { body: 'm', complainantAgrees: true, agreement: box('Signed.') };
    given(given(lookedInto).after(agree(), now))
      .when({ type: 'BeginMediation', data: { ...mediated, appliedAt: day(10).at } }, day(10))
      .then(['MediationBegun']);
    // As an earlier release recorded it: held after the agreement.
    const paused = held.find(({ type }) => type === 'ClockPaused');
    given(given(lookedInto).after(agree(), now), paused === undefined ? [] : [paused])
      .when(resume, day(20))
      .then([{ type: 'ClockResumed', data: { lastDay: '2026-03-31', agreedOn: '2026-03-31' } }]);
  });

  test('of the first handling binds nothing in the second', () => {
    const agreed = given(lookedInto).after(agree(), now);
    const facts = given(agreed).state();
    expect(facts.clocks.map(({ agreedOn }) => agreedOn)).toEqual(['2026-03-31']);
    const [started] = agreed.filter(({ type }) => type === 'ClockStarted');
    const stopped: ComplaintEvent = {
      type: 'ClockStopped',
      data: { clock: 'decide', at: TUESDAY, dueAt: DUE_AT, inTime: true },
    };
    given(agreed, [stopped], started === undefined ? [] : [started])
      .when(
        {
          type: 'RequestExtension',
          data: { clock: 'decide', step: 'complex', reasons: box('Records.') },
        },
        byHandler,
      )
      .then(['ExtensionRequested', 'ExtensionGranted', 'ClockExtended']);
  });

  test('undoes no breach, and is about a clock that runs', () => {
    const late = { at: '2026-03-19T02:00:00.000Z', by: sun };
    given(lookedInto, [breach])
      .when(agree({ agreedAt: '2026-03-17T16:00:00.000Z' }), late)
      .then({ refused: 'clock-breached' });
    given(lookedInto)
      .when(agree({ clock: 'respond' }), now)
      .then({ refused: 'no-such-clock' });
    given(lookedInto)
      .when(agree({ until: '2026-03-02' }), now)
      .then({ refused: 'agreed-day-past' });
  });

  test('warns and raises over the new time by the rule of the clock', () => {
    const agreed = given(lookedInto).after(agree(), now);
    given(agreed).awaits({
      'decide-warning-50@6': '2026-03-16T20:44:59.999Z',
      'decide-warning-80@6': '2026-03-25T17:53:59.999Z',
      'decide-raise-supervisor@6': '2026-03-22T18:50:59.999Z',
      'decide-raise-head@6': '2026-03-28T16:56:59.999Z',
      'decide-raise-executive@6': '2026-03-31T15:59:59.999Z',
      'decide-breach@6': '2026-03-31T15:59:59.999Z',
    });
  });

  test('is recorded by somebody who leads and never handled the case (house rule)', () => {
    given(lookedInto).when(agree(), byHandler).then({ refused: 'not-authorised' });
    given(lookedInto)
      .when(agree(), { at: TUESDAY, by: { ...hana, role: 'supervisor' } })
      .then({ refused: 'same-person' });
    const handedOn = given(lookedInto).after(
      { type: 'AssignCase', data: { handler: 'hugo', unit: 'complaints' } },
      now,
    );
    given(handedOn)
      .when(agree(), { at: TUESDAY, by: { ...hana, role: 'supervisor' } })
      .then({ refused: 'same-person' });
    const context = { now: TUESDAY, actor: hana, rules };
    const decision = complaint.decide(given(lookedInto).state(), agree(), context);
    const because = 'refused' in decision ? decision.refused.because.en : '';
    expect(because).toContain('it is for supervisor, head, executive');
  });

  test('is not older than the complaint, and moves no limit that a regulator set', () => {
    given(lookedInto)
      .when(agree({ agreedAt: '2026-03-02T01:29:59.999Z' }), now)
      .then({ refused: 'agreed-before-received' });
    given(lookedInto)
      .when(agree({ agreedAt: RECEIVED_AT }), now)
      .then(['OtherwiseAgreed', 'ClockMoved']);
    const asked = given(lookedInto).after(
      {
        type: 'RecordRegulatorRequest',
        data: {
          ...{ regulator: 'nfra', reference: box('88'), receivedAt: TUESDAY },
          replyBy: '2026-03-10T02:00:00.000Z',
        },
      },
      now,
    );
    given(asked)
      .when(agree({ clock: 'regulator-reply-1' }), now)
      .then({ refused: 'no-agreement-in-regime' });
  });

  test('is not of the future, and not in a regime that knows no agreement', () => {
    given(lookedInto)
      .when(agree({ agreedAt: '2026-03-03T02:00:00.001Z' }), now)
      .then({ refused: 'agreed-in-the-future' });
    given(under('us-cfpb'))
      .when(agree({ clock: 'respond' }), now)
      .then({ refused: 'no-agreement-in-regime' });
  });

  test('moves no limit of another regime over the same case, whichever leads (DISP 1.6.2R)', () => {
    given(under('cn-nfra-2020', 'uk-fca-disp'))
      .when(agree({ clock: 'final-response.uk-fca-disp' }), now)
      .then({ refused: 'no-agreement-in-regime' });
    given(under('uk-fca-disp', 'cn-nfra-2020'))
      .when(agree({ clock: 'final-response' }), now)
      .then({ refused: 'no-agreement-in-regime' });
    given(under('uk-fca-disp', 'cn-nfra-2020'))
      .when(agree({ clock: 'decide.cn-nfra-2020' }), now)
      .then([
        { type: 'OtherwiseAgreed', data: { article: 'Order 2020-3 art. 21', mark: 'V' } },
        {
          type: 'ClockMoved',
          data: { clock: 'decide.cn-nfra-2020', lastDay: '2026-03-31', mark: 'V' },
        },
      ]);
  });

  test('is never about the complainant’s own time, nor the regulator’s (Order 2020-3 art. 20)', () => {
    const then = { at: '2026-03-12T02:00:00.000Z', by: head };
    const telling = { channel: 'phone', toldAt: '2026-03-10T04:00:00.000Z' } as const;
    const told = given(signedOff).after({ type: 'RecordTelling', data: telling }, { ...then });
    for (const until of ['2026-03-13', '2026-06-30'])
      given(told)
        .when(agree({ clock: 'request-review', until }), then)
        .then({ refused: 'not-the-firms-time' });
    const said = (whose: 'complainant' | 'regulator') => {
      const { clocks, ...state } = given(lookedInto).state();
      const context = { now: TUESDAY, actor: sun, rules };
      const ofOthers = { ...state, clocks: clocks.map((clock) => ({ ...clock, whose })) };
      const decision = complaint.decide(ofOthers, agree(), context);
      return 'refused' in decision ? decision.refused.because : undefined;
    };
    expect(said('complainant')?.en).toContain('the complainant’s own time (Order 2020-3 art. 18');
    expect(said('regulator')?.zh).toContain('监管机构的期限');
  });

  test('on the decision itself is recorded and moves nothing', () => {
    const { clock: _clock, until: _until, ...rest } = agree({ of: 'decision' }).data;
    given(lookedInto)
      .when({ type: 'RecordAgreement', data: rest }, now)
      .then([{ type: 'OtherwiseAgreed', data: { of: 'decision' } }]);
  });
});
