import { z } from 'zod';
import {
  CANDIDATES,
  MANDATES,
  MATERIALS,
  ORIGINS,
  PART_KINDS,
  WAYS,
} from '../../events/complaint/intake-codes.ts';
import { endsByMerge } from '../../events/complaint/intake-events.ts';
import { personal } from '../../events/personal.ts';
import type { Clear } from '../../events/personal.ts';
import { code, codeAsRecorded, instant, revision, staff } from '../../events/words.ts';
import { caseNumber } from './non-routine-commands.ts';
import { said } from './said.ts';

/** At most this many names, and parts of a letter, in one command; how many may represent is a rule. */
const NAMES = 50;
const PARTS = 20;
const COMPLAINANTS = 100_000;

const reasons = personal(4_000);
const materials = z.array(z.enum(MATERIALS)).max(MATERIALS.length);
const receipt = revision.describe(
  'The revision of the event that recorded the facts. 登记新事实的事件的修订号。',
);
const newFacts = z.strictObject({
  facts: personal(20_000),
  receivedAt: instant.describe('When they were received: the period begins again there.'),
});

/** What a complaint may say beyond who complains of what. */
export const receiptFields = {
  origin: z.enum(ORIGINS).optional().describe('Where it came from first. 投诉来源。'),
  joint: z
    .strictObject({ complainants: z.int().min(2).max(COMPLAINANTS) })
    .optional()
    .describe('A joint complaint, by how many. 多人共同投诉及其人数。'),
  matter: personal(200)
    .optional()
    .describe(
      'What it is about, as the source numbers it: a contract, a card. 涉及的合同或账户编号。',
    ),
  regulatorReceivedAt: instant
    .optional()
    .describe(
      'When the regulator that passed it on had received it itself; starts the clocks that count from there. 监管机构接收投诉的时间。',
    ),
  possibleDuplicates: z
    .array(caseNumber)
    .max(CANDIDATES)
    .optional()
    .describe('Cases with an equal fingerprint; the house finds them by itself. 疑似重复案号。'),
} as const;

type Named = { readonly name: Clear; readonly phone?: Clear | undefined };

/** Only the edge can tell: sealed, one name written two ways looks like two. Of one name, phones tell two apart. */
function namesEachOnce(people: readonly Named[], context: z.RefinementCtx): void {
  for (const [place, person] of people.entries())
    if (people.slice(0, place).some((other) => isSame(person, other)))
      context.addIssue({
        code: 'custom',
        path: [place, 'name'],
        message: 'is named before: two of one name are told apart by their phones',
      });
}

function isSame(one: Named, other: Named): boolean {
  const phones = [one.phone, other.phone].flatMap((phone) =>
    phone === undefined ? [] : bare(phone),
  );
  return bare(one.name) === bare(other.name) && new Set(phones).size < 2;
}

/** However it is spaced and written: full width or half, capitals or small. */
function bare({ value }: Clear): string {
  return value.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
}

/** What people may say of the intake of a complaint. */
export const intakeCommands = {
  NameRepresentatives: said(
    z.strictObject({
      representatives: z
        .array(z.strictObject({ name: personal(200), phone: personal(40).optional() }))
        .min(1)
        .max(NAMES)
        .superRefine(namesEachOnce),
    }),
    'Says who represents the complainants of a joint complaint: all of them, in place of those named before, and not more than its regime lets in. 登记共同投诉的全体代表，取代此前登记的代表，人数不超过规则上限。',
    { representatives: [{ name: '示例代表' }] },
  ),
  RecordMandate: said(
    z.strictObject({
      as: z.enum(MANDATES),
      name: personal(200),
      phone: personal(40).optional(),
      document: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe(
          'The commitment of the document, as it was filed in this case before. 已归档的授权或继承证明材料的哈希。',
        ),
    }),
    'Records who acts for the complainant, with the document that says so. 登记代理人、继承人及其证明材料。',
    { as: 'agent', name: '示例代理人', document: '0'.repeat(64) },
  ),
  TriageComplaint: said(
    z.strictObject({
      parts: z
        .array(
          z.strictObject({
            kind: z.enum(PART_KINDS),
            way: z.enum(WAYS),
            to: code.optional().describe('Whom it is passed on to. 转送单位。'),
            matter: personal(4_000),
          }),
        )
        .min(1)
        .max(PARTS),
    }),
    'Splits a letter into its parts, each with its own way. 对来件分项甄别，分别处理。',
    {
      parts: [
        { kind: 'complaint', way: 'accepted', matter: '（示例）要求退还年费。' },
        {
          kind: 'report',
          way: 'passed-on',
          to: 'nfra-local-office',
          matter: '（示例）举报销售误导。',
        },
      ],
    },
  ),
  AskForMaterials: said(
    z.strictObject({
      materials: materials.min(1),
      held: materials
        .default([])
        .describe('What the firm holds or can look up. 机构已掌握的材料。'),
      note: personal(4_000).optional(),
    }),
    'Asks the complainant for materials, never for what the firm holds or the complaint brought. 要求投诉人补充材料，机构已掌握或者投诉中已提供的除外。',
    { materials: ['request-facts-and-grounds'], held: ['identity', 'contract'] },
  ),
  RecordMaterials: said(
    z.strictObject({ materials: materials.min(1) }),
    'Records materials that came in. 登记收到的材料。',
    { materials: ['request-facts-and-grounds'] },
  ),
  RecordNewFacts: said(
    newFacts,
    'Records new facts or reasons of the complainant; they begin the period again, once a second person confirms what the handler records. 登记投诉人提出的新的事实和理由，重新计算办理期限；经办人登记的须经第二人确认。',
    { facts: '（示例）补充了通话录音。', receivedAt: '2026-03-05T02:00:00.000Z' },
  ),
  ConfirmNewFacts: said(
    z.strictObject({ receipt, reasons }),
    'A second person confirms that facts are new: the period begins again when they were received. 由第二人确认属于新的事实和理由，自收到之日起重新计算办理期限。',
    { receipt: 7, reasons: '（示例）录音此前未曾提交。' },
  ),
  DismissNewFacts: said(
    z.strictObject({ receipt, reasons }),
    'A second person finds that facts are nothing new: no clock moves. 由第二人认定不属于新的事实和理由，办理期限不变。',
    { receipt: 7, reasons: '（示例）与首次来信所附材料相同。' },
  ),
  RecordDuplicateOf: said(
    z.strictObject({ of: caseNumber, reasons }),
    'Says that this is the same complaint as another case’s. 认定与另一案件为同一投诉。',
    { of: '0123456789AB', reasons: '（示例）同一来信经两个渠道收到。' },
  ),
  DismissDuplicate: said(
    z.strictObject({ of: caseNumber, reasons }),
    'Says that a case with an equal fingerprint is another complaint. 认定疑似重复的案件并非重复。',
    { of: '0123456789AB', reasons: '（示例）涉及不同年度的费用。' },
  ),
  LinkRepeat: said(
    z.strictObject({ to: caseNumber, newFacts: newFacts.optional(), reasons }),
    'Says that this complaint repeats another, with or without new facts. 关联重复投诉，并说明有无新的事实和理由。',
    { to: '0123456789AB', reasons: '（示例）对同一事项再次投诉。' },
  ),
  MergeIntoCase: said(
    z.strictObject({
      into: caseNumber,
      newFactsAt: instant
        .optional()
        .describe(
          'When new facts came with this complaint, if any did. 收到新的事实和理由的时间。',
        ),
      reasons,
    }),
    'Ends this case by merging it into another, once the other has accepted; into one that the house did not find alike only on the word of somebody who leads and never handled it. 并入另一案件合并处理，经对方案件接受后终止；并入系统未提示疑似重复的案件，须由未经办过本投诉的主管及以上人员决定。',
    { into: '0123456789AB', reasons: '（示例）期限内就同一事项重复投诉。' },
  ),
} as const;

/** What other cases ask and answer. */
export const mergeCommands = {
  AcceptMerge: z.strictObject({
    from: codeAsRecorded,
    newFactsAt: instant.optional(),
    /** Who says that the facts are new. */
    by: staff.optional(),
    /** What ends there and must go on here. */
    ends: endsByMerge.optional(),
  }),
  RecordMergeAnswer: z.strictObject({
    merge: revision,
    outcome: z.strictObject({ status: codeAsRecorded, code: codeAsRecorded.optional() }),
  }),
} as const;

/** What the time to confirm new facts brings when it is over. */
export const newFactsDeadlineCommands = {
  RecordFactsUnconfirmed: z.strictObject({ receipt: revision }),
} as const;
