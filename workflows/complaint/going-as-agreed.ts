import { LETTER_CHANNELS } from '../../events/complaint/decision-codes.ts';
import type { LetterChannel } from '../../events/complaint/decision-codes.ts';
import type { Instant } from '../../events/envelope.ts';
import type { ComplaintState } from './state.ts';
import { formAgreed, goingBy } from './telling-proof.ts';

/**
 * How an order says by which channel a letter goes that tells no result: by the form of notice agreed (Order 2020-3
 * art. 21), or by post where no letter goes that way.
 */
export function goingAsAgreed(
  state: ComplaintState,
  now: Instant,
): { readonly channel?: LetterChannel } {
  const agreed = formAgreed(state, now);
  return goingBy(LETTER_CHANNELS.find((one) => one === agreed?.channel) ?? 'post');
}
