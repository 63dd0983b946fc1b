import { describe, expect, test } from 'vitest';
import type { ComplaintEvent, EventData } from '../../../events/complaint/complaint-events.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import {
  DUE_AT,
  TUESDAY,
  box,
  clara,
  decideClock,
  given,
  hana,
  intake,
  lookedInto,
  rules,
  signedOff,
} from './a-case.ts';
import { told } from './told.ts';

const DAY_10 = '2026-03-12T04:00:00.000Z';
const clock = structuredClone(decideClock) as unknown as EventData<'ClockStarted'>;
const at = { at: DAY_10, by: hana };

test('a clock tells every event that moved it, and why, in both languages', () => {
  const request = {
    type: 'RequestExtension',
    data: { clock: 'decide', step: 'complex', reasons: box('r') },
  } as const;
  const events = given(lookedInto).after(request, at);
  const [timeline, ...others] = timelineOf(told(events, DAY_10));
  expect(others).toEqual([]);
  expect(timeline).toMatchObject({ clock: 'decide', limit: 'legal', lastDay: '2026-04-01' });
  expect(timeline?.moments.map(({ event, dueAt }) => [event, dueAt])).toEqual([
    ['ClockStarted', DUE_AT],
    ['ExtensionRequested', DUE_AT],
    ['ExtensionGranted', DUE_AT],
    ['ClockExtended', '2026-04-01T15:59:59.999Z'],
  ]);
  const explained = timeline?.moments.at(-1)?.explained;
  expect(explained?.en.join(' ')).toMatch(/30 calendar days/);
  expect(explained?.zh.join(' ')).toMatch(/30.*自然日/);
});

test('a clock that stopped tells by what, and whether in time', () => {
  const telling = { type: 'RecordTelling', data: { channel: 'phone', toldAt: DAY_10 } } as const;
  const [timeline] = timelineOf(told(given(signedOff).after(telling, at), DAY_10));
  expect(timeline?.moments.at(-1)).toMatchObject({
    event: 'ClockStopped',
    explained: {
      en: ['Satisfied in time by: a decision signed off, the complainant told.'],
      zh: ['已满足（期限之内）：处理决定经审批、告知投诉人。'],
    },
  });
});

test('a time that others let go by is told as theirs, not as a lighter way of the firm’s', () => {
  const lapsedOf = (whose?: 'complainant' | 'regulator') => {
    const events: ComplaintEvent[] = [
      ...lookedInto.slice(0, 1),
      {
        type: 'ClockStarted',
        data: { ...clock, whenMissed: 'lapse', ...(whose === undefined ? {} : { whose }) },
      },
      {
        type: 'ClockLapsed',
        data: {
          ...{ clock: 'decide', at: DUE_AT, dueAt: DUE_AT, because: 'time-over' as const },
          ...{ article: 'art. 20', mark: 'V' },
        },
      },
    ];
    return timelineOf(told(events, DUE_AT))[0]?.moments.at(-1)?.explained;
  };
  expect(lapsedOf('complainant')?.en).toEqual([expect.stringContaining('complainant’s time')]);
  expect(lapsedOf('complainant')?.zh).toEqual([expect.stringContaining('投诉人的期限')]);
  expect(lapsedOf('regulator')?.en).toEqual([expect.stringContaining('regulator’s time')]);
  expect(lapsedOf()?.en).toEqual([expect.stringContaining('the lighter way is gone')]);
});

test('a time that a regulator set says so, and ends at the instant that it named', () => {
  const replyBy = '2026-03-20T09:00:00.000Z';
  const asked = { regulator: 'nfra', reference: box('88'), receivedAt: TUESDAY, replyBy };
  const events = given(lookedInto).after({ type: 'RecordRegulatorRequest', data: asked }, at);
  const reply = timelineOf(told(events, DAY_10)).find((one) => one.clock === 'regulator-reply-1');
  expect(reply?.moments[0]?.explained).toEqual({
    en: [
      `It ends on 2026-03-20, at ${replyBy}.`,
      `The regulator set it in its request, received at ${TUESDAY}: a reply by ${replyBy}. Nothing is counted.`,
    ],
    zh: [
      `于2026-03-20届满，届满时刻为${replyBy}。`,
      `监管机构在其要求（于 ${TUESDAY} 收到）中指定于 ${replyBy} 前答复，以该时刻为准，不另行计算。`,
    ],
  });
});

test('a clock that waits says for which calendar, and for which year of it', () => {
  const rule = { clock: 'decide', regime: 'sg-mas-2021', version: '2021', zone: 'Asia/Singapore' };
  const waits = (year: number | null) => {
    const data: EventData<'ClockWaits'> = {
      ...{ ...rule, startsAt: TUESDAY, limit: 'legal', metBy: ['told'] },
      ...{ article: 'reg. 5', mark: 'V', calendar: 'sg', calendarVersion: null, year },
    };
    const events = [...lookedInto.slice(0, 1), { type: 'ClockWaits', data } as const];
    return timelineOf(told(events, DAY_10))[0]?.moments[0]?.explained;
  };
  expect(waits(2027)).toEqual({
    en: [
      `It waits: the calendar sg does not cover 2027. Once that year is published, the clock starts, counted from ${TUESDAY}.`,
    ],
    zh: [`暂不计算：日历 sg 尚未涵盖 2027 年；待该年日历发布后，时限自 ${TUESDAY} 起算。`],
  });
  expect(waits(null)).toEqual({
    en: [
      `It waits: no calendar sg is published. Once it is, the clock starts, counted from ${TUESDAY}.`,
    ],
    zh: [`暂不计算：日历 sg 尚未发布；待其发布后，时限自 ${TUESDAY} 起算。`],
  });
});

describe('with the regimes at hand', () => {
  const lastOf = (events: readonly ComplaintEvent[], shelf = rules) =>
    timelineOf(told(events, DAY_10), shelf)[0]?.moments.at(-1);
  const counting = expect.objectContaining({
    datum: 'clocks.decide.counting',
    mark: 'M',
  }) as unknown;

  test('a date says from what it counts, and names what is not read from the rule itself', () => {
    const [timeline] = timelineOf(told(lookedInto, DAY_10), rules);
    expect(timeline).toMatchObject({ title: { zh: '作出处理决定并告知投诉人' } });
    const started = timeline?.moments[0];
    expect(started).toMatchObject({ mark: 'V', startsWith: ['received'], restsOn: [counting] });
    expect(started?.explained.en[0]).toMatch(/from 2026-03-02, when the complaint was received,/);
    expect(started?.explained.zh[0]).toMatch(/^期限为自2026-03-02（收到投诉）起15个自然日/);
  });

  test('counted from the receipt, since nobody said when it was sent on, a date says that', () => {
    const first = (sent: object) => {
      const data = { ...intake, regime: 'us-cfpb', ...sent };
      const events = given().after({ type: 'ReceiveComplaint', data }, { at: TUESDAY, by: clara });
      return timelineOf(told(events, TUESDAY), rules)[0]?.moments[0];
    };
    const unsent = first({});
    expect(unsent?.startsWith).toEqual(['received']);
    expect(unsent?.explained.en[0]).toContain('when the complaint was received');
    expect(unsent?.explained.en.at(-1)).toBe(
      'When it was sent to the firm is not on record: it counts from when it was received.',
    );
    expect(unsent?.explained.zh.at(-1)).toBe('投诉何时转送机构未予登记，故自收到投诉时起算。');
    const sent = first({ sentToFirmAt: intake.receivedAt });
    expect(sent?.startsWith).toEqual(['sent-to-firm']);
    expect(sent?.explained.en.join()).not.toContain('not on record');
  });

  test('without them it guesses neither', () => {
    expect(timelineOf(told(lookedInto, DAY_10))[0]).toMatchObject({
      title: null,
      moments: [{ startsWith: [], restsOn: [] }],
    });
  });

  test('a pause is told by its name and title, and what ran on cites it', () => {
    const agreement = { body: 'mediators', complainantAgrees: true, agreement: box('a') } as const;
    const paused = given(lookedInto).after(
      { type: 'BeginMediation', data: { ...agreement, appliedAt: TUESDAY } },
      { at: TUESDAY, by: hana },
    );
    const { en, zh } = lastOf(paused)?.explained ?? expect.fail('nothing explained');
    expect(en[0]).toBe(
      `It stands still from ${TUESDAY} for “mediation” (Mediation that both sides asked for).`,
    );
    expect(zh[0]).toBe(`自 ${TUESDAY} 起因“双方申请的调解”（mediation）中止计算。`);
    const resumed = given(paused).after(
      { type: 'EndMediation', data: { mediation: 5, endedAt: DAY_10, result: 'failed' } },
      at,
    );
    const moment = lastOf(resumed);
    expect(moment).toMatchObject({
      event: 'ClockResumed',
      startsWith: [],
      restsOn: [
        { datum: 'pauses.mediation', article: 'Order 2020-3 art. 23', mark: 'V' },
        counting,
      ],
    });
    expect(moment?.explained.en.at(-1)).toMatch(/^It runs on: “mediation” .* is over\.$/);
    expect(moment?.explained.zh.at(-1)).toMatch(/^恢复计算：“双方申请的调解”/);
  });

  test('new facts cite the rule by which time begins anew', () => {
    const { trace, warnings, ladder, article, mark } = clock;
    const promise = { trace, warnings, ladder, article, mark, dueAt: DUE_AT, before: DUE_AT };
    const restarted: ComplaintEvent = {
      type: 'ClockRestarted',
      data: {
        ...{ ...promise, clock: 'decide', startsAt: TUESDAY, because: 'new-facts' },
        ...{ lastDay: '2026-03-17', countedTo: '2026-03-17' },
      },
    };
    const moment = lastOf([...lookedInto, restarted]);
    expect(moment).toMatchObject({
      startsWith: ['new-facts'],
      restsOn: [{ datum: 'repeats.new-facts', article: 'Order 2020-3 art. 18' }, counting],
    });
    expect(moment?.explained.en[0]).toContain('when new facts were received');
    expect(moment?.explained.en.at(-1)).toMatch(/^New facts were received at .* counts anew/);
    expect(moment?.explained.zh.at(-1)).toContain('收到新事实：时限自此重新起算');
  });

  test('what was begun later than the receipt is not said to count from it', () => {
    const later: ComplaintEvent = {
      type: 'ClockStarted',
      data: { ...clock, clock: 'decide', startsAt: TUESDAY },
    };
    expect(lastOf([...lookedInto.slice(0, 1), later])?.startsWith).toEqual([]);
  });
});
