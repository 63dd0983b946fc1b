import { z } from 'zod';
import { FACTS_OF_TIME } from '../../events/complaint/correction-events.ts';
import { RETENTION_GROUNDS } from '../../events/complaint/retention-events.ts';
import { personal } from '../../events/personal.ts';
import { code, instant, revision } from '../../events/words.ts';
import { covers } from './decision-commands.ts';
import { said } from './said.ts';

/** What people may ask beside the handling of a case, and after it. */

const reasons = personal(4_000);

const aroundTheCase = {
  BeginMediation: said(
    z.strictObject({
      body: code.describe('The body that mediates. 调解组织。'),
      appliedAt: instant.describe('When both sides had applied. 双方申请的时间。'),
      complainantAgrees: z.boolean(),
      agreement: personal(2_000).describe(
        'Where the complainant’s agreement is kept. 同意调解的凭证。',
      ),
    }),
    'Records that both sides went to mediation; takes the complainant’s agreement. 登记双方申请调解。',
    {
      body: 'shenzhen-financial-mediation',
      appliedAt: '2026-03-09T02:00:00.000Z',
      complainantAgrees: true,
      agreement: '（示例）调解申请书，档案号 0309-11。',
    },
  ),
  EndMediation: said(
    z.strictObject({
      mediation: revision.describe('The revision at which it began. 调解开始的修订号。'),
      endedAt: instant,
      result: z.enum(['agreed', 'failed', 'broken-off']),
      terms: personal(20_000).optional().describe('What was agreed. 调解协议内容。'),
    }),
    'Records how a mediation ended. 登记调解结果。',
    { mediation: 7, endedAt: '2026-03-19T02:00:00.000Z', result: 'failed' },
  ),
  ExplainDelay: said(
    z.strictObject({
      reason: z.enum(['delay', 'deadlock']),
      letter: personal(40_000).describe('The letter to the complainant, as it will be sent.'),
      covers: covers.optional(),
      expectedOn: z.iso.date().optional().describe('When an answer is expected. 预计答复日期。'),
    }),
    'Sends the letter of delay or deadlock that opens the way outside. 发出延迟或者僵局信函，告知外部申诉途径。',
    {
      reason: 'delay',
      letter: 'Dear Sir or Madam, we need until 8 June; you may go to the Ombudsman now.',
      covers: ['reason', 'date', 'ombudsman-right'],
      expectedOn: '2026-06-08',
    },
  ),
  RecordReferral: said(
    z.strictObject({
      forum: z.enum(['ombudsman', 'arbitration', 'court']),
      body: code,
      reference: personal(200).describe('The number the body knows the case by. 外部机构案号。'),
      referredAt: instant,
    }),
    'Records that the matter went to a body outside. 登记案件已提交外部机构。',
    {
      forum: 'court',
      body: 'futian-district-court',
      reference: '（示例）民初字第 1024 号',
      referredAt: '2026-05-20T02:00:00.000Z',
    },
  ),
  RecordForumDecision: said(
    z.strictObject({
      referral: revision.describe('The revision of the referral. 提交外部机构的修订号。'),
      decidedAt: instant,
      outcome: z.enum([
        'for-complainant',
        'partly',
        'for-firm',
        'settled',
        'ended-without-decision',
      ]),
      summary: personal(20_000).optional(),
    }),
    'Records what the body outside decided. 登记外部机构的决定。',
    { referral: 12, decidedAt: '2026-09-01T02:00:00.000Z', outcome: 'settled' },
  ),
  RecordRegulatorRequest: said(
    z.strictObject({
      regulator: code,
      regime: code
        .optional()
        .describe(
          'The regime it acts under, where a reply is due and the case comes under several. 所依据的监管规则。',
        ),
      reference: personal(200).describe('The regulator’s own number. 监管机构编号。'),
      receivedAt: instant,
      regulatorReceivedAt: instant
        .optional()
        .describe(
          'When the regulator had received the complaint itself; starts the clocks that count from there. 监管机构接收投诉的时间。',
        ),
      replyBy: instant
        .optional()
        .describe(
          'The reply date that the regulator set; a clock runs to it. 监管机构要求的答复时间。',
        ),
    }),
    'Records that a regulator passed the complaint on, or asks about it. 登记监管机构转送或者询问。',
    {
      regulator: 'nfra-shenzhen',
      reference: '（示例）深金转〔2026〕88 号',
      receivedAt: '2026-03-05T02:00:00.000Z',
      replyBy: '2026-03-20T09:00:00.000Z',
    },
  ),
  RecordRegulatorReply: said(
    z.strictObject({
      request: revision.describe('The revision of the request. 监管要求的修订号。'),
      repliedAt: instant,
      reply: personal(20_000).optional(),
    }),
    'Records the reply to a regulator. 登记对监管机构的答复。',
    { request: 5, repliedAt: '2026-03-19T02:00:00.000Z' },
  ),
} as const;

const afterTheCase = {
  ReopenCase: said(
    z.strictObject({ disputedAt: instant, reasons }),
    'Opens a closed case once more because the result is disputed. 因对结果有异议重新办理，仅限一次。',
    { disputedAt: '2026-04-02T02:00:00.000Z', reasons: '（示例）退款未到账。' },
  ),
  SendSurvey: said(
    z.strictObject({}),
    'Asks the complainant by letter how satisfied he is. 以信函进行满意度回访。',
    {},
  ),
  RecordSurveyAnswer: said(
    z.strictObject({
      satisfaction: z.int().min(1).max(5).describe('From 1, not at all, to 5, entirely. 满意度。'),
      answeredAt: instant,
      comment: personal(4_000).optional(),
    }),
    'Records the answer to the survey. 登记满意度回访结果。',
    { satisfaction: 4, answeredAt: '2026-03-25T02:00:00.000Z', comment: '（示例）答复及时。' },
  ),
  RecordRetentionGround: said(
    z.strictObject({
      ground: z
        .enum(RETENTION_GROUNDS)
        .describe('What a term of retention waits for. 保存期限的起算事由：合同终止、涉及征信。'),
      at: instant.describe(
        'When the contract ended, or when it was found that the matter is credit information. 合同终止时间，或者认定涉及征信的时间。',
      ),
    }),
    'Records what a term of retention waits for; the case is kept by it from then on. 登记保存期限的起算事由，据此确定保存期限。',
    { ground: 'contract-ended', at: '2026-03-31T16:00:00.000Z' },
  ),
  PlaceLegalHold: said(
    z.strictObject({ reasons }),
    'Forbids that anything of the case be deleted. 设置法律保全，禁止删除案件资料。',
    { reasons: '（示例）法院要求保全证据。' },
  ),
  LiftLegalHold: said(
    z.strictObject({
      hold: revision.describe('The revision at which it was placed. 设置保全的修订号。'),
      reasons,
    }),
    'Lifts a legal hold. 解除法律保全。',
    { hold: 14, reasons: '（示例）诉讼已经终结。' },
  ),
  CorrectFact: said(
    z.strictObject({
      fact: z
        .enum(FACTS_OF_TIME)
        .describe(
          'What was recorded wrongly: when the complaint was received or sent to the firm, when a regulator had received it or its request came, when a decision or the result of a review was told. 拟更正的时间：投诉接收、转送机构、监管机构接收、收到监管要求、告知处理决定、告知核查结果。',
        ),
      about: revision
        .optional()
        .describe(
          'Which of several: the revision of the regulator’s request, or of the decision that was told; the one told last where it is left out. 监管要求的修订号，或者所告知处理决定的修订号；未填写时为最后一次告知的处理决定。',
        ),
      at: instant.describe('When it really was. 实际时间。'),
      reasons,
    }),
    'Puts a fact right that was recorded wrongly; clocks move by events of their own. 更正错误记录的事实，时限随之调整。',
    {
      fact: 'received-at',
      at: '2026-03-01T02:00:00.000Z',
      reasons: '（示例）信件于三月一日送达，登记有误。',
    },
  ),
} as const;

export const afterCommands = { ...aroundTheCase, ...afterTheCase };
