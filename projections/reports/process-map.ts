import { sql } from 'kysely';
import { casesAsked } from './report.ts';
import type { Report } from './report.ts';

type Followed = {
  readonly step: string;
  /** None where the case has gone no further. */
  readonly next: string | null;
  readonly times: number;
  readonly medianSeconds: number | null;
  readonly meanSeconds: number | null;
};

/** Which event follows which, how often, and after how long, by the instants in the world. */
export const processMap: Report = {
  title: { en: 'Process map: which step follows which', zh: '流程图：步骤衔接、次数与耗时' },
  models: ['paths', 'cases'],
  count: async (database, asked) => {
    // What was told late stands after what it came before: such a step took no time.
    const { rows } = await sql<Followed>`
      select step, next, count(*)::integer as times,
        round(percentile_cont(0.5) within group (order by seconds))::double precision as "medianSeconds",
        round(avg(seconds))::double precision as "meanSeconds"
      from (
        select one.type as step, lead(one.type) over way as next,
          greatest(extract(epoch from lead(one.at) over way - one.at), 0)::double precision as seconds
        from read.paths as path join ${casesAsked(asked)} as "case" using (stream)
        cross join lateral unnest(path.types, path.instants) with ordinality as one (type, at, place)
        window way as (partition by path.stream order by one.place)
      ) as step
      group by step, next order by times desc, step, next nulls last`.execute(database);
    return { steps: rows.map((row) => (row.next === null ? { ...row, ...NO_TIME } : row)) };
  },
};

/** `greatest` passes over what is unknown. */
const NO_TIME = { medianSeconds: null, meanSeconds: null };
