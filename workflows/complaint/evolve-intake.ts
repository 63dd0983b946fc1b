import type { Instant } from '../../events/envelope.ts';
import type { Changes } from './evolve.ts';
import { goingOn } from './evolve-end.ts';
import type { Intake } from './intake-state.ts';
import type { ComplaintState } from './state.ts';

/** How the complaint was taken in, and what became of its likes. */
export const intakeChanges: Changes<
  | 'ComplaintReceived'
  | 'RepresentativesNamed'
  | 'MandateRecorded'
  | 'ComplaintTriaged'
  | 'FoundNoComplaint'
  | 'MaterialsAskedFor'
  | 'MaterialsReceived'
  | 'DuplicateDismissed'
  | 'MergeAsked'
  | 'MergeRefused'
  | 'CaseMerged'
  | 'MergeAccepted'
  | 'NewFactsReceived'
  | 'NewFactsConfirmed'
  | 'NewFactsDismissed'
  | 'NewFactsLeftUnconfirmed'
> = {
  ComplaintReceived: (state, received) => ({
    ...withIntake(state, () => ({
      complainants: received.joint?.complainants ?? 1,
      candidates: received.possibleDuplicates ?? [],
      alike: received.possibleDuplicates ?? [],
    })),
    status: 'open',
    received,
  }),
  RepresentativesNamed: (state, { representatives }) =>
    withIntake(state, () => ({ representatives: representatives.length })),
  MandateRecorded: (state, _data, revision) =>
    withIntake(state, ({ mandates }) => ({ mandates: [...mandates, revision] })),
  ComplaintTriaged: (state, { parts }) =>
    withIntake(state, () => ({ parts: parts.map(({ matter: _matter, ...part }) => part) })),
  FoundNoComplaint: (state) => state,
  MaterialsAskedFor: (state, { materials, held }) =>
    withIntake(state, (intake) => ({
      askedFor: union(intake.askedFor, materials),
      held: union(intake.held, held),
    })),
  MaterialsReceived: (state, { materials }) =>
    withIntake(state, ({ askedFor, held }) => ({
      askedFor: askedFor.filter((one) => !materials.includes(one)),
      held: union(held, materials),
    })),
  DuplicateDismissed: (state, { of }) =>
    withIntake(judged(state, of), ({ alike }) => ({ alike: alike.filter((one) => one !== of) })),
  MergeAsked: (state, { reasons: _reasons, ...asked }, revision) =>
    withIntake(judged(state, asked.into), () => ({ merge: { ...asked, revision } })),
  MergeRefused: (state) => withIntake(state, () => ({ merge: null })),
  CaseMerged: (state, { into, goesOnFor }) =>
    withIntake(goingOn(state, goesOnFor), () => ({ merge: null, mergedInto: into })),
  MergeAccepted: (state, { from }) =>
    withIntake(state, ({ mergedFrom }) => ({ mergedFrom: [...mergedFrom, from] })),
  NewFactsReceived: (state, { receivedAt, confirmation, by }, receipt) =>
    confirmation === undefined
      ? taken(state, receivedAt)
      : withUnconfirmed(state, (waiting) => [
          ...waiting,
          { receipt, receivedAt, by, ...confirmation, overdue: false },
        ]),
  NewFactsConfirmed: (state, { receipt }) => {
    const confirmed = state.intake.unconfirmed.find((one) => one.receipt === receipt);
    return confirmed === undefined ? state : taken(answered(state, receipt), confirmed.receivedAt);
  },
  NewFactsDismissed: (state, { receipt }) => answered(state, receipt),
  NewFactsLeftUnconfirmed: (state, { receipt }) =>
    withUnconfirmed(state, (waiting) =>
      waiting.map((one) => (one.receipt === receipt ? { ...one, overdue: true } : one)),
    ),
};

/** A candidate that somebody has judged is none any longer. */
export function judged(state: ComplaintState, number: string): ComplaintState {
  return withIntake(state, ({ candidates }) => ({
    candidates: candidates.filter((one) => one !== number),
  }));
}

/** They count by when they were received, in whatever order they were recorded. */
function taken(state: ComplaintState, receivedAt: Instant): ComplaintState {
  return withIntake(state, ({ factsAt }) => ({ factsAt: [...factsAt, receivedAt].toSorted() }));
}

function answered(state: ComplaintState, receipt: number): ComplaintState {
  return withUnconfirmed(state, (waiting) => waiting.filter((one) => one.receipt !== receipt));
}

function withUnconfirmed(
  state: ComplaintState,
  change: (waiting: Intake['unconfirmed']) => Intake['unconfirmed'],
): ComplaintState {
  return withIntake(state, ({ unconfirmed }) => ({ unconfirmed: change(unconfirmed) }));
}

function withIntake(
  state: ComplaintState,
  change: (intake: Intake) => Partial<Intake>,
): ComplaintState {
  return { ...state, intake: { ...state.intake, ...change(state.intake) } };
}

function union<Item>(one: readonly Item[], other: readonly Item[]): readonly Item[] {
  return [...new Set([...one, ...other])];
}
