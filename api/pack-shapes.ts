import { z } from 'zod';
import { givesDocuments, PROFILES } from '../projections/packs/profile.ts';
import { periodNamed } from '../projections/returns/period.ts';
import { notForYou } from './only-roles.ts';
import * as requests from './requests.ts';
import { problemOf, problems as answered } from './responses.ts';
import { packedReturn } from './return-shapes.ts';

/** What packs are asked for with, and what is answered. */

const purpose = requests.purpose.meta({
  description: 'Why it is made; goes on record with who made it. 制作事由，与制作人一并记录。',
  examples: ['request 2026-17'],
});
const size = z
  .int()
  .min(1)
  .optional()
  .describe('Under the signed head of so many leaves; the last one unless given. 树头的叶数。');

export const casePack = z
  .strictObject({
    profile: z.enum(PROFILES).describe('For whose eyes. 提供对象。'),
    purpose,
    withDocuments: z
      .boolean()
      .default(false)
      .describe('What the documents hold as well; for the regulator only. 是否附材料内容。'),
    report: z
      .boolean()
      .default(true)
      .describe('The pages and PDFs that tell it to people. 是否附案件报告。'),
    size,
  })
  .refine(({ profile, withDocuments }) => !withDocuments || givesDocuments(profile), {
    path: ['withDocuments'],
    message: 'must be left out for a complainant, whose pack lists documents but never holds them',
  })
  .meta({
    description: 'The pack of a case. 案件证据包。',
    examples: [{ profile: 'regulator', purpose: 'request 2026-17' }],
  });

const isDay = (text: string) => periodNamed(`${text}..${text}`) !== undefined;
const day = (description: string, example: string) =>
  z
    .string()
    .refine(isDay, 'is not a date of the calendar')
    .meta({ description, examples: [example] });

export const periodPack = z
  .strictObject({
    from: day('The first day on which its cases were received. 首日。', '2026-01-01'),
    to: day('The last day. 末日。', '2026-03-31'),
    ...{ purpose, size },
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' })
  .meta({
    description: 'The pack of a period. 期间证据包。',
    examples: [{ from: '2026-01-01', to: '2026-03-31', purpose: 'inspection 2026-4' }],
  });

export const returnPack = z.strictObject({ ...packedReturn, purpose, size }).meta({
  description: 'The pack of a return. 报表证据包。',
  examples: [{ name: 'cn-bulletin', period: '2026-Q1', purpose: 'filed return 2026-Q1' }],
});

/** A ZIP: the pack, whole. */
export const packed = {
  description:
    'The pack, a ZIP; verify.mjs in it checks it. `Repr-Digest` is its SHA-256, `Pack-Later-Events` how many events of its cases are under no signed head yet and not in it. 证据包（ZIP）。',
  content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } },
};

export const problems = {
  400: answered[400],
  401: answered[401],
  403: problemOf(403, 'not-your-role', notForYou('packs')),
  404: problemOf(404, 'no-head-yet', {
    en: 'The ledger does not hold what was asked for, or no signed head holds it yet.',
    zh: '账本中没有所请求的内容，或已签名的树头尚未包含。',
  }),
  500: answered[500],
  503: answered[503],
};
