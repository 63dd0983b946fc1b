import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ClearComplaint } from '../../api/client.ts';
import { CAUSES, RIGHTS } from '../../events/complaint/codes.ts';
import type { About, LifeName } from './lives.ts';

/** What the demonstration submits: real records of the CFPB, and invented scenarios in Chinese. */
export type Planned = {
  readonly name: string;
  readonly complaint: ClearComplaint;
  readonly about: About;
  readonly life: LifeName;
};

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

type Row = { readonly [column: string]: string };

/** The CFPB's records as new complaints, with the record's facts; at most `limit`. */
export function cfpbComplaints(limit: number): readonly Planned[] {
  const rows = parse<Row>(readFileSync(join(EXAMPLES, 'cfpb-200.csv')), { columns: true });
  return Array.from({ length: limit }, (_, index) => {
    const row = rows[index % rows.length] ?? {};
    const copy = Math.floor(index / rows.length);
    const reference = `${row['Complaint ID'] ?? ''}${copy === 0 ? '' : `-${copy + 1}`}`;
    return planned(row, reference);
  });
}

const channels: { readonly [via: string]: ClearComplaint['channel'] } = {
  Web: 'web',
  Phone: 'phone',
  'Postal mail': 'letter',
  Fax: 'fax',
  Email: 'email',
  Referral: 'referral',
  'Web Referral': 'referral',
};

function planned(row: Row, reference: string): Planned {
  const narrative = row['Consumer complaint narrative'] ?? '';
  const facts = FACTS.flatMap((column) => (row[column] ? [[column, row[column]] as const] : []));
  return {
    name: reference,
    complaint: {
      source: 'cfpb-demo',
      reference,
      receivedAt: '',
      channel: channels[row['Submitted via'] ?? ''] ?? 'unknown',
      unit: 'us-retail',
      regime: 'demo',
      language: 'en',
      complainant: { name: 'CFPB consumer (name not published)' },
      ...(narrative === '' ? {} : { narrative }),
      product: (row['Product'] ?? 'unknown').slice(0, 120),
      staffComplainedOf: [],
      statedFacts: Object.fromEntries(facts),
    },
    about: aboutOf(row),
    life: lifeOf(row['Company response to consumer'] ?? '', reference),
  };
}

const FACTS = [
  'Issue',
  'Sub-issue',
  'Sub-product',
  'Company',
  'State',
  'Date received',
  'Date sent to company',
  'Company response to consumer',
  'Timely response?',
];

/** Records that the company left without an answer run into their deadlines; one in twenty is withdrawn. */
function lifeOf(response: string, reference: string): LifeName {
  if (response === 'In progress' || response === 'Untimely response') return 'unanswered';
  return Number(reference.replace(/\D.*$/, '')) % 20 === 0 ? 'withdrawn' : 'told-and-closed';
}

function aboutOf(row: Row): About {
  const response = row['Company response to consumer'] ?? '';
  const upheld = /relief/.test(response);
  const common = {
    product: (row['Product'] ?? 'unknown').slice(0, 120),
    cause: 'other' as const,
    right: 'fair-dealing' as const,
    finding: `Demonstration: the record says “${response}”.`,
    letter: 'Demonstration letter: we have looked into your complaint, and this is our answer.',
  };
  return response === 'Closed with monetary relief'
    ? { ...common, outcome: 'upheld', money: { amount: '25.00', currency: 'USD' } }
    : { ...common, outcome: upheld ? 'upheld' : 'not-upheld' };
}

const scenario = z.object({
  name: z.string(),
  title: z.object({ en: z.string(), zh: z.string() }),
  complaint: z.object({
    channel: z.enum(['phone', 'regulator', 'app', 'letter']),
    unit: z.string(),
    product: z.string(),
    complainant: z.object({ name: z.string(), phone: z.string().optional() }),
    narrative: z.string(),
  }),
  life: z.enum(['returned-once', 'extended-twice', 'withdrawn', 'too-late']),
  cause: z.enum(CAUSES),
  right: z.enum(RIGHTS),
  finding: z.string(),
  letter: z.string(),
  money: z.string().optional(),
});

/** The invented scenarios. */
export function scenarios(): readonly (Planned & { readonly title: { en: string; zh: string } })[] {
  const text = readFileSync(join(EXAMPLES, 'scenarios.json'), 'utf8');
  const file = z.object({ scenarios: z.array(scenario) }).parse(JSON.parse(text));
  return file.scenarios.map(({ name, title, complaint, life, money, ...about }) => ({
    name,
    title,
    life,
    complaint: {
      ...complaint,
      complainant: withoutAbsent(complaint.complainant),
      source: 'invented',
      reference: name,
      receivedAt: '',
      regime: 'demo',
      language: 'zh-CN' as const,
      staffComplainedOf: [],
    },
    about: {
      ...about,
      product: complaint.product,
      outcome: 'upheld' as const,
      ...(money === undefined ? {} : { money: { amount: money, currency: 'CNY' } }),
    },
  }));
}

function withoutAbsent({ name, phone }: { name: string; phone?: string | undefined }) {
  return phone === undefined ? { name } : { name, phone };
}
