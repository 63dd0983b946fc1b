import type { Changes } from './evolve.ts';
import type { CaseClock } from './state.ts';

/** Facts put right, and the promises that moved because of it. */
export const correctionChanges: Changes<'FactCorrected' | 'RegimeVersionAdopted' | 'ClockMoved'> = {
  FactCorrected: (state, { fact, after }) => {
    const { decided } = state;
    if (fact === 'received-at') return { ...state, decided: { ...decided, receivedAt: after } };
    const telling = decided.telling && { ...decided.telling, toldAt: after };
    return { ...state, decided: { ...decided, telling } };
  },
  // What has stopped or is breached stays bound to the version it ran under.
  RegimeVersionAdopted: (state, { regime, before, after: version }) => ({
    ...state,
    clocks: state.clocks.map((one) =>
      one.regime === regime && one.version === before && !one.stopped && !one.breached
        ? { ...one, version }
        : one,
    ),
    waiting: state.waiting.map((one) =>
      one.regime === regime && one.version === before ? { ...one, version } : one,
    ),
  }),
  ClockMoved: (
    state,
    { clock, before: _before, because: _because, basis: _basis, runsOn, ...moved },
    revision,
  ) => {
    const { trace: _trace, ...promise } = moved;
    const running = runsOn === true ? { stopped: false } : {};
    const change: Partial<CaseClock> = { ...promise, ...running, revision };
    return {
      ...state,
      clocks: state.clocks.map((one) => (one.name === clock ? { ...one, ...change } : one)),
    };
  },
};
