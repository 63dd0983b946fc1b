import { z } from 'zod';
import { STREAM_NAME } from '../events/log/limits.ts';
import { notForYou } from './only-roles.ts';
import { problemOf, problems as answered } from './responses.ts';

/** What the ledger is asked with, and what it answers. */

const MOST = Number.MAX_SAFE_INTEGER;
const MOST_HEADS = 1_000;
const HASH = '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328';

export const described = { tags: ['ledger'], security: [{ token: [] }] };

export const problems = {
  400: answered[400],
  401: answered[401],
  403: problemOf(403, 'not-your-role', notForYou('ledger')),
  500: answered[500],
};

export const nothingToProve = problemOf(404, 'no-such-leaf', {
  en: 'The ledger does not hold what was asked for, or not yet.',
  zh: '账本中没有所请求的内容，或尚未包含。',
});

const size = (description: string) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST)
    .meta({ description, examples: [1000] });

export const headsQuery = z.strictObject({
  before: size('Of trees smaller than this. 小于此叶数的树。').optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_HEADS)
    .default(100)
    .meta({ description: 'How many. 数量。', examples: [100] }),
});

export const inclusionQuery = z.strictObject({
  stream: z
    .string()
    .regex(STREAM_NAME)
    .meta({ description: 'Which stream. 事件流。', examples: ['complaint-onebank.0123456789AB'] }),
  revision: z.coerce
    .number()
    .int()
    .min(0)
    .max(2_147_483_647)
    .meta({ description: 'The event’s number in its stream, from 0. 事件序号。', examples: [3] }),
  size: size(
    'In the tree of so many leaves; the last signed head’s unless given. 叶数。',
  ).optional(),
});

export const consistencyQuery = z.strictObject({
  first: size('Leaves of the earlier tree. 较早的树的叶数。'),
  second: size('Leaves of the later tree. 较晚的树的叶数。'),
});

const hash = z.string().meta({ examples: [HASH] });
const head = z.object({
  institution: z.string(),
  treeSize: z.int(),
  rootHash: hash,
  timestamp: z.string(),
  keyId: hash,
  signature: z.string(),
});

export const heads = z
  .object({ heads: z.array(head) })
  .meta({ description: 'Signed heads. 已签名的树头。' });

export const keys = z
  .object({
    keys: z.array(z.object({ keyId: hash, publicKey: z.string() })),
    faults: z.array(z.object({ at: z.int(), keyId: z.string(), what: z.string() })),
  })
  .meta({ description: 'Keys as the log announces them. 日志公布的公钥。' });

export const inclusion = z
  .object({
    institution: z.string(),
    stream: z.string(),
    revision: z.int(),
    leaf: z.int(),
    leafHash: hash,
    treeSize: z.int(),
    rootHash: hash,
    path: z.array(hash),
    head: head.optional(),
  })
  .meta({ description: 'A path by RFC 9162, lowest hash first. 包含证明。' });

export const consistency = z
  .object({
    institution: z.string(),
    first: z.int(),
    second: z.int(),
    firstRoot: hash,
    secondRoot: hash,
    path: z.array(hash),
  })
  .meta({ description: 'A path by RFC 9162, lowest hash first. 一致性证明。' });
