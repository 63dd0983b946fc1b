import { complaintEvents } from '../../events/complaint/complaint-events.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { words } from '../../events/vocabulary.ts';
import { kind } from '../process.ts';
import type { Context, Decision, Process } from '../process.ts';
import { acknowledge } from './acknowledge.ts';
import { acceptDecision, rejectDecision } from './acceptance.ts';
import { AFTER_THE_END, answerAfterTheEnd } from './after-the-end.ts';
import { recordAgreement } from './agree-otherwise.ts';
import { assignReview } from './assign-review.ts';
import { mayNot } from './authority.ts';
import { BEGINNINGS } from './commands.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import { correctFact } from './correct-facts.ts';
import { deadlines } from './deadlines.ts';
import { decideReview } from './decide-review.ts';
import { refuseUndoneAlone } from './breach-undone.ts';
import * as decision from './decision.ts';
import { recordNoticeGiven } from './notice-given.ts';
import { recordContact } from './contacts.ts';
import { close, withdraw } from './end.ts';
import { confirmNewFacts, dismissNewFacts, leftUnconfirmed } from './confirm-new-facts.ts';
import { dismissDuplicate, linkRepeat, recordDuplicate } from './duplicates.ts';
import { endWithoutDecision } from './end-without-decision.ts';
import { errands } from './errands.ts';
import { breach, escalate, raiseByTime, warn } from './escalate.ts';
import { pauseOverdue, raisePaused } from './expected-end.ts';
import { fileDocument } from './evidence.ts';
import { evolve, evolveAll } from './evolve.ts';
import { explainDelay, recordForumDecision, recordReferral } from './external-body.ts';
import { grantExtension, refuseExtension, requestExtension } from './extend.ts';
import { assign, classify, recordFinding } from './handle.ts';
import { handlerAwaited } from './handler-awaited.ts';
import { importCase, importFacts } from './import.ts';
import { acceptLink, link, linkAnswered } from './link.ts';
import { pauseClocks } from './pause-clocks.ts';
import { linkMass } from './mass.ts';
import { askForMaterials, recordMaterials } from './materials.ts';
import { acceptMerge, mergeAnswered, mergeInto } from './merge.ts';
import { recordNewFacts } from './new-facts.ts';
import { confirmMarker, liftMarker, mark, markerOverdue, tickStep } from './non-routine.ts';
import { recordPressure } from './pressure.ts';
import { beginMediation, endMediation } from './mediation.ts';
import { recordLapse } from './chances.ts';
import { receive } from './receive.ts';
import { recordInterest } from './recusal.ts';
import { refuse } from './refuse.ts';
import { nameRepresentatives, recordMandate } from './representatives.ts';
import { recordRegulatorReply, recordRegulatorRequest } from './regulator.ts';
import { checkRemedy, recordRemedyDelivered } from './remedy.ts';
import { reopen } from './reopen.ts';
import { requestReview } from './request-review.ts';
import { resumeClocks } from './resume-clocks.ts';
import { recordRetentionGround } from './record-retention-ground.ts';
import { liftLegalHold, placeLegalHold } from './retention.ts';
import { refuseItself } from './same-case.ts';
import { refuseUnknownSection } from './sections.ts';
import { returnReview, signOffReview } from './sign-off-review.ts';
import { standStill } from './stand-still.ts';
import { nothing } from './state.ts';
import type { ComplaintState } from './state.ts';
import { recordSurveyAnswer, sendSurvey } from './survey.ts';
import { takeOver, waitsForTakeOver } from './take-over.ts';
import { adoptNewVersions } from './new-versions.ts';
import { countWaiting } from './waiting-clocks.ts';
import { recordEndingTelling } from './tell-ending.ts';
import { recordReviewTelling } from './tell-review.ts';
import { answerTask, remindOfTask, setTask, taskOverdue, withdrawTask } from './tasks.ts';
import {
  letterFailed,
  letterSent,
  proveTelling,
  recordTelling,
  retryLetter,
  tellComplainant,
} from './tell.ts';
import { triage } from './triage.ts';
import { raiseUnassigned } from './unassigned.ts';

/**
 * A consumer's complaint: received, or imported and taken over; acknowledged, classified, assigned, looked into,
 * decided, signed off by a second person, told and closed; or withdrawn. Each file
 * beside this one holds the rules of one step, by its name.
 */
export const complaint: Process<ComplaintState, ComplaintCommand, ComplaintEvent> = {
  name: 'complaint',
  initial: nothing,
  decide,
  evolve,
  deadlines,
  errands,
  closed: ({ status }) => status === 'closed' || status === 'withdrawn',
};

export const complaintKind = kind(complaint, words(complaintEvents));

function decide(
  state: ComplaintState,
  command: ComplaintCommand,
  context: Context,
): Decision<ComplaintEvent> {
  if (state.status === 'none' && !BEGINNINGS.includes(command.type))
    return refuse('no-such-case', 'No complaint was received here.', '此处没有已受理的投诉。');
  const refused = mayNot(state, command, context);
  if (refused !== undefined) return refused;
  if (state.status !== 'open' && state.status !== 'none' && !AFTER_THE_END.includes(command.type))
    return answerAfterTheEnd(state, command);
  const decision =
    waitsForTakeOver(state, command) ??
    refuseItself(command, context) ??
    ruleOn(state, command, context);
  if ('refused' in decision) return decision;
  const afterwards =
    refuseUnknownSection(state, command, context) ??
    refuseUndoneAlone(state, command, decision.events, context);
  if (afterwards !== undefined) return afterwards;
  const after = evolveAll(state, decision.events);
  const still = standStill(state, decision.events, after, context);
  const events = [...decision.events, ...still];
  return { events: [...events, ...handlerAwaited(events, evolveAll(after, still), context)] };
}

type Rules = {
  readonly [Type in ComplaintCommand['type']]: (
    state: ComplaintState,
    data: CommandData<Type>,
    context: Context,
  ) => Decision<ComplaintEvent>;
};

/** The rule of each command, and where it stands. */
const rules: Rules = {
  ReceiveComplaint: receive,
  ImportCase: importCase,
  ImportFacts: importFacts,
  TakeOverCase: takeOver,
  AcknowledgeComplaint: acknowledge,
  ClassifyComplaint: classify,
  AssignCase: assign,
  RecordFinding: recordFinding,
  ProposeDecision: decision.propose,
  SignOff: decision.signOff,
  ReturnDecision: decision.returnDecision,
  TellComplainant: tellComplainant,
  RecordTelling: recordTelling,
  RequestExtension: requestExtension,
  GrantExtension: grantExtension,
  RefuseExtension: refuseExtension,
  RecordNoticeGiven: recordNoticeGiven,
  PauseClocks: pauseClocks,
  ResumeClocks: resumeClocks,
  EscalateCase: escalate,
  LinkCase: link,
  WithdrawComplaint: withdraw,
  EndWithoutDecision: endWithoutDecision,
  CloseCase: close,
  ProveTelling: proveTelling,
  AcceptDecision: acceptDecision,
  RejectDecision: rejectDecision,
  RecordAgreement: recordAgreement,
  RecordRemedyDelivered: recordRemedyDelivered,
  CheckRemedy: checkRemedy,
  RequestReview: requestReview,
  AssignReview: assignReview,
  DecideReview: decideReview,
  SignOffReview: signOffReview,
  ReturnReview: returnReview,
  RecordReviewTelling: recordReviewTelling,
  RecordEndingTelling: recordEndingTelling,
  BeginMediation: beginMediation,
  EndMediation: endMediation,
  ExplainDelay: explainDelay,
  RecordReferral: recordReferral,
  RecordForumDecision: recordForumDecision,
  RecordRegulatorRequest: recordRegulatorRequest,
  RecordRegulatorReply: recordRegulatorReply,
  ReopenCase: reopen,
  SendSurvey: sendSurvey,
  RecordSurveyAnswer: recordSurveyAnswer,
  RecordRetentionGround: recordRetentionGround,
  PlaceLegalHold: placeLegalHold,
  LiftLegalHold: liftLegalHold,
  CorrectFact: correctFact,
  WarnOfDeadline: warn,
  RecordBreach: breach,
  RecordLapse: recordLapse,
  RaiseByTime: raiseByTime,
  RaiseUnassigned: raiseUnassigned,
  RecordPauseOverdue: pauseOverdue,
  RaisePaused: raisePaused,
  RecordLetterSent: letterSent,
  RecordLetterFailed: letterFailed,
  RetryLetter: retryLetter,
  CountWaitingClocks: countWaiting,
  AdoptNewVersions: adoptNewVersions,
  AcceptLink: acceptLink,
  RecordLinkAnswer: linkAnswered,
  NameRepresentatives: nameRepresentatives,
  RecordMandate: recordMandate,
  TriageComplaint: triage,
  AskForMaterials: askForMaterials,
  RecordMaterials: recordMaterials,
  RecordNewFacts: recordNewFacts,
  ConfirmNewFacts: confirmNewFacts,
  DismissNewFacts: dismissNewFacts,
  RecordFactsUnconfirmed: leftUnconfirmed,
  RecordDuplicateOf: recordDuplicate,
  DismissDuplicate: dismissDuplicate,
  LinkRepeat: linkRepeat,
  MergeIntoCase: mergeInto,
  AcceptMerge: acceptMerge,
  RecordMergeAnswer: mergeAnswered,
  RecordInterest: recordInterest,
  SetTask: setTask,
  AnswerTask: answerTask,
  WithdrawTask: withdrawTask,
  RemindOfTask: remindOfTask,
  RecordTaskOverdue: taskOverdue,
  FileDocument: fileDocument,
  RecordContact: recordContact,
  RecordPressure: recordPressure,
  MarkNonRoutine: mark,
  ConfirmMarker: confirmMarker,
  LiftMarker: liftMarker,
  TickStep: tickStep,
  RecordMarkerOverdue: markerOverdue,
  LinkMass: linkMass,
};

function ruleOn<Type extends ComplaintCommand['type']>(
  state: ComplaintState,
  { type, data }: ComplaintCommand<Type>,
  context: Context,
): Decision<ComplaintEvent> {
  return rules[type](state, data, context);
}
