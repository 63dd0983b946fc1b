import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { ENGINE } from '../../../events/envelope.ts';
import type { Actor } from '../../../events/envelope.ts';
import { AUTHORITY_REFUSALS, mayNot } from '../../../workflows/complaint/authority.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  documentCommands,
  engineCommands,
  importCommands,
  peopleCommands,
} from '../../../workflows/complaint/commands.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { authorityPage } from './authority-page.ts';
import { importedCase, laterFacts, takeOver } from './an-import.ts';
import { HANDLING_MATRIX, handlingSamples } from './handling-samples.ts';
import { INTAKE_MATRIX, intakeSamples } from './intake-samples.ts';
import { NON_ROUTINE_MATRIX, nonRoutineSamples } from './non-routine-samples.ts';
import { TUESDAY, box, given, hana, intake, letter, lookedInto, proposal, told } from './a-case.ts';

const ROLES = ['clerk', 'handler', 'supervisor', 'head', 'executive', 'engine', 'import'] as const;

/** Who may give each command, by the rules: c clerk, h handler, l those who lead, e the engine, i an import. */
const MATRIX: { readonly [Type in ComplaintCommand['type']]: string } = {
  ReceiveComplaint: 'chl',
  AcknowledgeComplaint: 'chl',
  ClassifyComplaint: 'chl',
  AssignCase: 'l',
  RecordFinding: 'hl',
  ProposeDecision: 'hl',
  SignOff: 'l',
  ReturnDecision: 'l',
  TellComplainant: 'chl',
  RecordTelling: 'chl',
  RequestExtension: 'hl',
  GrantExtension: 'l',
  RefuseExtension: 'l',
  PauseClocks: 'l',
  ResumeClocks: 'hl',
  EscalateCase: 'chl',
  LinkCase: 'chl',
  WithdrawComplaint: 'chl',
  CloseCase: 'chl',
  ProveTelling: 'chl',
  AcceptDecision: 'chl',
  RejectDecision: 'chl',
  RecordAgreement: 'l',
  RecordRemedyDelivered: 'chl',
  CheckRemedy: 'l',
  RequestReview: 'chl',
  AssignReview: 'l',
  DecideReview: 'hl',
  SignOffReview: 'l',
  ReturnReview: 'l',
  RecordNoticeGiven: 'chl',
  RecordReviewTelling: 'chl',
  RecordEndingTelling: 'chl',
  BeginMediation: 'hl',
  EndMediation: 'hl',
  ExplainDelay: 'hl',
  EndWithoutDecision: 'hl',
  RecordReferral: 'hl',
  RecordForumDecision: 'hl',
  RecordRegulatorRequest: 'chl',
  RecordRegulatorReply: 'hl',
  ReopenCase: 'l',
  SendSurvey: 'chl',
  RecordSurveyAnswer: 'chl',
  RecordRetentionGround: 'l',
  PlaceLegalHold: 'l',
  LiftLegalHold: 'l',
  CorrectFact: 'l',
  TakeOverCase: 'chl',
  ImportCase: 'ei',
  ImportFacts: 'ei',
  WarnOfDeadline: 'e',
  RecordLapse: 'e',
  RecordBreach: 'e',
  RaiseByTime: 'e',
  RaiseUnassigned: 'e',
  RecordPauseOverdue: 'e',
  RaisePaused: 'e',
  RecordLetterSent: 'e',
  RecordLetterFailed: 'e',
  RetryLetter: 'e',
  CountWaitingClocks: 'e',
  AdoptNewVersions: 'e',
  AcceptLink: 'e',
  RecordLinkAnswer: 'e',
  ...INTAKE_MATRIX,
  ...HANDLING_MATRIX,
  ...NON_ROUTINE_MATRIX,
};
const LETTER_OF = {
  clerk: 'c',
  handler: 'h',
  supervisor: 'l',
  head: 'l',
  executive: 'l',
  engine: 'e',
  import: 'i',
};

const reasons = box('r');
const proof = { deed: 'dialled', evidence: box('e') } as const;
const commands: readonly ComplaintCommand[] = [
  { type: 'PauseClocks', data: { pause: 'expert-work', reasons } },
  { type: 'ResumeClocks', data: { pause: 'expert-work' } },
  { type: 'CountWaitingClocks', data: {} },
  { type: 'AdoptNewVersions', data: {} },
  { type: 'ReceiveComplaint', data: intake },
  { type: 'AcknowledgeComplaint', data: {} },
  {
    type: 'ClassifyComplaint',
    data: { product: 'loan', cause: 'other', right: 'redress', class: 'simple' },
  },
  { type: 'AssignCase', data: { handler: 'hugo', unit: 'desk' } },
  { type: 'RecordFinding', data: { finding: box('f') } },
  { type: 'ProposeDecision', data: proposal },
  { type: 'SignOff', data: { proposal: 5, letterCommitment: letter.commitment } },
  { type: 'ReturnDecision', data: { proposal: 5, reasons } },
  { type: 'TellComplainant', data: {} },
  { type: 'RecordTelling', data: { channel: 'phone', toldAt: TUESDAY } },
  { type: 'RequestExtension', data: { clock: 'decide', step: 'complex', reasons } },
  { type: 'GrantExtension', data: { clock: 'decide', step: 'complex' } },
  { type: 'RefuseExtension', data: { clock: 'decide', step: 'complex', reasons } },
  { type: 'EscalateCase', data: { to: 'head', reasons } },
  { type: 'LinkCase', data: { to: '0123456789AB', reasons } },
  { type: 'WithdrawComplaint', data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') } },
  { type: 'CloseCase', data: {} },
  { type: 'ProveTelling', data: { proposal: 5, proof } },
  { type: 'AcceptDecision', data: { proposal: 5, acceptedAt: TUESDAY } },
  { type: 'RejectDecision', data: { proposal: 5, rejectedAt: TUESDAY, reasons } },
  {
    type: 'RecordAgreement',
    data: { of: 'decision', agreedAt: TUESDAY, evidence: box('Signed by both.') },
  },
  {
    type: 'RecordRemedyDelivered',
    data: { decision: 5, remedy: 0, deliveredAt: TUESDAY, evidence: box('e') },
  },
  { type: 'CheckRemedy', data: { decision: 5, remedy: 0, found: 'delivered' } },
  {
    type: 'RequestReview',
    data: { requestedAt: TUESDAY, decidedBy: 'branch', form: 'written', grounds: box('g') },
  },
  { type: 'AssignReview', data: { reviewer: 'renata', unit: 'review' } },
  {
    type: 'DecideReview',
    data: {
      outcome: 'confirmed',
      process: 'in-order',
      timeliness: 'in-time',
      reasons,
      letter: box('l'),
    },
  },
  { type: 'SignOffReview', data: { proposal: 5, letterCommitment: letter.commitment } },
  { type: 'ReturnReview', data: { proposal: 5, reasons } },
  { type: 'RecordEndingTelling', data: { channel: 'post', toldAt: TUESDAY } },
  {
    type: 'RecordNoticeGiven',
    data: {
      ...({ clock: 'decide', step: 'complex', channel: 'phone', toldAt: TUESDAY } as const),
      proof: { deed: 'dialled', evidence: box('r') },
    },
  },
  { type: 'RecordReviewTelling', data: { channel: 'phone', toldAt: TUESDAY } },
  {
    type: 'BeginMediation',
    data: { body: 'mediators', appliedAt: TUESDAY, complainantAgrees: true, agreement: box('a') },
  },
  { type: 'EndMediation', data: { mediation: 5, endedAt: TUESDAY, result: 'failed' } },
  { type: 'ExplainDelay', data: { reason: 'delay', letter: box('l') } },
  { type: 'EndWithoutDecision', data: { ground: 'unreachable', at: TUESDAY, reasons: box('r') } },
  {
    type: 'RecordReferral',
    data: { forum: 'court', body: 'district-court', reference: box('1'), referredAt: TUESDAY },
  },
  { type: 'RecordForumDecision', data: { referral: 5, decidedAt: TUESDAY, outcome: 'settled' } },
  {
    type: 'RecordRegulatorRequest',
    data: { regulator: 'nfra', reference: box('1'), receivedAt: TUESDAY },
  },
  { type: 'RecordRegulatorReply', data: { request: 5, repliedAt: TUESDAY } },
  { type: 'ReopenCase', data: { disputedAt: TUESDAY, reasons } },
  { type: 'SendSurvey', data: {} },
  { type: 'RecordSurveyAnswer', data: { satisfaction: 3, answeredAt: TUESDAY } },
  { type: 'RecordRetentionGround', data: { ground: 'contract-ended', at: TUESDAY } },
  { type: 'PlaceLegalHold', data: { reasons } },
  { type: 'LiftLegalHold', data: { hold: 5, reasons } },
  { type: 'CorrectFact', data: { fact: 'received-at', at: TUESDAY, reasons } },
  { type: 'TakeOverCase', data: takeOver },
  { type: 'ImportCase', data: importedCase },
  { type: 'ImportFacts', data: laterFacts },
  { type: 'WarnOfDeadline', data: { clock: 'decide', percent: 50 } },
  { type: 'RecordBreach', data: { clock: 'decide' } },
  { type: 'RecordLapse', data: { clock: 'decide' } },
  { type: 'RaiseByTime', data: { clock: 'decide', percent: 70, to: 'supervisor' } },
  { type: 'RaiseUnassigned', data: { to: 'supervisor' } },
  { type: 'RecordPauseOverdue', data: { pause: 'expert-work' } },
  { type: 'RaisePaused', data: { pause: 'expert-work', to: 'supervisor' } },
  {
    type: 'RecordLetterSent',
    data: { letter: 'decision', order: 7, sentAt: TUESDAY, commitment: 'ab' },
  },
  { type: 'RecordLetterFailed', data: { letter: 'decision', order: 7 } },
  { type: 'RetryLetter', data: { order: 7 } },
  { type: 'AcceptLink', data: { from: '0123456789AB' } },
  { type: 'RecordLinkAnswer', data: { link: 2, outcome: { status: 'recorded' } } },
  ...intakeSamples,
  ...handlingSamples,
  ...nonRoutineSamples,
];

/** The case's own handler in every role, so that only the role is asked about. */
const state = given(lookedInto).state();
const refusal = (command: ComplaintCommand, actor: Actor, of = state): string | undefined => {
  const decision = complaint.decide(of, command, { now: TUESDAY, actor, rules: ruleBook([]) });
  return 'refused' in decision ? decision.refused.code : undefined;
};

describe('the matrix of authority', () => {
  test('speaks of every command, those of people and those of the engine', () => {
    expect(Object.keys(MATRIX).toSorted()).toEqual(
      [peopleCommands, documentCommands, importCommands, engineCommands]
        .flatMap(Object.keys)
        .toSorted(),
    );
    expect(commands.map(({ type }) => type).toSorted()).toEqual(Object.keys(MATRIX).toSorted());
  });

  for (const command of commands)
    test(`${command.type} is for ${MATRIX[command.type]}`, () => {
      for (const role of ROLES) {
        const code = refusal(command, role === 'engine' ? ENGINE : { ...hana, role });
        if (MATRIX[command.type].includes(LETTER_OF[role])) expect(code).not.toBe('not-authorised');
        else expect(code, role).toBe('not-authorised');
      }
    });

  test('no other role may do anything', () => {
    for (const command of commands)
      expect(refusal(command, { ...hana, role: 'complainant' })).toBe('not-authorised');
  });
});

/** How whoever gives a command must stand to the case, by the rules; any other command is only a matter of role. */
const STANDING: { readonly [type: string]: string } = {
  RecordFinding: 'own',
  ProposeDecision: 'own',
  RequestExtension: 'own',
  ResumeClocks: 'own',
  MergeIntoCase: 'own',
  SetTask: 'own',
  WithdrawTask: 'own',
  TickStep: 'own',
  BeginMediation: 'own',
  EndMediation: 'own',
  ExplainDelay: 'own',
  EndWithoutDecision: 'own',
  RecordReferral: 'own',
  RecordForumDecision: 'own',
  RecordRegulatorReply: 'own',
  SignOff: 'second',
  ReturnDecision: 'second',
  CorrectFact: 'not the handler',
  PauseClocks: 'not the handler',
  ConfirmNewFacts: 'not the handler',
  DismissNewFacts: 'not the handler',
  RecordAgreement: 'not the handler',
  WithdrawComplaint: 'not the handler',
  GrantExtension: 'not the handler',
  RefuseExtension: 'not the handler',
  AssignReview: 'another instance',
  DecideReview: 'the reviewer',
  SignOffReview: 'a second reviewer',
  ReturnReview: 'a second reviewer',
  PlaceLegalHold: 'head or above',
  LiftLegalHold: 'head or above',
};

/** One decision with six people around it: who handles, who proposed, who signed, and three who did nothing yet. */
const around = given(
  lookedInto,
  [
    { type: 'DecisionProposed', data: { ...proposal, by: 'pia' } },
    {
      type: 'DecisionSignedOff',
      data: {
        proposal: 5,
        letterCommitment: letter.commitment,
        by: 'sun',
        rank: 'supervisor',
        at: TUESDAY,
      },
    },
  ],
  told.slice(7),
  [
    {
      type: 'ReviewRequested',
      data: {
        proposal: 5,
        requestedAt: TUESDAY,
        grounds: box('g'),
        article: 'Order 2020-3 art. 20',
        mark: 'V',
        by: 'clara',
      },
    },
    { type: 'ReviewAssigned', data: { reviewer: 'renata', unit: 'review', by: 'olga' } },
  ],
).state();
const PEOPLE = {
  handler: { id: 'hana', unit: 'consumer-protection' },
  proposer: { id: 'pia', unit: 'consumer-protection' },
  signer: { id: 'sun', unit: 'consumer-protection' },
  colleague: { id: 'nell', unit: 'consumer-protection' },
  outsider: { id: 'olga', unit: 'review' },
  reviewer: { id: 'renata', unit: 'review' },
} as const;
type Who = keyof typeof PEOPLE;

const LEADS: readonly string[] = ['supervisor', 'head', 'executive'];
const TOOK_PART: readonly Who[] = ['handler', 'proposer', 'signer'];

/** The code by which the rules keep somebody out, who has the role. */
const KEPT_OUT: { readonly [standing: string]: (who: Who, role: string) => string | undefined } = {
  own: (who, role) => (who === 'handler' || LEADS.includes(role) ? undefined : 'not-the-handler'),
  second: (who) => (who === 'handler' || who === 'proposer' ? 'same-person' : undefined),
  'not the handler': (who) => (who === 'handler' ? 'same-person' : undefined),
  'another instance': (who) => {
    if (TOOK_PART.includes(who)) return 'took-part';
    return who === 'colleague' ? 'same-unit' : undefined;
  },
  'a second reviewer': (who) => {
    if (who === 'reviewer') return 'same-person';
    return KEPT_OUT['another instance']?.(who, '');
  },
  'the reviewer': (who) => (who === 'reviewer' ? undefined : 'not-the-reviewer'),
  'head or above': (_who, role) => (role === 'supervisor' ? 'rank-not-sufficient' : undefined),
};

describe('every command, in every role, of everybody around a case', () => {
  for (const command of commands)
    test(`${command.type} asks: ${STANDING[command.type] ?? 'the role alone'}`, () => {
      for (const role of ROLES)
        for (const who of Object.keys(PEOPLE) as Who[]) {
          const actor: Actor = { ...PEOPLE[who], role, rank: role };
          const context = { now: TUESDAY, actor, rules: ruleBook([]) };
          const expected = MATRIX[command.type].includes(LETTER_OF[role])
            ? KEPT_OUT[STANDING[command.type] ?? '']?.(who, role)
            : 'not-authorised';
          const code = mayNot(around, command, context)?.refused.code;
          expect(code, `${who} as ${role}`).toBe(expected);
          if (code !== undefined) expect(AUTHORITY_REFUSALS).toContain(code);
        }
    });

  test('speaks only of commands there are', () => {
    expect(Object.keys(STANDING).filter((type) => !(type in MATRIX))).toEqual([]);
  });
});

test('the page of the table is what the table says', async () => {
  const page = join(import.meta.dirname, '..', '..', '..', 'docs', 'reference', 'authority.md');
  const text = await format(authorityPage(), {
    ...(await resolveConfig(page)),
    parser: 'markdown',
  });
  await expect(text).toMatchFileSnapshot(page);
});

test('a person complained of takes no part in the case, in any role (Order 2020-3 art. 17)', () => {
  for (const command of commands.filter(
    ({ type }) => MATRIX[type] !== 'e' && MATRIX[type] !== 'ei',
  ))
    for (const role of ['clerk', 'handler', 'executive'])
      expect(['complained-of', 'not-authorised'], command.type).toContain(
        refusal(command, { ...hana, id: 'otto', role }),
      );
});

test('the refusals on grounds of authority are known by their codes', () => {
  expect(AUTHORITY_REFUSALS).toContain(
    refusal({ type: 'SignOff', data: { proposal: 5, letterCommitment: 'ab' } }, hana),
  );
});

test('every role’s every command is answered in every state, without a throw', () => {
  const revisions = lookedInto.map((_, length) => given(lookedInto.slice(0, length)).state());
  for (const of of revisions)
    for (const command of commands)
      for (const role of ROLES) expect(() => refusal(command, { ...hana, role }, of)).not.toThrow();
});
