import { expect, test } from 'vitest';
import type { ComplaintEvent, EventData } from '../../../events/complaint/complaint-events.ts';
import { explainDeadline } from '../../../workflows/complaint/explain-deadline.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { DUE_AT, TUESDAY, box, breach, given, lookedInto, sun } from './a-case.ts';
import { agree } from './an-agreement.ts';
import { told } from './told.ts';

const both = (said: ComplaintEvent) => [
  ...explainDeadline(said, 'en'),
  ...explainDeadline(said, 'zh'),
];

test('a warning says of which clock, how much of its time was over, and when it was due', () => {
  const data = { clock: 'decide', percent: 80, dueAt: DUE_AT };
  expect(both({ type: 'DeadlineWarned', data })).toEqual([
    `Of the time of “decide” 80 % had gone by: a warning that it was due at ${DUE_AT}.`,
    `时限“decide”已过 80%，予以预警；届满时刻为 ${DUE_AT}。`,
  ]);
});

test('a case that was raised by time says by which clock, and to whom', () => {
  const raised = { to: 'head', because: 'time', by: 'redress' } as const;
  expect(
    both({ type: 'CaseEscalated', data: { ...raised, clock: 'decide', percent: 90 } }),
  ).toEqual([
    'Of the time of “decide” 90 % had gone by: the case was raised to head.',
    '时限“decide”已过 90%，案件升级至部门负责人。',
  ]);
  expect(both({ type: 'CaseEscalated', data: { ...raised, because: 'person' } })).toEqual([]);
});

test('a breach says of which clock, of what limit and by which rule', () => {
  expect(both(breach)).toEqual([
    `What “decide” asks for was not done by ${DUE_AT}, when it was due: a legal limit is breached (Order 2020-3 art. 18, art. 43).`,
    `时限“decide”于 ${DUE_AT} 届满，所要求的事项未按期完成，构成法定期限逾期（Order 2020-3 art. 18, art. 43）。`,
  ]);
  const data = { ...(breach.data as EventData<'DeadlineBreached'>), limit: 'target' } as const;
  expect(both({ type: 'DeadlineBreached', data })).toEqual([
    expect.stringContaining('a target of the house is breached'),
    expect.stringContaining('构成内部目标逾期'),
  ]);
});

test.each([
  ['satisfied-in-time-recorded-late', /had been done in time/, /仅登记较晚/],
  ['fact-corrected', /a fact that decided it was put right/, /据以认定的事实已更正/],
  ['agreed-otherwise', /both sides agreed on another day/, /双方已另行约定/],
  ['new-version', /a new version of its regime/, /新版规则/],
  [
    'new-facts',
    /before it was due, and were recorded or confirmed only/,
    /届满之后方予登记或者确认/,
  ],
  ['mediation', /mediation had been applied for before it was due/, /调解申请在届满之前提出/],
] as const)('a breach that was none, %s, says why', (because, en, zh) => {
  const words = both({ type: 'BreachRevoked', data: { clock: 'decide', dueAt: DUE_AT, because } });
  expect(words).toEqual([expect.stringMatching(en), expect.stringMatching(zh)]);
  for (const one of words) expect(one).toMatch(/“decide”.*2026-03-17T15:59:59\.999Z/);
});

test('a breach that is none by another count says when it is due by that, and when it was due before', () => {
  const agreement = agree({ until: '2026-04-15' });
  const events = given(lookedInto, [breach]).after(agreement, {
    at: '2026-03-18T02:00:00.000Z',
    by: sun,
  });
  const moments = timelineOf(told(events, '2026-03-18T02:00:00.000Z'))[0]?.moments ?? [];
  const due = '2026-04-15T15:59:59.999Z';
  expect(moments.find(({ event }) => event === 'BreachRevoked')?.explained).toEqual({
    en: [
      `The breach recorded of “decide” is none: both sides agreed on another day. By the new count it is due at ${due}, not at ${DUE_AT}.`,
    ],
    zh: [
      `时限“decide”的逾期记录已撤销：双方已另行约定截止日。按重新计算的结果，届满时刻为 ${due}，不再是 ${DUE_AT}。`,
    ],
  });
});

test('a breach that is none because the case had ended by then does not say that anything was done', () => {
  const at = '2026-03-18T02:00:00.000Z';
  const withdraw = {
    type: 'WithdrawComplaint',
    data: { withdrawnAt: TUESDAY, evidence: box('I withdraw.') },
  } as const;
  const events = given(lookedInto, [breach]).after(withdraw, { at, by: sun });
  const moments = timelineOf(told(events, at))[0]?.moments ?? [];
  const [en, zh] = [`withdrawn at ${TUESDAY}`, `投诉人于 ${TUESDAY} 撤回投诉`];
  expect(moments.find(({ event }) => event === 'BreachRevoked')?.explained).toEqual({
    en: [
      `The breach recorded of “decide” is none: the case had ended before it was due, ${en} (Order 2020-3 art. 15), and this was recorded only afterwards. It was due at ${DUE_AT}.`,
    ],
    zh: [
      `时限“decide”的逾期记录已撤销：案件在届满之前已终止，即${zh}（Order 2020-3 art. 15），届满之后方予登记。届满时刻为 ${DUE_AT}。`,
    ],
  });
});

test('an agreed day says of which clock, when it was agreed and by which rule', () => {
  const data = {
    of: 'time-limit',
    ...{ clock: 'decide', until: '2026-04-15', agreedAt: TUESDAY },
    ...{ evidence: box('e'), article: 'art. 21', mark: 'V', by: 'hana' },
  } as const;
  expect(both({ type: 'OtherwiseAgreed', data })).toEqual([
    `Both sides agreed at ${TUESDAY} that “decide” ends with 2026-04-15 (art. 21).`,
    `双方于 ${TUESDAY} 约定时限“decide”的截止日为 2026-04-15（art. 21）。`,
  ]);
  const since = '2026-03-10T02:00:00.000Z';
  for (const [what, en, zh] of [
    ['laterAgreedAt', /What they agreed later, at (.*), holds/, /。双方于 (.*) 又另有约定/],
    [
      'begunAgainAt',
      /had begun again with new facts at (.*): the day/,
      /自 (.*) 收到新事实时重新起算/,
    ],
    ['stoppedAt', /The clock had stopped at (.*): whether/, /该时限已于 (.*) 终止计算/],
  ] as const) {
    const words = both({ type: 'OtherwiseAgreed', data: { ...data, [what]: since } });
    expect(words.map((one, index) => (index === 0 ? en : zh).exec(one)?.[1])).toEqual([
      since,
      since,
    ]);
  }
});

test('each of them stands in the course of its clock', () => {
  const agreement = agree({ until: '2026-03-20' });
  const late = '2026-03-20T16:00:00.000Z';
  const agreed = given(lookedInto).after(agreement, { at: TUESDAY, by: sun });
  const warned = given(agreed).after(
    { type: 'WarnOfDeadline', data: { clock: 'decide', percent: 50 } },
    { at: '2026-03-12T02:00:00.000Z' },
  );
  const breached = given(lookedInto, [breach]).after(
    {
      type: 'CorrectFact',
      data: { fact: 'received-at', at: '2026-03-04T02:00:00.000Z', reasons: box('r') },
    },
    { at: '2026-03-18T02:00:00.000Z', by: sun },
  );
  for (const [events, wanted] of [
    [warned, ['OtherwiseAgreed', 'DeadlineWarned']],
    [breached, ['DeadlineBreached', 'BreachRevoked']],
  ] as const) {
    const moments = timelineOf(told(events, late))[0]?.moments ?? [];
    for (const event of wanted) {
      const explained = moments.find((one) => one.event === event)?.explained;
      expect(explained).toEqual({
        en: [expect.stringContaining('decide')],
        zh: [expect.stringContaining('decide')],
      });
    }
  }
});
