import type { Decision, Refusal } from '../process.ts';
import type { ComplaintCommand } from './commands.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** Accepted however a case has ended: what was set going before still comes back, and what may only come then. */
export const AFTER_THE_END: readonly ComplaintCommand['type'][] = [
  'ReceiveComplaint',
  'ImportCase',
  'ImportFacts',
  'RecordLetterSent',
  'RecordLetterFailed',
  'RetryLetter',
  'CountWaitingClocks',
  'RecordLinkAnswer',
  'RecordMergeAnswer',
  'AcceptLink',
  // Clocks that outlive the case: of a review, of a regulator's request.
  'WarnOfDeadline',
  'RaiseByTime',
  'RecordBreach',
  'RecordLapse',
  // What a marker demands – a report to an authority – is owed though the complaint was withdrawn.
  'TickStep',
  'RecordMarkerOverdue',
  'ProveTelling',
  'AcceptDecision',
  'RecordRemedyDelivered',
  'CheckRemedy',
  'RequestReview',
  // An interest keeps a person out of the review too.
  'RecordInterest',
  'AssignReview',
  'DecideReview',
  'SignOffReview',
  'ReturnReview',
  'RecordReviewTelling',
  // The letter of an end, or of a review, that did not get through.
  'TellComplainant',
  'RecordEndingTelling',
  'BeginMediation',
  'EndMediation',
  'RecordReferral',
  'RecordForumDecision',
  'RecordRegulatorRequest',
  'RecordRegulatorReply',
  'ReopenCase',
  'SendSurvey',
  'RecordSurveyAnswer',
  'RecordRetentionGround',
  'PlaceLegalHold',
  'LiftLegalHold',
  'CorrectFact',
  // What happened before the telling, and came to light after it.
  'RecordNewFacts',
  'ConfirmNewFacts',
  'DismissNewFacts',
  'RecordFactsUnconfirmed',
  'RecordAgreement',
];

/** What any other is answered; asking again for the end a case has come to is no fault. */
export function answerAfterTheEnd(
  state: ComplaintState,
  { type }: ComplaintCommand,
): Decision<never> {
  const { status } = state;
  const same =
    (status === 'closed' && type === 'CloseCase') ||
    (status === 'withdrawn' && type === 'WithdrawComplaint');
  return same ? { events: [] } : caseEnded(state);
}

export function caseEnded({ status }: ComplaintState): { readonly refused: Refusal } {
  return refuse(
    'case-ended',
    `The case is ${status}.`,
    `案件已${status === 'closed' ? '结案' : '撤回'}。`,
  );
}
