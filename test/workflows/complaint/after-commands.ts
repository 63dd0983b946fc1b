import fc from 'fast-check';
import { FACTS_OF_TIME } from '../../../events/complaint/correction-events.ts';
import type { Message } from '../../../events/envelope.ts';
import type { Box } from '../../../events/personal.ts';

/** Commands about what follows a decision, sensible and senseless, for the laws to be tried with. */
export function afterwards(
  box: (text: string) => Box,
  revision: fc.Arbitrary<number>,
  instant: fc.Arbitrary<string>,
): fc.Arbitrary<Message> {
  /** Mostly the proposal of the sensible lives. */
  const decision = fc.oneof(fc.constant(5), revision);
  /** Mostly the first result of their reviews. */
  const result = fc.oneof(fc.constantFrom(12, 14), revision);
  const proof = { deed: 'dialled', evidence: box('e') };
  const of = (type: string, data: fc.Arbitrary<object>): fc.Arbitrary<Message> =>
    data.map((one) => ({ type, data: one as Message['data'] }));
  const about = (which: fc.Arbitrary<number>, name: string, rest: object, when: string) =>
    fc
      .record({ it: which, at: instant })
      .map(({ it, at }) => ({ [name]: it, ...rest, [when]: at }));
  const when = (name: string, rest: object = {}) => instant.map((at) => ({ [name]: at, ...rest }));
  const remedy = fc.record({ decision, remedy: fc.constantFrom(0, 1) });
  return fc.oneof(
    of(
      'ProveTelling',
      decision.map((proposal) => ({ proposal, proof })),
    ),
    of('AcceptDecision', about(decision, 'proposal', {}, 'acceptedAt')),
    of('RejectDecision', about(decision, 'proposal', { reasons: box('r') }, 'rejectedAt')),
    of(
      'RecordAgreement',
      fc
        .record({
          agreedAt: instant,
          until: fc.constantFrom('2026-03-05', '2026-03-25', '2026-05-10'),
          clock: fc.constantFrom('decide', 'respond', 'decide-review'),
        })
        .map((one) => ({ of: 'time-limit', evidence: box('e'), ...one })),
    ),
    of(
      'RecordRemedyDelivered',
      fc
        .record({ one: remedy, at: instant })
        .map(({ one, at }) => ({ ...one, deliveredAt: at, evidence: box('e') })),
    ),
    of(
      'CheckRemedy',
      fc
        .record({ one: remedy, found: fc.constantFrom('delivered', 'not-delivered') })
        .map(({ one, found }) => ({ ...one, found })),
    ),
    of(
      'RequestReview',
      when('requestedAt', { decidedBy: 'branch', form: 'written', grounds: box('g') }),
    ),
    of(
      'AssignReview',
      fc.constantFrom('renata', 'hana').map((reviewer) => ({ reviewer, unit: 'review' })),
    ),
    of(
      'DecideReview',
      fc
        .constantFrom<object>(
          { outcome: 'confirmed' },
          { outcome: 'changed', remedies: [{ kind: 'correction' }] },
        )
        .map((one) => ({
          process: 'faulty',
          timeliness: 'late',
          reasons: box('r'),
          letter: box('l'),
          covers: ['process', 'timeliness', 'result', 'grounds', 'routes'],
          ...one,
        })),
    ),
    of(
      'SignOffReview',
      result.map((proposal) => ({ proposal, letterCommitment: box('l').commitment })),
    ),
    of(
      'ReturnReview',
      result.map((proposal) => ({ proposal, reasons: box('r') })),
    ),
    of('RecordReviewTelling', when('toldAt', { channel: 'phone', proof })),
    of('RecordEndingTelling', when('toldAt', { channel: 'phone', proof })),
    of(
      'BeginMediation',
      when('appliedAt', { body: 'm', complainantAgrees: true, agreement: box('a') }),
    ),
    of('EndMediation', about(revision, 'mediation', { result: 'failed' }, 'endedAt')),
    of('RecordReferral', when('referredAt', { forum: 'court', body: 'c', reference: box('1') })),
    of('RecordForumDecision', about(revision, 'referral', { outcome: 'settled' }, 'decidedAt')),
    of(
      'RecordRegulatorRequest',
      fc
        .record({ receivedAt: instant, replyBy: instant })
        .map((one) => ({ regulator: 'nfra', reference: box('1'), ...one })),
    ),
    of('RecordRegulatorReply', about(revision, 'request', {}, 'repliedAt')),
    of('ReopenCase', when('disputedAt', { reasons: box('r') })),
    of('SendSurvey', fc.constant({})),
    of('RecordSurveyAnswer', when('answeredAt', { satisfaction: 3 })),
    of(
      'RecordRetentionGround',
      fc.record({ at: instant, ground: fc.constantFrom('contract-ended', 'credit-information') }),
    ),
    of('PlaceLegalHold', fc.constant({ reasons: box('r') })),
    of(
      'LiftLegalHold',
      revision.map((hold) => ({ hold, reasons: box('r') })),
    ),
    of(
      'CorrectFact',
      fc
        .record({ at: instant, fact: fc.constantFrom(...FACTS_OF_TIME) })
        .map((one) => ({ ...one, reasons: box('r') })),
    ),
  );
}
