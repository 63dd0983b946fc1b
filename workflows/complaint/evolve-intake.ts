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
> = {
  ComplaintReceived: (state, received) => ({
    ...withIntake(state, () => ({
      complainants: received.joint?.complainants ?? 1,
      candidates: received.possibleDuplicates ?? [],
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
  DuplicateDismissed: (state, { of }) => judged(state, of),
  MergeAsked: (state, { into, newFactsAt }, revision) =>
    withIntake(judged(state, into), () => ({
      merge: { revision, into, ...(newFactsAt === undefined ? {} : { newFactsAt }) },
    })),
  MergeRefused: (state) => withIntake(state, () => ({ merge: null })),
  CaseMerged: (state, { into, goesOnFor }) =>
    withIntake(goingOn(state, goesOnFor), () => ({ merge: null, mergedInto: into })),
  MergeAccepted: (state, { from }) =>
    withIntake(state, ({ mergedFrom }) => ({ mergedFrom: [...mergedFrom, from] })),
  NewFactsReceived: (state, { receivedAt }) =>
    withIntake(state, ({ newFactsAt }) => ({
      // An older letter found late is on record, and begins nothing.
      newFactsAt: newFactsAt === null || newFactsAt < receivedAt ? receivedAt : newFactsAt,
    })),
};

/** A candidate that somebody has judged is none any longer. */
export function judged(state: ComplaintState, number: string): ComplaintState {
  return withIntake(state, ({ candidates }) => ({
    candidates: candidates.filter((one) => one !== number),
  }));
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
