import type { Clock } from '../regimes/regime.ts';
import type { Language } from './explain-count.ts';

/** What a clock counts from, by the word that its rule has for it. */
export type Start = Clock['startsWith'];

const WORDS: { readonly [What in Start]: { readonly [In in Language]: string } } = {
  received: { en: 'the complaint was received', zh: '收到投诉' },
  'sent-to-firm': { en: 'the complaint was sent to the firm', zh: '投诉转送机构' },
  accepted: { en: 'the complaint was accepted', zh: '受理投诉' },
  'materials-complete': { en: 'the materials were complete', zh: '材料齐备' },
  'new-facts': { en: 'new facts were received', zh: '收到新事实' },
  decided: { en: 'the decision was signed off', zh: '处理决定经审批' },
  told: { en: 'the complainant was told', zh: '告知投诉人' },
  'final-response-sent': { en: 'the final response was sent', zh: '发出最终答复' },
  'summary-sent': { en: 'the summary of the resolution was sent', zh: '发出简要解决告知' },
  'review-requested': { en: 'a review was asked for', zh: '申请核查' },
  'regulator-received': { en: 'the regulator received it', zh: '监管机构接收投诉' },
  'delay-explained': { en: 'the delay was explained by letter', zh: '书面说明延迟原因' },
};

/** In words, as after “when”; of several, any. */
export function startWords(starts: readonly Start[], language: Language): string {
  return starts.map((one) => WORDS[one][language]).join(language === 'en' ? ' or ' : '或者');
}
