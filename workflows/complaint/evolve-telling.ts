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
      telling: { toldAt, channel, proved: proof !== undefined },
      disputed: null,
    },
  }),
  TellingProved: (state) => {
    const { telling } = state.decided;
    return {
      ...state,
      decided: { ...state.decided, telling: telling && { ...telling, proved: true } },
    };
  },
  OtherwiseAgreed: (state, { evidence: _evidence, agreedAt: _agreedAt, ...agreed }) => ({
    ...state,
    decided: { ...state.decided, agreed: [...state.decided.agreed, agreed] },
  }),
};
