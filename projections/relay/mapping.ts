import { z } from 'zod';
import { complaintEvents } from '../../events/complaint/complaint-events.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { staffFields } from '../../events/words.ts';

/**
 * Which event goes to which topic: the published mapping, of which docs/reference/topics.md is made. An event that is
 * not named here does not compile, so nothing new leaves the house before somebody has said where to, or that it stays.
 */

/** Names of topics without the prefix that a house gives them. */
export const RELAY_TOPICS = {
  cases: 'How complaints come in, are handled, and end. 投诉的受理、办理与结案。',
  decisions:
    'Findings, decisions, sign-offs, telling, remedies, reviews and what follows. 调查、决定、签批、告知、补救与核查。',
  deadlines:
    'Clocks, warnings, breaches, extensions and escalations. 时限、预警、超期、延期与升级。',
} as const;
export type RelayTopic = keyof typeof RELAY_TOPICS;

/** An event that stays in the house: what it says is not for everybody inside, or of a person of the staff. */
const STAYS = null;

export const complaintTopics: {
  readonly [Type in ComplaintEvent['type']]: RelayTopic | typeof STAYS;
} = {
  ...all('cases', [
    ...(['ComplaintReceived', 'ComplaintAcknowledged', 'ComplaintClassified'] as const),
    ...(['CaseAssigned', 'ComplaintWithdrawn', 'CaseClosed', 'CaseReopened'] as const),
    ...(['CaseImported', 'ImportedFactsChanged', 'CaseTakenOver'] as const),
    ...(['CaseLinked', 'LinkConfirmed', 'LinkRefused', 'LinkAccepted'] as const),
    ...(['RepresentativesNamed', 'MandateRecorded', 'ComplaintTriaged'] as const),
    ...(['FoundNoComplaint', 'MaterialsAskedFor', 'MaterialsReceived'] as const),
    ...(['DuplicateDismissed', 'MergeAsked', 'MergeRefused', 'CaseMerged'] as const),
    ...(['MergeAccepted', 'HandlerRecused', 'NewFactsReceived'] as const),
    ...(['NewFactsConfirmed', 'NewFactsDismissed', 'NewFactsLeftUnconfirmed'] as const),
    ...(['TaskSet', 'TaskAnswered', 'TaskWithdrawn', 'TaskReminded', 'TaskOverdue'] as const),
    ...(['DocumentFiled', 'ContactRecorded', 'FactCorrected'] as const),
    ...(['NonRoutineMarked', 'NonRoutineConfirmed', 'NonRoutineLifted'] as const),
    ...(['NonRoutineStepDone', 'NonRoutineOverdue', 'NonRoutineOverdueRevoked'] as const),
    ...(['LetterOrdered', 'LetterSent', 'LetterFailed'] as const),
    ...(['SurveySent', 'SurveyAnswered', 'RegulatorAsked', 'RegulatorAnswered'] as const),
    ...(['RetentionBegun', 'RetentionGroundRecorded'] as const),
    ...(['LegalHoldPlaced', 'LegalHoldLifted'] as const),
  ]),
  ...all('decisions', [
    'EndedWithoutDecision',
    'EndingTold',
    'TellingExcused',
    ...(['FindingRecorded', 'DecisionProposed', 'DecisionVoided', 'DecisionSignedOff'] as const),
    ...(['DecisionReturned', 'ComplainantTold', 'TellingProved'] as const),
    ...(['DecisionAccepted', 'DecisionRejected', 'OtherwiseAgreed'] as const),
    ...(['RemedyDelivered', 'RemedyChecked'] as const),
    ...(['ReviewRequested', 'ReviewAssigned', 'ReviewProposed', 'ReviewVoided'] as const),
    ...(['ReviewSignedOff', 'ReviewReturned', 'ReviewDecided', 'ReviewTold'] as const),
    ...(['MediationBegun', 'MediationEnded', 'CaseReferred', 'ForumDecided'] as const),
  ]),
  ...all('deadlines', [
    'ClockLapsed',
    'RegimeVersionAdopted',
    ...([
      'ClockStarted',
      'ClockExtended',
      'ClockWaits',
      'WaitingClockMet',
      'WaitingClockMoved',
      'WaitingClockPaused',
      'WaitingClockResumed',
    ] as const),
    ...(['ClockPaused', 'ClockResumed', 'ClockRestarted', 'ClockMoved', 'ClockStopped'] as const),
    ...(['DeadlineWarned', 'DeadlineBreached', 'BreachRevoked', 'DelayExplained'] as const),
    ...(['ExtensionRequested', 'ExtensionGranted', 'ExtensionRefused', 'NoticeGiven'] as const),
    ...(['ExtensionLapsed', 'CaseEscalated', 'HandlerAwaited'] as const),
    ...(['PauseEndExpected', 'PauseOverdue'] as const),
  ]),
  ...all(STAYS, ['PressureRecorded', 'InterestRecorded']),
};

/** Columns of a source, which nobody has looked through for names, and private ties. */
const NOT_FOR_OTHERS: { readonly [type: string]: readonly string[] } = {
  ComplaintReceived: ['statedFacts'],
  CaseImported: ['facts'],
  ImportedFactsChanged: ['facts'],
  HandlerRecused: ['as'],
};

/** Fields that stay in the house, by type: those that are not for others, and each that names one of the staff. */
export const WITHHELD: { readonly [type: string]: readonly string[] } = Object.fromEntries(
  Object.entries(complaintEvents).map(([type, { schema }]) => [
    type,
    [...(NOT_FOR_OTHERS[type] ?? []), ...staffIn(schema)],
  ]),
);

/** Where events go by stream category; the other categories stay in the house. */
export const MAPPING: ReadonlyMap<string, CategoryMapping> = new Map([
  ['complaint', { topics: complaintTopics, versions: complaintEvents, withheld: WITHHELD }],
]);

export type CategoryMapping = {
  readonly topics: { readonly [type: string]: RelayTopic | typeof STAYS };
  /** The version each event is said in, whichever it was recorded in. */
  readonly versions: { readonly [type: string]: { readonly version: number } };
  readonly withheld: { readonly [type: string]: readonly string[] };
};

/** The fields of an event's data that are a staff id or a list of them. */
function staffIn({ shape }: z.ZodObject): readonly string[] {
  return Object.entries(shape)
    .filter(([, field]) => namesStaff(field))
    .map(([name]) => name);
}

function namesStaff(field: unknown): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable)
    return namesStaff(field.unwrap());
  if (field instanceof z.ZodArray) return namesStaff(field.element);
  return field instanceof z.ZodType && staffFields.get(field)?.isStaff === true;
}

function all<Type extends string, To extends RelayTopic | typeof STAYS>(
  to: To,
  types: readonly Type[],
): { readonly [One in Type]: To } {
  return Object.fromEntries(types.map((type) => [type, to])) as { readonly [One in Type]: To };
}
