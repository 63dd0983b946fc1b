import { sql } from 'kysely';
import { entriesAsked } from './report.ts';
import type { Report } from './report.ts';

type Put = {
  readonly product: string | null;
  readonly kind: string;
  readonly currency: string | null;
  /** Promised and neither delivered nor made void; delivered ones include those that were checked. */
  readonly owed: number;
  readonly delivered: number;
  readonly checked: number;
  /** Money as decimals, never rounded. */
  readonly owedAmount: string | null;
  readonly deliveredAmount: string | null;
};

/** What was promised to put matters right, and what of it was delivered; by product and currency. */
export const remedies: Report = {
  title: { en: 'Remedies and money by product and currency', zh: '补救措施与金额：按产品和币种' },
  models: ['registers', 'cases'],
  count: async (database, asked) => {
    const owed = sql`state = 'promised'`;
    const delivered = sql`state in ('delivered', 'checked', 'by-letter')`;
    const { rows } = await sql<Put>`
      select product, details ->> 'kind' as kind, details ->> 'currency' as currency,
        (count(*) filter (where ${owed}))::integer as owed,
        (count(*) filter (where ${delivered}))::integer as delivered,
        (count(*) filter (where state = 'checked'))::integer as checked,
        (sum((details ->> 'amount')::numeric) filter (where ${owed}))::text as "owedAmount",
        (sum((details ->> 'amount')::numeric) filter (where ${delivered}))::text as "deliveredAmount"
      from ${entriesAsked('remedies', asked)} as entry
      where state not in ('proposed', 'void')
      group by 1, 2, 3 order by 1 nulls last, 2, 3 nulls last`.execute(database);
    return { remedies: rows };
  },
};
