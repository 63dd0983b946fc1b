import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { entriesAsked } from './report.ts';
import type { Asked, Report } from './report.ts';

/** How many cases the longest list names. */
const MOST = 50;

type ByProduct = {
  readonly product: string | null;
  /** Cases with at least one other that is of the same complainant or the same matter. */
  readonly cases: number;
  readonly links: number;
};
type Linked = { readonly case: string; readonly others: number; readonly kinds: string };

/**
 * Complainants who come again, as far as cases say so: linked as repeat or duplicate, or merged. No person is named:
 * the cases lead to them.
 */
export const repeats: Report = {
  title: { en: 'Repeat complainants, by the links of their cases', zh: '重复投诉统计：按案件关联' },
  models: ['registers', 'cases'],
  count: async (database, asked) => {
    const links = linksAsked(asked);
    const products = await sql<ByProduct>`
      select product, count(distinct stream)::integer as cases, count(*)::integer as links
      from ${links} as link group by product order by product nulls last`.execute(database);
    const most = await sql<Linked>`
      select number as case, count(distinct details ->> 'other')::integer as others,
        string_agg(distinct details ->> 'kind', ' ' order by details ->> 'kind') as kinds
      from ${links} as link group by number order by others desc, number limit ${MOST}`.execute(
      database,
    );
    return { repeats: products.rows, cases: most.rows };
  },
};

function linksAsked(asked: Asked): RawBuilder<unknown> {
  return sql`(
    select * from ${entriesAsked('links', asked)} as entry
    where state in ('asked', 'confirmed') and details ->> 'kind' in ('repeat', 'duplicate', 'merge'))`;
}
