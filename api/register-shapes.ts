import { z } from 'zod';
import { REGISTER_NAMES, registers } from '../projections/registers/registers.ts';
import { narrowing, page } from './overview-shapes.ts';

/** What registers are asked with, and what they answer. */

export const registerParameter = z.object({
  name: z
    .enum(REGISTER_NAMES)
    .meta({ description: 'Which register. 登记簿名称。', examples: ['breaches'] }),
});

const STATES = [...new Set(REGISTER_NAMES.flatMap((name) => [...registers[name].states]))];

const since = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a day, as 2026-03-02, or an instant, as 2026-03-02T08:00:00+08:00',
});

export const registerQuery = z.strictObject({
  state: z
    .enum(STATES)
    .meta({ description: 'Entries that stand like this. 条目状态。', examples: ['granted'] })
    .optional(),
  product: narrowing('Of cases of this product, as they are now. 产品。', 'credit-card'),
  unit: narrowing('Of cases that this unit handles now. 部门。', 'consumer-protection'),
  from: since
    .meta({
      description: 'Of this instant and later; a day begins in UTC. 起始时间。',
      examples: ['2026-03-01T00:00:00+08:00'],
    })
    .optional(),
  to: since
    .meta({
      description: 'Before this instant; a day counts to its end in UTC. 截止时间。',
      examples: ['2026-03-31'],
    })
    .optional(),
  ...page,
});

const text = z.string().nullable();

const listedEntry = z.object({
  case: z.string().describe('The case number.'),
  revision: z.int().describe('The event of the case that added it.'),
  place: z.int().describe('Its place among the entries that this event added.'),
  occurredAt: z.string().describe('An instant in UTC.'),
  state: z.string(),
  product: text,
  unit: text,
  handler: text,
  details: z
    .record(z.string(), z.unknown())
    .describe('What this register holds: codes, staff, instants and money.'),
});
export type ListedEntry = z.infer<typeof listedEntry>;

export const entryPage = z
  .object({
    register: z.enum(REGISTER_NAMES),
    title: z.object({ en: z.string(), zh: z.string() }),
    columns: z.array(z.string()).describe('The details in the order in which people read them.'),
    entries: z.array(listedEntry),
    next: text.describe('Ask the next page with this; null at the end.'),
  })
  .meta({ description: 'A page of a register, newest first. 登记簿。' });
export type EntryPage = z.infer<typeof entryPage>;
