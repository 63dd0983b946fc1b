import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { Text } from '../../events/envelope.ts';
import type { Rank } from '../../regimes/regime.ts';
import type { Context, Refusal } from '../process.ts';
import type { ComplaintCommand } from './commands.ts';
import { HOUSE_RULE } from './source.ts';
import { mustStandAside } from './recusal.ts';
import { refuse } from './refuse.ts';
import { relations } from './relations.ts';
import type { RelationName } from './relations.ts';
import { complainedOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * Who may do what, in one table: the roles that may give a command, and which ranks, and how they must stand to the
 * case. What depends on the very thing the command names stands with its rule, and is told here for readers.
 */
export const ROLES = ['clerk', 'handler', 'supervisor', 'head', 'executive'] as const;
export type Role = (typeof ROLES)[number];

type Rule = {
  readonly roles: readonly (Role | 'engine' | 'import')[];
  /** Where whoever must stand aside from the handling, or from the review, has no part in it. */
  readonly disinterested?: 'assignment' | 'review';
  /** Only these ranks, whatever the role. */
  readonly ranks?: readonly Rank[];
  /** How whoever gives it stands to the case: all of these. */
  readonly relations?: readonly RelationName[];
  /** What the rule of the command itself asks of the person, for readers of the table. */
  readonly besides?: Text;
};

const anyone: Rule = { roles: ROLES };
const handling: Rule = {
  roles: ['handler', 'supervisor', 'head', 'executive'],
  relations: ['own-case'],
  disinterested: 'assignment',
};
const leading: Rule = { roles: ['supervisor', 'head', 'executive'], disinterested: 'assignment' };
const engine: Rule = { roles: ['engine'] };
/** Records of others come in through an import, never in a person's name. */
const importing: Rule = { roles: ['engine', 'import'] };
/** Four eyes, whatever the amount. */
const secondPerson: Rule = { ...leading, relations: ['not-proposer', 'never-own-decision'] };
/** The second instance is another's, by person and by unit. */
const reviewing: Rule = {
  ...leading,
  disinterested: 'review',
  relations: ['not-first-instance', 'other-unit'],
};
/** Four eyes at second instance too. */
const secondReviewer: Rule = {
  ...reviewing,
  relations: ['not-reviewer', 'not-first-instance', 'other-unit'],
};
const holding: Rule = { ...leading, ranks: ['head', 'executive', 'superior'] };
/** What moves a clock is said by somebody whose time it never was. */
const ofOthersTime: Rule = {
  ...leading,
  relations: ['never-own-time'],
  besides: {
    en: 'another than who recorded the facts; a rank, where the period began again too often',
    zh: '登记人以外的人员；多次重新计算的，级别由规则规定',
  },
};
const byStep: Text = {
  en: 'another than who asked; a rank that the step names',
  zh: '申请人以外的人员，级别由延期步骤规定',
};

export const authority: { readonly [Type in ComplaintCommand['type']]: Rule } = {
  ReceiveComplaint: anyone,
  AcknowledgeComplaint: anyone,
  ClassifyComplaint: anyone,
  AssignCase: leading,
  RecordFinding: handling,
  ProposeDecision: handling,
  SignOff: {
    ...secondPerson,
    besides: {
      en: 'a rank by outcome, class and amount (sign-off authority)',
      zh: '级别由处理结果、复杂程度和金额确定（审批权限）',
    },
  },
  ReturnDecision: secondPerson,
  TellComplainant: anyone,
  RecordTelling: anyone,
  RequestExtension: handling,
  GrantExtension: { ...ofOthersTime, besides: byStep },
  RefuseExtension: { ...ofOthersTime, besides: byStep },
  RecordNoticeGiven: anyone,
  PauseClocks: { ...leading, relations: ['never-own-time'] },
  ResumeClocks: handling,
  EscalateCase: anyone,
  LinkCase: anyone,
  WithdrawComplaint: { ...anyone, relations: ['never-own-end'], disinterested: 'assignment' },
  EndWithoutDecision: {
    ...handling,
    besides: {
      en: 'where the ending says so, somebody who leads and never handled the case',
      zh: '规则要求时，应由未经办过本案的主管及以上人员',
    },
  },
  CloseCase: anyone,
  ProveTelling: anyone,
  AcceptDecision: anyone,
  RejectDecision: anyone,
  RecordAgreement: { ...leading, relations: ['never-own-time'] },
  RecordRemedyDelivered: anyone,
  CheckRemedy: {
    ...leading,
    besides: { en: 'another than who recorded the delivery', zh: '登记人以外的人员' },
  },
  RequestReview: anyone,
  AssignReview: reviewing,
  DecideReview: {
    ...handling,
    relations: ['reviewer', 'not-first-instance', 'other-unit'],
    disinterested: 'review',
  },
  SignOffReview: {
    ...secondReviewer,
    besides: {
      en: 'a rank by result, class and amount, as for a first decision (sign-off authority)',
      zh: '级别由核查结果、复杂程度和金额确定，与原处理决定相同（审批权限）',
    },
  },
  ReturnReview: secondReviewer,
  RecordReviewTelling: anyone,
  RecordEndingTelling: anyone,
  BeginMediation: handling,
  EndMediation: handling,
  ExplainDelay: handling,
  RecordReferral: handling,
  RecordForumDecision: handling,
  RecordRegulatorRequest: anyone,
  RecordRegulatorReply: handling,
  ReopenCase: leading,
  SendSurvey: anyone,
  RecordSurveyAnswer: anyone,
  RecordRetentionGround: leading,
  PlaceLegalHold: holding,
  LiftLegalHold: {
    ...holding,
    besides: { en: 'another than who placed it', zh: '设置人以外的人员' },
  },
  CorrectFact: { ...leading, relations: ['never-handled'] },
  TakeOverCase: anyone,
  ImportCase: importing,
  ImportFacts: importing,
  WarnOfDeadline: engine,
  RecordBreach: engine,
  RecordLapse: engine,
  RaiseByTime: engine,
  RaiseUnassigned: engine,
  RecordPauseOverdue: engine,
  RaisePaused: engine,
  RecordLetterSent: engine,
  RecordLetterFailed: engine,
  RetryLetter: engine,
  CountWaitingClocks: engine,
  AdoptNewVersions: engine,
  AcceptLink: engine,
  RecordLinkAnswer: engine,
  NameRepresentatives: anyone,
  RecordMandate: anyone,
  TriageComplaint: anyone,
  AskForMaterials: anyone,
  RecordMaterials: anyone,
  RecordNewFacts: anyone,
  ConfirmNewFacts: ofOthersTime,
  DismissNewFacts: ofOthersTime,
  RecordFactsUnconfirmed: engine,
  RecordDuplicateOf: anyone,
  DismissDuplicate: anyone,
  LinkRepeat: anyone,
  MergeIntoCase: {
    ...handling,
    besides: {
      en: 'into a case that the house did not find alike: somebody who leads and never handled the complaint',
      zh: '并入系统未提示疑似重复的案件：未经办过本投诉的主管及以上人员',
    },
  },
  AcceptMerge: engine,
  RecordMergeAnswer: engine,
  RecordInterest: anyone,
  SetTask: handling,
  AnswerTask: { ...anyone, besides: { en: 'of the unit that was asked', zh: '被询问部门的人员' } },
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
const readers = new Map<string, readonly string[]>([['PressureRecorded', ['head', 'executive']]]);

/** Whether a role may see what an event says, or only that it is there. */
export function mayRead(event: string, role: string): boolean {
  return readers.get(event)?.includes(role) ?? true;
}

/** The codes of refusals on grounds of authority: evidence in themselves, kept in the case's access stream. */
export const AUTHORITY_REFUSALS: readonly string[] = [
  ...['not-authorised', 'complained-of', 'not-the-handler', 'handler-complained-of'],
  ...['same-person', 'rank-not-sufficient', 'has-an-interest', 'not-the-unit-asked'],
  ...['takes-a-lead', 'took-part', 'same-unit', 'not-the-reviewer', 'reviewer-took-part'],
];

/** The refusal on grounds of authority, if there is one. */
export function mayNot(
  state: ComplaintState,
  { type }: ComplaintCommand,
  context: Context,
): { readonly refused: Refusal } | undefined {
  const { actor } = context;
  const { roles, ranks, relations: asked = [], disinterested } = authority[type];
  if (!roles.some((role) => role === actor.role))
    return refuse(
      'not-authorised',
      `The role ${actor.role} may not give ${type}: it is for ${roles.join(', ')}.`,
      `角色“${inChineseWords(actor.role)}”无权执行 ${type}，仅限${roles.map(inChineseWords).join('、')}执行。`,
    );
  // Whatever the regime: not even a note on the case is his to make.
  if (complainedOf(state).includes(actor.id))
    return refuse(
      'complained-of',
      'A person complained of takes no part in the case.',
      '被投诉人员应当回避，不得参与本案处理。',
    );
  if (ranks !== undefined && !ranks.some((rank) => rank === actor.rank))
    return refuse(
      'rank-not-sufficient',
      `${type} is for ${ranks.join(' or ')} (${HOUSE_RULE.en}).`,
      `${type} 仅限${ranks.map(inChineseWords).join('或者')}执行（${HOUSE_RULE.zh}）。`,
    );
  const broken = asked.find((name) => !relations[name].holds(state, actor));
  if (broken !== undefined) return { refused: relations[broken].refused };
  return disinterested && mustStandAside(state, actor.id, context, disinterested);
}
