import { z } from 'zod';
import { OUTCOMES } from '../../events/complaint/codes.ts';
import {
  AGREEMENTS,
  DEEDS,
  IN_MONEY,
  REMEDIES,
  TELLING_CHANNELS,
} from '../../events/complaint/decision-codes.ts';
import { personal } from '../../events/personal.ts';
import { code, instant, money, revision } from '../../events/words.ts';
import { said } from './said.ts';

/** What people may ask about a decision: its proposal, the complainant’s answer, proof, agreements, remedies. */

const reasons = personal(4_000);
export const evidence = personal(2_000).describe(
  'Where the evidence is kept, and what it is. 证据及其存放处。',
);

/** Money that is promised is more than nothing. */
const paid = money.refine(({ amount }) => /[1-9]/.test(amount), {
  path: ['amount'],
  error: 'must be more than nothing',
});

/** At most this many matters, remedies and sections. */
const MATTERS = 50;
const REMEDIES_AT_MOST = 20;
const SECTIONS = 40;

type WithMoney = {
  readonly kind: (typeof REMEDIES)[number];
  readonly money?: unknown;
};
const statesMoney = (remedy: WithMoney): boolean =>
  IN_MONEY.includes(remedy.kind) === (remedy.money !== undefined);
const STATES_MONEY = 'a remedy in money states its amount, and no other does';

export const remedies = z
  .array(
    z
      .strictObject({
        kind: z.enum(REMEDIES),
        money: paid.optional(),
        matter: code.optional().describe('The matter it puts right. 所针对的投诉事项。'),
        dueOn: z.iso.date().optional().describe('The day by which it is promised. 承诺日期。'),
      })
      .refine(statesMoney, STATES_MONEY),
  )
  .min(1)
  .max(REMEDIES_AT_MOST);

export const covers = z
  .array(code)
  .max(SECTIONS)
  .describe(
    'The sections that the letter holds, by the names the regime gives them. 信函所含内容。',
  );

/** Names exactly what a second person has read, at either instance. */
export const signOff = z.strictObject({
  proposal: revision.describe('The revision of the proposal that was read.'),
  letterCommitment: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('The commitment of the letter that was read.'),
});

export const proof = z.strictObject({ deed: z.enum(DEEDS), evidence });

const remedy = {
  decision: revision.describe('The revision of the event that promised it. 作出承诺的修订号。'),
  remedy: z.int().min(0).max(REMEDIES_AT_MOST).describe('Its place in the list there, from 0.'),
};

const proposal = revision.describe('The revision of the proposal that was told. 已告知的决定。');

export const decisionCommands = {
  ProposeDecision: said(
    z.strictObject({
      outcome: z.enum(OUTCOMES),
      remedy: z
        .strictObject({ kind: z.enum(REMEDIES), money: paid.optional() })
        .refine(statesMoney, STATES_MONEY)
        .describe('The remedy in one word; of several, with what they pay in all. 补救措施。'),
      matters: z
        .array(z.strictObject({ matter: code, outcome: z.enum(OUTCOMES) }))
        .min(1)
        .max(MATTERS)
        .optional()
        .describe('The outcome of each matter complained of. 各投诉事项的处理结果。'),
      remedies: remedies.optional().describe('Every remedy by itself. 各项补救措施。'),
      covers: covers.optional(),
      reasons: personal(20_000).describe('What was verified, and the basis of the decision.'),
      letter: personal(40_000).describe('The letter to the complainant, as it will be sent.'),
      restsOn: z
        .array(revision)
        .min(1)
        .max(200)
        .describe('Revisions of the classification and the findings it rests on.'),
    }),
    'Proposes a decision with its letter, for a second person to sign off. 提出处理决定，待第二人审批。',
    {
      outcome: 'partly-upheld',
      remedy: { kind: 'money', money: { amount: '330.00', currency: 'CNY' } },
      matters: [
        { matter: 'fee-taken-twice', outcome: 'upheld' },
        { matter: 'rude-answer', outcome: 'not-upheld' },
      ],
      remedies: [
        {
          kind: 'refund',
          money: { amount: '300.00', currency: 'CNY' },
          matter: 'fee-taken-twice',
          dueOn: '2026-03-20',
        },
        { kind: 'money', money: { amount: '30.00', currency: 'CNY' } },
        { kind: 'apology' },
      ],
      covers: ['verified', 'grounds', 'routes'],
      reasons: '（示例）同一年费重复收取，应予退还。',
      letter: '（示例）尊敬的客户：经核实，重复收取的年费三百元将退还至您的账户。',
      restsOn: [4, 6],
    },
  ),
  RecordTelling: said(
    z.strictObject({
      channel: z.enum(TELLING_CHANNELS),
      toldAt: instant,
      proof: proof.optional(),
    }),
    'Records that the complainant was told the decision another way. 记录以其他方式告知处理决定。',
    {
      channel: 'phone',
      toldAt: '2026-03-16T02:00:00.000Z',
      proof: { deed: 'dialled', evidence: '（示例）通话录音编号 0316-07。' },
    },
  ),
  ProveTelling: said(
    z.strictObject({ proposal, proof }),
    'Adds the evidence that the complainant was told. 补充告知投诉人的证据。',
    { proposal: 7, proof: { deed: 'dialled', evidence: '（示例）通话录音编号 0316-07。' } },
  ),
  AcceptDecision: said(
    z.strictObject({ proposal, acceptedAt: instant }),
    'Records that the complainant accepts the decision. 投诉人接受处理决定。',
    { proposal: 7, acceptedAt: '2026-03-17T02:00:00.000Z' },
  ),
  RejectDecision: said(
    z.strictObject({ proposal, rejectedAt: instant, reasons }),
    'Records that the complainant does not accept it; the case is looked into again. 投诉人不接受，重新调查处理。',
    {
      proposal: 7,
      rejectedAt: '2026-03-17T02:00:00.000Z',
      reasons: '（示例）退款金额未含利息。',
    },
  ),
  RecordAgreement: said(
    z
      .strictObject({
        of: z.enum(AGREEMENTS),
        agreedAt: instant,
        evidence,
        clock: code.optional().describe('The clock whose limit was agreed. 约定的时限。'),
        until: z.iso.date().optional().describe('The last day that was agreed. 约定的截止日。'),
        channel: z.enum(TELLING_CHANNELS).optional(),
      })
      .refine(
        ({ of, clock, until }) =>
          (of === 'time-limit') === (clock !== undefined && until !== undefined) &&
          (of === 'time-limit' || (clock === undefined && until === undefined)),
        'an agreement on a time limit names its clock and last day, and no other does',
      )
      .refine(
        ({ of, channel }) => (of === 'form-of-notice') === (channel !== undefined),
        'an agreement on the form of notice names its channel, and no other does',
      ),
    'Records what both sides agreed otherwise than the rules have it. 双方另有约定的，登记约定。',
    {
      of: 'time-limit',
      agreedAt: '2026-03-10T02:00:00.000Z',
      evidence: '（示例）双方签字的书面约定。',
      clock: 'decide',
      until: '2026-03-31',
    },
  ),
  RecordRemedyDelivered: said(
    z.strictObject({ ...remedy, deliveredAt: instant, evidence }),
    'Records that a remedy reached the complainant. 记录补救措施已经落实。',
    {
      decision: 7,
      remedy: 0,
      deliveredAt: '2026-03-18T02:00:00.000Z',
      evidence: '（示例）退款凭证编号 0318-22。',
    },
  ),
  CheckRemedy: said(
    z.strictObject({
      ...remedy,
      found: z.enum(['delivered', 'not-delivered']),
      reasons: reasons.optional(),
    }),
    'A second person’s check that a remedy was delivered. 第二人核对补救措施是否落实。',
    { decision: 7, remedy: 0, found: 'delivered' },
  ),
  CloseCase: said(
    z.strictObject({
      reasons: reasons
        .optional()
        .describe('Why, while a remedy is still to be delivered. 补救措施尚未落实即结案的理由。'),
    }),
    'Closes the case after the complainant was told. 告知投诉人后结案。',
    {},
  ),
} as const;
