import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant, Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Language } from '../explain-count.ts';
import type { CaseClock } from './state.ts';

/** That a complainant disputed what he was told: another decision is owed, in a time that the house sets itself. */
export type Dispute = { readonly by: 'rejection' | 'reopening'; readonly at: Instant };

/** The last one, after an event. */
export function disputeAfter(
  before: Dispute | undefined,
  { type, data }: ComplaintEvent,
): Dispute | undefined {
  switch (type) {
    case 'DecisionRejected':
      return { by: 'rejection', at: data.rejectedAt };
    case 'CaseReopened':
      return { by: 'reopening', at: data.disputedAt };
    default:
      return before;
  }
}

/** A clock begun once more, and by what; it may have been another sort of limit before. */
type Again = Dispute & { readonly before: 'legal' | 'target' };

/** The dispute by which a clock begins that had begun before. */
export function begunBy(
  { type, data }: ComplaintEvent,
  known: { readonly limit: 'legal' | 'target' } | undefined,
  dispute: Dispute | undefined,
): Again | undefined {
  if (type !== 'ClockStarted' || known === undefined || dispute === undefined) return undefined;
  return data.startsAt === dispute.at ? { ...dispute, before: known.limit } : undefined;
}

/** The datum that its beginning rests on; none of its own regime where that is silent and the house’s rules speak. */
export function datumOfDispute({ by }: Dispute, regime: Regime | undefined): string | null {
  return regime?.[by] === undefined ? null : by;
}

/** Why it counts anew, and that what it came to before is not touched. */
export function explainAgain(again: Again | undefined, language: Language): readonly string[] {
  if (again === undefined) return [];
  const { by, at, before } = again;
  const words = [WHY[by](at), ...(before === 'legal' ? [NO_LAW] : [])];
  return words.map((one) => one[language]);
}

const WHY: { readonly [By in Dispute['by']]: (at: Instant) => Text } = {
  rejection: (at) => ({
    en: `The complainant did not accept the decision at ${at}: another one is owed, and it begins anew from there.`,
    zh: `投诉人于 ${at} 表示不接受处理决定，应当另行作出处理决定，自此重新起算。`,
  }),
  reopening: (at) => ({
    en: `The result was disputed at ${at} and the case opened again: it begins anew from there.`,
    zh: `投诉人于 ${at} 提出异议，案件重新办理，自此重新起算。`,
  }),
};

const NO_LAW: Text = {
  en: 'It is a target of the house now: whether the legal limit was kept was settled before, and stays so.',
  zh: '自此为内部目标；此前法定期限是否遵守已有定论，不因此改变。',
};

/** That what is put right is of a time before it began anew. */
export function explainEarlier(
  earlier: CaseClock | undefined,
  language: Language,
): readonly string[] {
  if (earlier === undefined) return [];
  const { startsAt } = earlier;
  return language === 'en'
    ? [
        `It is of the time from ${startsAt}, before it began anew: the time that counts now is not touched.`,
      ]
    : [`所涉为重新起算之前、自 ${startsAt} 起算的时限；现行时限不受影响。`];
}
