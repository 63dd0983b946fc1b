import { z } from 'zod';
import { box } from '../personal.ts';
import { codeAsRecorded, instant, revision, staffAsRecorded } from '../words.ts';

/** What may follow a decision, or the want of one: mediation, other bodies, a second opening, a survey. */
export const afterEvents = {
  MediationBegun: z.strictObject({
    body: codeAsRecorded,
    /** When both sides had applied: from here on its time is left out (Order 2020-3 art. 23). */
    appliedAt: instant,
    /** When the complainant had agreed: also clocks that begin during it stand still then. */
    complainantAgreedAt: instant.optional(),
    agreement: box,
    by: staffAsRecorded,
  }),
  MediationEnded: z.strictObject({
    mediation: revision,
    endedAt: instant,
    result: z.enum(['agreed', 'failed', 'broken-off']),
    terms: box.optional(),
    by: staffAsRecorded,
  }),
  /** A letter of delay or of deadlock, which opens the way to a body outside. */
  DelayExplained: z.strictObject({
    reason: z.enum(['delay', 'deadlock']),
    letter: box,
    covers: z.array(codeAsRecorded),
    expectedOn: z.iso.date().optional(),
    article: z.string(),
    mark: z.string(),
    by: staffAsRecorded,
    at: instant,
  }),
  CaseReferred: z.strictObject({
    forum: z.enum(['ombudsman', 'arbitration', 'court']),
    body: codeAsRecorded,
    reference: box,
    referredAt: instant,
    by: staffAsRecorded,
  }),
  ForumDecided: z.strictObject({
    referral: revision,
    decidedAt: instant,
    outcome: z.enum(['for-complainant', 'partly', 'for-firm', 'settled', 'ended-without-decision']),
    summary: box.optional(),
    by: staffAsRecorded,
  }),
  CaseReopened: z.strictObject({
    disputedAt: instant,
    reasons: box,
    article: z.string(),
    mark: z.string(),
    by: staffAsRecorded,
  }),
  SurveySent: z.strictObject({ by: staffAsRecorded, at: instant }),
  SurveyAnswered: z.strictObject({
    survey: revision,
    /** From 1, not at all, to 5, entirely. */
    satisfaction: z.int().min(1).max(5),
    answeredAt: instant,
    comment: box.optional(),
    by: staffAsRecorded,
  }),
  /** A regulator passed the complaint on or asks about it; the clock that may follow is the regulator's own. */
  RegulatorAsked: z.strictObject({
    regulator: codeAsRecorded,
    /** Under which regime of the case it acts; left out where there is but one. */
    regime: codeAsRecorded.optional(),
    reference: box,
    receivedAt: instant,
    /** When the regulator had received the complaint itself. */
    regulatorReceivedAt: instant.optional(),
    replyBy: instant.optional(),
    clock: codeAsRecorded.optional(),
    by: staffAsRecorded,
  }),
  RegulatorAnswered: z.strictObject({
    request: revision,
    repliedAt: instant,
    reply: box.optional(),
    by: staffAsRecorded,
  }),
} as const;
