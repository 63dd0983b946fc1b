import { z } from 'zod';
import { TELLING_CHANNELS } from '../../events/complaint/decision-codes.ts';
import { personal } from '../../events/personal.ts';
import { instant, revision, staff, unit } from '../../events/words.ts';
import { covers, proof, remedies, signOff } from './decision-commands.ts';
import { said } from './said.ts';

/** What people may ask about the second instance. */
export const reviewCommands = {
  RequestReview: said(
    z.strictObject({
      requestedAt: instant,
      decisionReceivedAt: instant
        .optional()
        .describe(
          'When the decision reached the complainant, if later than it was told. 收到决定的时间。',
        ),
      decidedBy: z
        .enum(['branch', 'head-office'])
        .describe(
          'Whose result it is; a rule may allow a review of a branch’s only. 决定作出单位。',
        ),
      form: z.enum(['written', 'oral']),
      grounds: personal(20_000),
    }),
    'Records that the complainant asks for a review by another unit. 投诉人申请核查。',
    {
      requestedAt: '2026-04-10T02:00:00.000Z',
      decidedBy: 'branch',
      form: 'written',
      grounds: '（示例）处理决定未回应退保损失。',
    },
  ),
  AssignReview: said(
    z.strictObject({ reviewer: staff, unit }),
    'Gives the review to a person and unit that took no part before. 分派核查人员，原办理人员和单位除外。',
    { reviewer: 'renata', unit: 'head-office-review' },
  ),
  DecideReview: said(
    z.strictObject({
      outcome: z.enum(['confirmed', 'changed']),
      process: z.enum(['in-order', 'faulty']).describe('Of the first handling. 原处理程序。'),
      timeliness: z.enum(['in-time', 'late']).describe('Of the first handling. 原处理时效。'),
      reasons: personal(20_000),
      letter: personal(40_000).describe('The letter to the complainant, as it will be sent.'),
      remedies: remedies.optional(),
      covers: covers.optional(),
    }),
    'Proposes what the review finds of process, timeliness and result, with its letter, for a second person to sign off. 提出核查决定，待第二人审批。',
    {
      outcome: 'confirmed',
      process: 'in-order',
      timeliness: 'in-time',
      reasons: '（示例）原处理决定事实清楚、程序合规。',
      letter: '（示例）经核查，维持原处理决定。',
      covers: ['process', 'timeliness', 'result', 'grounds', 'routes'],
    },
  ),
  SignOffReview: said(
    signOff,
    'A second person’s yes to exactly the result of the review and the letter that were read; the letter goes out. 第二人审批核查决定并发出信函。',
    { proposal: 14, letterCommitment: '0'.repeat(64) },
  ),
  ReturnReview: said(
    z.strictObject({ proposal: revision, reasons: personal(20_000) }),
    'Sends the result of the review back with reasons. 退回核查决定并说明理由。',
    { proposal: 14, reasons: '（示例）信函未说明原处理时限是否合规。' },
  ),
  RecordReviewTelling: said(
    z.strictObject({
      channel: z.enum(TELLING_CHANNELS),
      toldAt: instant,
      proof: proof.optional(),
    }),
    'Records that the review’s result was told another way. 记录以其他方式告知核查结果。',
    { channel: 'phone', toldAt: '2026-05-06T02:00:00.000Z' },
  ),
} as const;
