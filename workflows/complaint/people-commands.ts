import { z } from 'zod';
import { CAUSES, CHANNELS, CLASSES, RIGHTS } from '../../events/complaint/codes.ts';
import { TELLING_CHANNELS } from '../../events/complaint/decision-codes.ts';
import { personal } from '../../events/personal.ts';
import { code, instant, line, revision, staff, unit } from '../../events/words.ts';
import { RANKS } from '../../regimes/regime.ts';
import { clock, clockCommands, step } from './clock-commands.ts';
import { complainant } from './complainant.ts';
import { handlingCommands, involved } from './handling-commands.ts';
import { intakeCommands, receiptFields } from './intake-commands.ts';
import { caseNumber, nonRoutineCommands } from './non-routine-commands.ts';
import { afterCommands } from './after-commands.ts';
import { decisionCommands, evidence, signOff } from './decision-commands.ts';
import { endingCommands } from './ending-commands.ts';
import { reviewCommands } from './review-commands.ts';
import { said } from './said.ts';

/** What people may ask of a complaint: the schema of each command's `data`, with an example for the API's pages. */

const reasons = personal(4_000);

/** At most this many members of staff complained of, stated facts, steps of extension, and regimes. */
const STAFF = 20;
const FACTS = 40;
const STEPS = 20;
const REGIMES = 8;

/** What a complaint comes under beside the regime that leads, whether it was submitted here or taken over. */
const under = {
  overlays: z
    .array(code)
    .max(REGIMES)
    .optional()
    .describe('Further regimes it comes under, such as `cn-circ-life-2010`. 叠加适用的监管规则。'),
  kinds: z
    .array(code)
    .max(REGIMES)
    .optional()
    .describe('Kinds of complaint with rules of their own, such as `payment`. 投诉类型。'),
};

export const peopleCommands = {
  ReceiveComplaint: said(
    z.strictObject({
      source: code.describe('The system or register the reference is unique in.'),
      reference: personal(200).describe('The number the source knows the complaint by.'),
      receivedAt: instant.describe(
        'When it was received, by the firm or by the regulator that passed it on. 接收投诉的时间。',
      ),
      sentToFirmAt: instant
        .optional()
        .describe(
          'When the regulator sent it to the firm, if it did; starts the clocks that count from there. 监管机构转送的时间。',
        ),
      channel: z.enum(CHANNELS),
      unit: unit.describe('The branch or department concerned.'),
      regime: code.describe('The regime whose clocks run, such as `cn-nfra-2020`.'),
      ...under,
      language: z.enum(['zh-CN', 'en']),
      complainant,
      narrative: personal(40_000).optional().describe('The complaint in the complainant’s words.'),
      product: code.optional(),
      staffComplainedOf: z.array(staff).max(STAFF).default([]),
      statedFacts: z
        .record(line(80), line(400))
        .refine((facts) => Object.keys(facts).length <= FACTS, `at most ${FACTS} facts`)
        .optional()
        .describe('Codes and categories as the source states them; never personal data.'),
      ...receiptFields,
    }),
    'Takes a complaint in and starts its clocks. 受理投诉并开始计时。',
    {
      source: 'hotline-12378',
      reference: '2026-000123',
      receivedAt: '2026-03-02T01:30:00.000Z',
      channel: 'phone',
      unit: 'branch-0755',
      regime: 'cn-nfra-2020',
      language: 'zh-CN',
      complainant: { name: '示例投诉人' },
      narrative: '（示例）信用卡被重复收取年费，要求退还。',
      product: 'credit-card',
      staffComplainedOf: [],
    },
  ),
  TakeOverCase: said(
    z.strictObject({
      regime: code.describe('The regime whose clocks run, such as `us-cfpb`.'),
      ...under,
      unit: unit.describe('The branch or department concerned.'),
      language: z.enum(['zh-CN', 'en']),
      complainant: complainant.optional().describe('Where the file of the case names one.'),
      staffComplainedOf: z.array(staff).max(STAFF).default([]),
      extended: z
        .array(z.strictObject({ clock, step }))
        .max(STEPS)
        .default([])
        .describe(
          'Steps of extension that were taken before, where the case came from. 此前已延期的步骤。',
        ),
    }),
    'Takes an imported case over; its clocks count from the days its source states. 接管导入的案件，自来源所载日期起计时。',
    {
      regime: 'us-cfpb',
      unit: 'us-retail',
      language: 'en',
      staffComplainedOf: [],
      extended: [{ clock: 'respond', step: 'in-progress' }],
    },
  ),
  AcknowledgeComplaint: said(
    z
      .strictObject({
        channel: z
          .enum(TELLING_CHANNELS)
          .optional()
          .describe(
            'How the complainant was told, where he was: no letter is ordered then. 告知方式。',
          ),
        acknowledgedAt: instant
          .optional()
          .describe('When he was told: the clock stops then. 告知投诉人的时间。'),
      })
      .refine(
        ({ channel, acknowledgedAt }) => (channel === undefined) === (acknowledgedAt === undefined),
        'an acknowledgement given another way names its channel and when it was given',
      ),
    'Tells the complainant by letter that the complaint has arrived, or records that he was told another way. 以信函告知投诉人已收到投诉，或者登记以其他方式告知。',
    {},
  ),
  ClassifyComplaint: said(
    z.strictObject({
      product: code,
      cause: z.enum(CAUSES),
      right: z.enum(RIGHTS),
      class: z.enum(CLASSES),
    }),
    'Says what the complaint is about. 对投诉进行分类。',
    { product: 'credit-card', cause: 'pricing', right: 'fair-dealing', class: 'simple' },
  ),
  AssignCase: said(
    z.strictObject({
      handler: staff,
      unit,
      involved: involved
        .optional()
        .describe('Who has an interest in the matter, as the edge knows. 利害关系人。'),
    }),
    'Gives the case to a handler without an interest in the matter. 分派与投诉事项无利害关系的经办人。',
    { handler: 'hana', unit: 'consumer-protection' },
  ),
  RecordFinding: said(
    z.strictObject({
      finding: personal(20_000),
      corrects: revision.optional().describe('The revision of the finding that this one corrects.'),
    }),
    'Records what was established. 记录查明的事实。',
    { finding: '（示例）年费于二月五日和六日各收取一次。' },
  ),
  SignOff: said(
    signOff,
    'A second person’s yes to exactly the proposal and letter that were read. 第二人对所审阅的决定和信函的审批。',
    { proposal: 7, letterCommitment: '0'.repeat(64) },
  ),
  ReturnDecision: said(
    z.strictObject({ proposal: revision, reasons }),
    'Sends a proposal back with reasons. 退回处理决定并说明理由。',
    { proposal: 7, reasons: '（示例）信函未说明退款时间。' },
  ),
  TellComplainant: said(
    z.strictObject({}),
    'Sends the result that was signed off by letter, in the form of notice agreed. 以信函按约定方式告知已审批的处理决定或核查决定。',
    {},
  ),
  ...clockCommands,
  EscalateCase: said(
    z.strictObject({ to: z.enum(RANKS), reasons }),
    'Raises the case to a higher rank. 升级案件。',
    { to: 'head', reasons: '（示例）金额较大。' },
  ),
  LinkCase: said(
    z.strictObject({
      to: caseNumber.describe('The number of another case of the same institution.'),
      reasons,
    }),
    'Says that another case belongs to this one; the other case is asked to note it. 关联另一案件。',
    { to: '0123456789AB', reasons: '（示例）同一投诉人的同一事项。' },
  ),
  WithdrawComplaint: said(
    z.strictObject({ withdrawnAt: instant, evidence, reasons: reasons.optional() }),
    'Ends the case because the complainant withdrew. 投诉人撤回投诉，终止办理。',
    { withdrawnAt: '2026-03-05T02:00:00.000Z', evidence: '（示例）投诉人签字的撤诉申请。' },
  ),
  ...endingCommands,
  ...intakeCommands,
  ...handlingCommands,
  ...nonRoutineCommands,
  ...decisionCommands,
  ...reviewCommands,
  ...afterCommands,
} as const;
