import type { Agreed, DecisionState, ToldBefore } from './decision-state.ts';
import type { Changes } from './evolve.ts';

/** That the complainant knows, how it can be shown, and what both sides agreed of it. */
export const tellingChanges: Changes<'ComplainantTold' | 'TellingProved' | 'OtherwiseAgreed'> = {
  ComplainantTold: (state, { toldAt, channel, proof }) => ({
    ...state,
    told: true,
    // The decision knows them, and the period that they might have moved is over.
    intake: { ...state.intake, unconfirmed: [] },
    decided: {
      ...state.decided,
      telling: {
        ...{ toldAt, channel, deed: proof?.deed ?? null },
        acceptedAt: null,
      },
      disputed: null,
      toldBefore: [...state.decided.toldBefore, ...toldBefore(state.decided)],
    },
  }),
  TellingProved: (state, { proof }) => {
    const { telling } = state.decided;
    return {
      ...state,
      decided: { ...state.decided, telling: telling && { ...telling, deed: proof.deed } },
    };
  },
  OtherwiseAgreed: (state, { evidence: _evidence, superseded = [], ...agreed }) => ({
    ...state,
    // One that was handed out is still answered for: it may have gone out before they agreed.
    letters: state.letters.map((one) =>
      superseded.includes(one.order) ? { ...one, superseded: true, retryAt: null } : one,
    ),
    clocks: state.clocks.map((one) =>
      one.name === agreed.clock && !one.stopped && isInForce(agreed)
        ? { ...one, agreedOn: agreed.until ?? null }
        : one,
    ),
    decided: { ...state.decided, agreed: [...state.decided.agreed, agreed] },
  }),
};

/** Whether a clock that runs ends with it at once; what was recorded out of order is counted by its date. */
function isInForce({ laterAgreedAt, begunAgainAt, stoppedAt }: Agreed): boolean {
  return [laterAgreedAt, begunAgainAt, stoppedAt].every((one) => one === undefined);
}

/** The decision that another takes the place of now. */
function toldBefore({ disputed }: DecisionState): readonly ToldBefore[] {
  if (disputed === null) return [];
  const { proposal, telling, at: disputedAt } = disputed;
  const { revision, signedOff } = proposal;
  return [{ proposal: { revision, signedOff }, ...telling, disputedAt }];
}
