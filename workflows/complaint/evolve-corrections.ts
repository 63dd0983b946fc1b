import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { AfterState } from './after-state.ts';
import type { DecisionState, ToldBefore } from './decision-state.ts';
import type { Changes } from './evolve.ts';
import { begunBy, periodOf } from './clock-period.ts';
import type { ReviewState } from './review-state.ts';
import { receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { takesOver } from './takes-over.ts';

/** What waits for its calendar has neither stopped nor been breached. */
const RUNNING = { stopped: false, breached: false };

/** Facts put right, and the promises that moved because of it. */
export const correctionChanges: Changes<'FactCorrected' | 'RegimeVersionAdopted' | 'ClockMoved'> = {
  FactCorrected: (state, data) => begunElsewhen(corrected(state, data), data),
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
    const { trace: _trace, agreedOn, ...promise } = moved;
    const agreed = agreedOn === undefined ? {} : { agreedOn };
    const moves = (one: CaseClock): CaseClock => ({
      ...one,
      ...periodAt(state, one, moved),
      ...promise,
      ...agreed,
    });
    if (of !== undefined)
      return {
        ...state,
        replaced: state.replaced.map((one) => (one.revision === of ? moves(one) : one)),
      };
    const running = runsOn === true ? { stopped: false } : {};
    return {
      ...state,
      clocks: state.clocks.map((one) =>
        one.name === clock ? { ...moves(one), ...running, revision } : one,
      ),
    };
  },
};

/**
 * The period that a clock is moved into: an earlier one, when the facts that ended it came too late after all, or one
 * that facts on record begin, when they came in time.
 */
function periodAt(
  state: ComplaintState,
  clock: CaseClock,
  { startsAt }: Pick<CaseClock, 'startsAt'>,
): Partial<CaseClock> {
  const { before } = clock;
  if (startsAt === clock.startsAt) return {};
  const earlier = before.findIndex((one) => one.startsAt === startsAt);
  const back = before[earlier];
  if (back !== undefined) {
    const { step, pauses, agreedOn } = back;
    return { step, pauses, agreedOn, before: before.slice(0, earlier) };
  }
  const isByFacts = startsAt > clock.startsAt && state.intake.factsAt.includes(startsAt);
  return isByFacts && startsAt !== receivedAtOf(state)
    ? { ...begunBy(startsAt, clock), before: [...before, periodOf(clock)] }
    : {};
}

/** The first period of a clock that new facts began again counts from the corrected fact, though nothing moves. */
function begunElsewhen(
  state: ComplaintState,
  { before: was, after: startsAt }: EventData<'FactCorrected'>,
): ComplaintState {
  const counted = (clock: CaseClock): CaseClock => {
    const [first, ...others] = clock.before;
    return first?.startsAt === was
      ? { ...clock, before: [{ ...first, startsAt }, ...others] }
      : clock;
  };
  return { ...state, clocks: state.clocks.map(counted), replaced: state.replaced.map(counted) };
}

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
      return { ...state, review: review && toldAnew(review, after) };
  }
}

function toldAnew(review: ReviewState, toldAt: Instant): ReviewState {
  return { ...review, telling: review.telling && { ...review.telling, toldAt } };
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
