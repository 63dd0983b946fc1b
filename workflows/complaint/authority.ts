import type { Context, Refusal } from '../process.ts';
import type { ComplaintCommand } from './commands.ts';
import { mustStandAside } from './recusal.ts';
import { refuse } from './refuse.ts';
import { complainedOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * Who may do what, in one table: the roles that may give a command, and whether it takes the case's own handler or
 * somebody above him. Second-person rules that depend on who did what before stand with the decision they guard.
 */
export const ROLES = ['clerk', 'handler', 'supervisor', 'head', 'executive'] as const;
export type Role = (typeof ROLES)[number];

type Rule = {
  readonly roles: readonly (Role | 'engine' | 'import')[];
  readonly ownCaseOnly?: boolean;
  /** Verifying or deciding: not for whoever has an interest in the matter. */
  readonly disinterested?: boolean;
};

const anyone: Rule = { roles: ROLES };
const handling: Rule = {
  roles: ['handler', 'supervisor', 'head', 'executive'],
  ownCaseOnly: true,
  disinterested: true,
};
const leading: Rule = { roles: ['supervisor', 'head', 'executive'], disinterested: true };
const engine: Rule = { roles: ['engine'] };
/** Records of others come in through an import, never in a person's name. */
const importing: Rule = { roles: ['engine', 'import'] };

export const authority: { readonly [Type in ComplaintCommand['type']]: Rule } = {
  ReceiveComplaint: anyone,
  AcknowledgeComplaint: anyone,
  ClassifyComplaint: anyone,
  AssignCase: leading,
  RecordFinding: handling,
  ProposeDecision: handling,
  SignOff: leading,
  ReturnDecision: leading,
  TellComplainant: anyone,
  RecordTelling: anyone,
  RequestExtension: handling,
  GrantExtension: leading,
  RefuseExtension: leading,
  PauseClocks: handling,
  ResumeClocks: handling,
  EscalateCase: anyone,
  LinkCase: anyone,
  WithdrawComplaint: anyone,
  CloseCase: anyone,
  TakeOverCase: anyone,
  ImportCase: importing,
  ImportFacts: importing,
  WarnOfDeadline: engine,
  RecordBreach: engine,
  RaiseByTime: engine,
  RecordLetterSent: engine,
  RecordLetterFailed: engine,
  RetryLetter: engine,
  CountWaitingClocks: engine,
  AcceptLink: engine,
  RecordLinkAnswer: engine,
  NameRepresentatives: anyone,
  RecordMandate: anyone,
  TriageComplaint: anyone,
  AskForMaterials: anyone,
  RecordMaterials: anyone,
  RecordNewFacts: anyone,
  RecordDuplicateOf: anyone,
  DismissDuplicate: anyone,
  LinkRepeat: anyone,
  MergeIntoCase: handling,
  AcceptMerge: engine,
  RecordMergeAnswer: engine,
  RecordInterest: anyone,
  SetTask: handling,
  AnswerTask: anyone,
  WithdrawTask: handling,
  RemindOfTask: engine,
  RecordTaskOverdue: engine,
  FileDocument: anyone,
  RecordContact: anyone,
  RecordPressure: anyone,
  MarkNonRoutine: anyone,
  ConfirmMarker: leading,
  LiftMarker: leading,
  TickStep: handling,
  RecordMarkerOverdue: engine,
  LinkMass: leading,
};

/** Events whose words only some roles read; all others are read by whoever works on cases. */
const readers: ReadonlyMap<string, readonly string[]> = new Map([
  ['PressureRecorded', ['head', 'executive']],
]);

/** Whether a role may see what an event says, or only that it is there. */
export function mayRead(event: string, role: string): boolean {
  return readers.get(event)?.includes(role) ?? true;
}

/** The codes of refusals on grounds of authority: evidence in themselves, kept in the case's access stream. */
export const AUTHORITY_REFUSALS: readonly string[] = [
  'not-authorised',
  'complained-of',
  'not-the-handler',
  'handler-complained-of',
  'same-person',
  'rank-not-sufficient',
  'has-an-interest',
  'not-the-unit-asked',
  'takes-a-lead',
];

/** Ranks of those who lead: they may handle a case that is not their own. */
const LEADING: readonly string[] = leading.roles;

/** The refusal on grounds of authority, if there is one. */
export function mayNot(
  state: ComplaintState,
  { type }: ComplaintCommand,
  { actor }: Context,
): { readonly refused: Refusal } | undefined {
  const { roles, ownCaseOnly = false, disinterested = false } = authority[type];
  if (!roles.some((role) => role === actor.role))
    return refuse(
      'not-authorised',
      `The role ${actor.role} may not give ${type}.`,
      `角色 ${actor.role} 无权执行 ${type}。`,
    );
  // Order 2020-3 art. 17: whoever has an interest in the matter takes no part in handling it.
  if (complainedOf(state).includes(actor.id))
    return refuse(
      'complained-of',
      'A person complained of takes no part in the case.',
      '被投诉人员应当回避，不得参与本案处理。',
    );
  const aside = disinterested ? mustStandAside(state, actor.id) : undefined;
  if (aside !== undefined) return aside;
  if (ownCaseOnly && state.handler !== actor.id && !LEADING.includes(actor.role))
    return refuse(
      'not-the-handler',
      'Only the handler of the case, or somebody who leads, may do this.',
      '仅本案经办人或其上级可执行此操作。',
    );
  return undefined;
}
