import type { DecisionState, ToldBefore } from './decision-state.ts';
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
        ...{ toldAt, channel, proved: proof !== undefined },
        ...{ acceptedAt: null, closedAt: null },
      },
      disputed: null,
      toldBefore: [...state.decided.toldBefore, ...toldBefore(state.decided)],
    },
  }),
  TellingProved: (state) => {
    const { telling } = state.decided;
    return {
      ...state,
      decided: { ...state.decided, telling: telling && { ...telling, proved: true } },
    };
  },
  OtherwiseAgreed: (state, { evidence: _evidence, ...agreed }) => ({
    ...state,
    clocks: state.clocks.map((one) =>
      one.name === agreed.clock && !one.stopped && agreed.laterAgreedAt === undefined
        ? { ...one, agreedOn: agreed.until ?? null, agreedAt: agreed.agreedAt }
        : one,
    ),
    decided: { ...state.decided, agreed: [...state.decided.agreed, agreed] },
  }),
};

/** The decision that another takes the place of now. */
function toldBefore({ disputed }: DecisionState): readonly ToldBefore[] {
  if (disputed === null) return [];
  const { proposal, telling, at: disputedAt } = disputed;
  const { revision, signedOff } = proposal;
  const { proved: _proved, ...told } = telling;
  return [{ proposal: { revision, signedOff }, ...told, disputedAt }];
}
