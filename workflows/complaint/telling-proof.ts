import type { Deed, TellingChannel } from '../../events/complaint/decision-codes.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { caseRegime } from './case-regime.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

type Proof = NonNullable<Regime['proofs']>[number];

/** The forms of notice that a rule speaks of, by the channel. */
const FORMS: { readonly [Channel in TellingChannel]: Proof['channel'] } = {
  post: 'paper',
  'in-person': 'paper',
  email: 'electronic',
  sms: 'electronic',
  phone: 'phone',
};

/** What must have been done to have told somebody this way; nothing where the regime does not say. */
export function proofDemanded(
  state: ComplaintState,
  channel: TellingChannel,
  rules: RuleBook,
): Proof | undefined {
  return caseRegime(state, rules)?.proofs?.find((proof) => proof.channel === FORMS[channel]);
}

/** A deed that is no proof for the channel, unless both sides agreed on that form of notice. */
export function refuseDeed(
  state: ComplaintState,
  { channel, deed }: { readonly channel: TellingChannel; readonly deed: Deed },
  rules: RuleBook,
): { readonly refused: Refusal } | undefined {
  const agreed = state.decided.agreed.some(
    (one) => one.of === 'form-of-notice' && one.channel === channel,
  );
  if (deed === 'as-agreed' && !agreed)
    return refuse(
      'form-not-agreed',
      `No agreement on telling by ${channel} is recorded: record it first.`,
      `没有关于以 ${channel} 方式告知的约定记录，请先登记约定。`,
    );
  const proof = proofDemanded(state, channel, rules);
  if (proof === undefined || deed === proof.deed || deed === 'as-agreed') return undefined;
  return refuse(
    'no-proof-for-channel',
    `Telling by ${channel} is proved by ${proof.deed}, not by ${deed} (${proof.article}).`,
    `以 ${channel} 方式告知应以 ${proof.deed} 证明，而非 ${deed}（${proof.article}）。`,
  );
}
