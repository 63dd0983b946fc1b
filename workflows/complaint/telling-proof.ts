import type { Deed, TellingChannel } from '../../events/complaint/decision-codes.ts';
import type { Refusal } from '../process.ts';
import { refuse } from './refuse.ts';
import { regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/** What must have been done in time to have told somebody, by channel, and where that is written. */
type Proofs = {
  readonly deeds: { readonly [Channel in TellingChannel]: Deed };
  readonly article: string;
  readonly mark: 'V' | 'S' | 'M' | 'P';
};

/** A regime that is not here says nothing of proof. */
const PROOFS: { readonly [regime: string]: Proofs } = {
  'cn-nfra-2020': {
    deeds: {
      post: 'handed-or-posted',
      'in-person': 'handed-or-posted',
      email: 'sent',
      sms: 'sent',
      phone: 'dialled',
    },
    article: 'Order 2020-3 art. 21',
    mark: 'V',
  },
};

/** Whether the telling must be shown before the case is closed. */
export function proofDemanded(state: ComplaintState): Proofs | undefined {
  return PROOFS[regimeOf(state) ?? ''];
}

/** A deed that is no proof for the channel, unless both sides agreed on that form of notice. */
export function refuseDeed(
  state: ComplaintState,
  channel: TellingChannel,
  deed: Deed,
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
  const rule = proofDemanded(state);
  const accepted = rule?.deeds[channel];
  if (accepted === undefined || deed === accepted || deed === 'as-agreed') return undefined;
  return refuse(
    'no-proof-for-channel',
    `Telling by ${channel} is proved by ${accepted}, not by ${deed} (${rule?.article ?? ''}).`,
    `以 ${channel} 方式告知应以 ${accepted} 证明，而非 ${deed}（${rule?.article ?? ''}）。`,
  );
}
