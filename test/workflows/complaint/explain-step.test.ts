import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { explainStep } from '../../../workflows/complaint/explain-step.ts';
import { shipped } from '../../regimes/a-regime.ts';
import { DUE_AT, TUESDAY, box } from './a-case.ts';

const regime = shipped('cn-nfra-2020');
const step = { clock: 'decide', step: 'complex' } as const;
const reasons = box('r');
const both = (said: ComplaintEvent, of: typeof regime | undefined = regime) => [
  ...explainStep(said, of, 'en'),
  ...explainStep(said, of, 'zh'),
];

test('an extension says which step, by whom, and what came of it', () => {
  expect(both({ type: 'ExtensionRequested', data: { ...step, reasons, by: 'hana' } })).toEqual([
    'The step “complex” (Complex case: 30 days in all) was asked for by hana.',
    'hana 申请按“情况复杂：共三十日”（complex）延期。',
  ]);
  const by = { by: 'erik', rank: 'executive' };
  expect(both({ type: 'ExtensionGranted', data: { ...step, ...by } })).toEqual([
    'The step “complex” (Complex case: 30 days in all) was granted by erik (executive).',
    'erik（高级管理人员）同意按“情况复杂：共三十日”（complex）延期。',
  ]);
  const held = { ...step, ...by, holdsWith: 'notice' } as const;
  expect(both({ type: 'ExtensionGranted', data: held })).toEqual([
    expect.stringMatching(/ It holds once the complainant has been told in time\.$/),
    expect.stringMatching(/按期告知投诉人后生效。$/),
  ]);
  expect(both({ type: 'ExtensionRefused', data: { ...step, reasons, ...by } })).toEqual([
    'The step “complex” (Complex case: 30 days in all) was refused by erik.',
    'erik 不同意按“情况复杂：共三十日”（complex）延期。',
  ]);
  expect(both({ type: 'ExtensionLapsed', data: { ...step, because: 'clock-stopped' } })).toEqual([
    'The request for the step “complex” (Complex case: 30 days in all) lapsed: the clock has stopped.',
    '按“情况复杂：共三十日”（complex）延期的申请失效：时限已终止计算。',
  ]);
});

test('a notice that was given by hand says when and how', () => {
  const proof = { deed: 'dialled', evidence: box('Recording 1.') } as const;
  const data = {
    ...step,
    notice: 9,
    channel: 'phone',
    toldAt: TUESDAY,
    proof,
    by: 'hana',
  } as const;
  expect(both({ type: 'NoticeGiven', data })).toEqual([
    `The complainant was told of the step “complex” (Complex case: 30 days in all) at ${TUESDAY} (phone).`,
    `已于 ${TUESDAY} 以电话告知投诉人按“情况复杂：共三十日”（complex）延期。`,
  ]);
});

test('a clock that was extended says by which step, and when it was due before', () => {
  const counted = { lastDay: null, countedTo: null, warnings: [], ladder: [], trace: [] };
  const source = { article: 'Order 2020-3 art. 18', mark: 'V' };
  const data = { ...step, ...counted, ...source, dueAt: DUE_AT, before: TUESDAY };
  expect(both({ type: 'ClockExtended', data })).toEqual([
    `It was extended by the step “complex” (Complex case: 30 days in all); before, it was due at ${TUESDAY}.`,
    `按“情况复杂：共三十日”（complex）延期；原届满时刻为 ${TUESDAY}。`,
  ]);
});

test('a pause says what for, and what made it allowed', () => {
  const pause = { clock: 'decide', pause: 'expert-work', pausedAt: TUESDAY, by: 'hana' } as const;
  const source = { article: 'Order 2020-3 art. 18', mark: 'V' };
  const data = { ...pause, ...source, complainantToldAt: TUESDAY, complainantAgreedAt: TUESDAY };
  expect(both({ type: 'ClockPaused', data })).toEqual([
    `It stands still from ${TUESDAY} for “expert-work” (Appraisal, test or valuation by others).`,
    `The complainant was told of it at ${TUESDAY}.`,
    `The complainant agreed to it at ${TUESDAY}.`,
    `自 ${TUESDAY} 起因“鉴定、检测、评估等”（expert-work）中止计算。`,
    `已于 ${TUESDAY} 告知投诉人。`,
    `投诉人已于 ${TUESDAY} 同意。`,
  ]);
});

test('a step of a regime that is not at hand goes by its code', () => {
  const asked: ComplaintEvent = {
    type: 'ExtensionRequested',
    data: { ...step, reasons, by: 'hana' },
  };
  expect(explainStep(asked, undefined, 'en')).toEqual([
    'The step “complex” was asked for by hana.',
  ]);
  expect(explainStep(asked, undefined, 'zh')).toEqual(['hana 申请按“情况复杂（complex）”延期。']);
});

test('a day agreed is told where it stands in spite of a pause or of new facts', () => {
  const counted = { lastDay: null, countedTo: null, warnings: [], ladder: [], trace: [] };
  const source = { article: 'Order 2020-3 art. 21', mark: 'V', agreedOn: '2026-03-17' };
  const promise = { ...counted, ...source, clock: 'decide', dueAt: DUE_AT, before: DUE_AT };
  const span = { pause: 'expert-work', pausedAt: TUESDAY, resumedAt: TUESDAY, by: 'sun' };
  expect(both({ type: 'ClockResumed', data: { ...promise, ...span } })).toEqual([
    expect.stringMatching(/both sides agreed on 2026-03-17, and that day stands\.$/),
    expect.stringMatching(/双方已约定截止日为 2026-03-17，以约定为准。$/),
  ]);
  const restarted = { startsAt: TUESDAY, because: 'new-facts' } as const;
  expect(both({ type: 'ClockRestarted', data: { ...promise, ...restarted } })).toEqual([
    expect.stringMatching(/agreed, 2026-03-17, is no earlier and stands\.$/),
    expect.stringMatching(/双方约定的截止日 2026-03-17 .*以约定为准。$/),
  ]);
});
