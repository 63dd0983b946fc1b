import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { AfterState } from './after-state.ts';
import type { DecisionState, ToldBefore } from './decision-state.ts';
import type { Changes } from './evolve.ts';
import { withReplaced } from './evolve-clocks.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { takesOver } from './takes-over.ts';

/** What waits for its calendar has neither stopped nor been breached. */
const RUNNING = { stopped: false, breached: false };

/** Facts put right, and the promises that moved because of it. */
export const correctionChanges: Changes<'FactCorrected' | 'RegimeVersionAdopted' | 'ClockMoved'> = {
  FactCorrected: corrected,
  RegimeVersionAdopted: (state, adopted) => {
    const version = adopted.after;
    return {
      ...state,
      clocks: state.clocks.map((one) => (takesOver(adopted, one) ? { ...one, version } : one)),
      waiting: state.waiting.map((one) =>
        takesOver(adopted, { ...one, ...RUNNING }) ? { ...one, version } : one,
      ),
    };
  },
  ClockMoved: (
    state,
    { clock, before: _before, because: _because, basis: _basis, runsOn, promise: of, ...moved },
    revision,
  ) => {
    const { trace: _trace, ...promise } = moved;
    if (of !== undefined) return withReplaced(state, of, promise);
    const running = runsOn === true ? { stopped: false } : {};
    const change: Partial<CaseClock> = { ...promise, ...running, revision };
    return {
      ...state,
      clocks: state.clocks.map((one) => (one.name === clock ? { ...one, ...change } : one)),
    };
  },
};

function corrected(
  state: ComplaintState,
  { fact, about, after }: EventData<'FactCorrected'>,
): ComplaintState {
  const { decided, review } = state;
  const withFact = (change: Partial<DecisionState>): ComplaintState => ({
    ...state,
    decided: { ...decided, ...change },
  });
  switch (fact) {
    case 'received-at':
      return withFact({ receivedAt: after });
    case 'sent-to-firm-at':
      return withFact({ sentToFirmAt: after });
    case 'regulator-received-at':
      return about === undefined
        ? withFact({ regulatorReceivedAt: after })
        : withRequest(state, about, { regulatorReceivedAt: after });
    case 'request-received-at':
      return withRequest(state, about, { receivedAt: after });
    case 'told-at':
      return withFact(toldAs(decided, about, after));
    case 'review-told-at':
      return { ...state, review: review && { ...review, toldAt: after } };
  }
}

/** Of a decision told before, or of the last one, in force or disputed since: there is one of them. */
function toldAs(
  { telling, disputed, toldBefore }: DecisionState,
  about: number | undefined,
  toldAt: Instant,
): Partial<DecisionState> {
  const isMeant = ({ proposal }: ToldBefore) => proposal.revision === about;
  if (toldBefore.some(isMeant))
    return { toldBefore: toldBefore.map((one) => (isMeant(one) ? { ...one, toldAt } : one)) };
  return {
    telling: telling && { ...telling, toldAt },
    disputed: disputed && { ...disputed, telling: { ...disputed.telling, toldAt } },
  };
}

type Request = AfterState['regulatorRequests'][number];

function withRequest(
  state: ComplaintState,
  about: number | undefined,
  change: Partial<Request>,
): ComplaintState {
  const regulatorRequests = state.after.regulatorRequests.map((one) =>
    one.revision === about ? { ...one, ...change } : one,
  );
  return { ...state, after: { ...state.after, regulatorRequests } };
}
