import type { AfterState } from './after-state.ts';
import { withDisputed } from './evolve-decision.ts';
import type { Changes } from './evolve.ts';
import type { ComplaintState } from './state.ts';

/** What stands beside the handling of a case, or comes after it. */
export const afterChanges: Changes<
  | 'MediationBegun'
  | 'MediationEnded'
  | 'DelayExplained'
  | 'CaseReferred'
  | 'ForumDecided'
  | 'CaseReopened'
  | 'SurveySent'
  | 'SurveyAnswered'
  | 'RegulatorAsked'
  | 'RegulatorAnswered'
> = {
  MediationBegun: (state, { appliedAt, complainantAgreedAt: agreedAt = null }, revision) =>
    withAfter(state, ({ mediations }) => ({
      mediations: [...mediations, { revision, appliedAt, agreedAt, ended: false, endedAt: null }],
    })),
  MediationEnded: (state, { mediation, endedAt }) =>
    withAfter(state, ({ mediations }) => ({
      mediations: changed(mediations, mediation, { ended: true, endedAt }),
    })),
  DelayExplained: (state, { at, expectedOn: on }, letter) =>
    withAfter(state, ({ promised }) => ({
      delayExplainedAt: at,
      promised: on === undefined ? promised : [...promised, { letter, on }],
    })),
  CaseReferred: (state, { forum, referredAt }, revision) =>
    withAfter(state, ({ referrals }) => ({
      referrals: [...referrals, { revision, forum, referredAt, decided: false }],
    })),
  ForumDecided: (state, { referral }) =>
    withAfter(state, ({ referrals }) => ({
      referrals: changed(referrals, referral, { decided: true }),
    })),
  CaseReopened: (state, { disputedAt: at }) =>
    withAfter(
      {
        ...withDisputed(state, at),
        status: 'open',
        // It would tell of an end that is none any more.
        letters: state.letters.filter(({ letter, failed }) => letter !== 'ending' || !failed),
        retention: { ...state.retention, begun: null },
      },
      () => ({
        ...{ reopened: true, closedAt: null, survey: null, goesOnFor: null },
        ...{ delayExplainedAt: null, delaySentAt: null, promised: [], delaySent: null },
        progressTold: false,
      }),
    ),
  SurveySent: (state, { at }, revision) =>
    withAfter(state, () => ({ survey: { revision, at, answered: false } })),
  SurveyAnswered: (state) =>
    withAfter(state, ({ survey }) => ({ survey: survey && { ...survey, answered: true } })),
  RegulatorAsked: (state, data, revision) => {
    const { receivedAt, regulatorReceivedAt = null, replyBy = null, clock = null } = data;
    const asked = { revision, receivedAt, regulatorReceivedAt, replyBy, clock, repliedAt: null };
    return withAfter(state, ({ regulatorRequests }) => ({
      regulatorRequests: [...regulatorRequests, asked],
    }));
  },
  RegulatorAnswered: (state, { request, repliedAt }) =>
    withAfter(state, ({ regulatorRequests }) => ({
      regulatorRequests: changed(regulatorRequests, request, { repliedAt }),
    })),
};

function withAfter(
  state: ComplaintState,
  change: (after: AfterState) => Partial<AfterState>,
): ComplaintState {
  return { ...state, after: { ...state.after, ...change(state.after) } };
}

function changed<One extends { readonly revision: number }>(
  list: readonly One[],
  revision: number,
  change: Partial<One>,
): readonly One[] {
  return list.map((one) => (one.revision === revision ? { ...one, ...change } : one));
}
