import type { Changes } from './evolve.ts';
import type { CaseClock } from './state.ts';

/** Facts put right, and the promises that moved because of it. */
export const correctionChanges: Changes<'FactCorrected' | 'ClockMoved'> = {
  FactCorrected: (state, { fact, after }) => {
    const { decided } = state;
    if (fact === 'received-at') return { ...state, decided: { ...decided, receivedAt: after } };
    const telling = decided.telling && { ...decided.telling, toldAt: after };
    return { ...state, decided: { ...decided, telling } };
  },
  ClockMoved: (
    state,
    { clock, before: _before, because: _because, basis: _basis, ...moved },
    revision,
  ) => {
    const { trace: _trace, ...promise } = moved;
    const change: Partial<CaseClock> = { ...promise, revision };
    return {
      ...state,
      clocks: state.clocks.map((one) => (one.name === clock ? { ...one, ...change } : one)),
    };
  },
};
