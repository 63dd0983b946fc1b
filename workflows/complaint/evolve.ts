import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import { afterChanges } from './evolve-after.ts';
import { clockChanges } from './evolve-clocks.ts';
import { correctionChanges } from './evolve-corrections.ts';
import { decisionChanges } from './evolve-decision.ts';
import { handlingChanges } from './evolve-handling.ts';
import { endChanges } from './evolve-end.ts';
import { importChanges } from './evolve-imported.ts';
import { intakeChanges } from './evolve-intake.ts';
import { letterChanges } from './evolve-letters.ts';
import { linkChanges } from './evolve-links.ts';
import { nonRoutineChanges } from './evolve-non-routine.ts';
import { reviewChanges } from './evolve-review.ts';
import { tellingChanges } from './evolve-telling.ts';
import { involvedAfter } from './involved.ts';
import type { ComplaintState } from './state.ts';

/** Copies what an event says into the state; computes nothing. */
export function evolve(
  state: ComplaintState,
  event: ComplaintEvent,
  revision: number,
): ComplaintState {
  const involved = involvedAfter(state.involved, event);
  return { ...change(state, event, revision), involved, next: revision + 1 };
}

/** The state as it stands once events that follow it are recorded. */
export function evolveAll(
  state: ComplaintState,
  events: readonly ComplaintEvent[],
): ComplaintState {
  return events.reduce((stands, event) => evolve(stands, event, stands.next), state);
}

/** What each of some events says of the state. */
export type Changes<Type extends ComplaintEvent['type'] = ComplaintEvent['type']> = {
  readonly [One in Type]: (
    state: ComplaintState,
    data: EventData<One>,
    revision: number,
  ) => ComplaintState;
};

const changes: Changes = {
  ...intakeChanges,
  ...importChanges,
  ...clockChanges,
  ComplaintAcknowledged: (state, { at }) => ({
    ...state,
    acknowledged: true,
    intake: { ...state.intake, acknowledgedAt: at },
  }),
  ComplaintClassified: (state, said, revision) => ({
    ...state,
    classification: { revision, said },
  }),
  ...handlingChanges,
  FindingRecorded: (state, _finding, revision) => ({
    ...state,
    findings: [...state.findings, revision],
  }),
  ...decisionChanges,
  ExtensionRequested: (state, { clock, step, by }, request) => ({
    ...state,
    extension: { clock, step, by, request, notice: null, grantedAt: null },
  }),
  ExtensionGranted: ({ extension, ...state }, { holdsWith, until, at = null }, revision) => ({
    ...state,
    extension:
      holdsWith === undefined || extension === null
        ? null
        : {
            ...extension,
            notice: until === undefined ? extension.request : revision,
            grantedAt: at,
          },
  }),
  ExtensionRefused: withoutExtension,
  ExtensionLapsed: withoutExtension,
  CaseEscalated: (state, { to }) => ({ ...state, raisedTo: to }),
  ...tellingChanges,
  ...endChanges,
  ...reviewChanges,
  ...afterChanges,
  ...correctionChanges,
  ...letterChanges,
  ...linkChanges,
  ...nonRoutineChanges,
};

function change<Type extends ComplaintEvent['type']>(
  state: ComplaintState,
  { type, data }: { [One in Type]: { type: One; data: EventData<One> } }[Type],
  revision: number,
): ComplaintState {
  return changes[type](state, data, revision);
}

function withoutExtension(state: ComplaintState): ComplaintState {
  return { ...state, extension: null };
}
