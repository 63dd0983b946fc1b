import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Language } from '../explain-count.ts';
import type { ComplaintState } from './state.ts';

type Correction = EventData<'FactCorrected'>;
type Words = { readonly [In in Language]: string };

/** The facts, as people say them. */
const FACTS: { readonly [Fact in Correction['fact']]: Words } = {
  'received-at': { en: 'when the complaint was received', zh: '投诉接收时间' },
  'sent-to-firm-at': { en: 'when the complaint was sent to the firm', zh: '投诉转送机构时间' },
  'regulator-received-at': {
    en: 'when the regulator had received what it passed on',
    zh: '监管机构接收时间',
  },
  'request-received-at': {
    en: 'when the regulator’s request was received',
    zh: '监管要求接收时间',
  },
  'told-at': { en: 'when the decision was told', zh: '处理决定告知时间' },
  'review-told-at': { en: 'when the result of the review was told', zh: '核查结果告知时间' },
};

/**
 * What was put right, where a clock moved or stopped anew; `corrections` are those before, by revision. One that
 * stopped anew by anything else says at least how it stands by that.
 */
export function explainCorrection(
  { type, data }: ComplaintEvent,
  corrections: ReadonlyMap<number, Correction>,
  language: Language,
): readonly string[] {
  if (type !== 'ClockMoved' && type !== 'WaitingClockMoved' && type !== 'ClockStopped') return [];
  const correction = data.basis === undefined ? undefined : corrections.get(data.basis);
  const judged =
    type === 'ClockStopped' && data.basis !== undefined ? [stop(data.inTime)[language]] : [];
  if (correction === undefined) return judged;
  const { fact, before, after } = correction;
  const what = FACTS[fact][language];
  const line =
    language === 'en'
      ? `A fact was corrected, ${what}: at ${after}, not at ${before}.`
      : `事实已更正：${what}应为 ${after}，原登记为 ${before}。`;
  return [line, ...judged];
}

/** That new facts which had begun a clock again begin it no more, since they came too late by another count. */
export function explainUnbegun(
  { type, data }: ComplaintEvent,
  { clocks, intake }: Pick<ComplaintState, 'clocks' | 'intake'>,
  language: Language,
): readonly string[] {
  if (type !== 'ClockMoved' || data.promise !== undefined) return [];
  const from = clocks.find(({ name }) => name === data.clock)?.startsAt;
  if (from === undefined || data.startsAt >= from || !intake.factsAt.includes(from)) return [];
  return language === 'en'
    ? [`By this count its time was over when new facts came at ${from}: they begin it no more.`]
    : [`按此计算，${from} 收到新事实时时限已届满，不再自该时重新起算。`];
}

function stop(inTime: boolean): Words {
  return inTime
    ? { en: 'By this it stopped in time.', zh: '据此，该时限在期限之内终止计算。' }
    : { en: 'By this it stopped too late.', zh: '据此，该时限逾期后方终止计算。' };
}
