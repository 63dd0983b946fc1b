import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import type { CommandData } from '../../../workflows/complaint/commands.ts';
import { given, hana, proposal, sun } from './a-case.ts';

type Events = readonly ComplaintEvent[];

/** A case decided once more, proposed and signed off at one instant; `decision` is the revision of the proposal. */
export function decidedAgain(
  events: Events,
  at: Instant,
  changes: Partial<CommandData<'ProposeDecision'>> = {},
): { readonly proposed: Events; readonly signed: Events; readonly decision: number } {
  const data = { ...proposal, ...changes };
  const proposed = given(events).after({ type: 'ProposeDecision', data }, { at, by: hana });
  const decision = proposed.findLastIndex(({ type }) => type === 'DecisionProposed');
  const signOff = { proposal: decision, letterCommitment: data.letter.commitment };
  const signed = given(proposed).after({ type: 'SignOff', data: signOff }, { at, by: sun });
  return { proposed, signed, decision };
}
