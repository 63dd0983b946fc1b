import { CompiledQuery } from 'kysely';
import type { KyselyPlugin, RootOperationNode } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { boardRows } from '../../bench/board-rows.ts';
import { CASE_FILTERS, listCases } from '../../projections/case-list.ts';
import type { CaseFilter } from '../../projections/case-list.ts';
import { readDatabase } from '../../projections/database.ts';
import { withDatabase } from '../with-database.ts';

const { owner, application } = withDatabase();

const CASES = 20_000;
const LIMIT = 50;
/** A page's rows may each stand in a block of their own, and the index has its own blocks. */
const BLOCKS = LIMIT * 2;

beforeAll(async () => {
  await owner.query(boardRows(CASES));
  await owner.query('vacuum analyze read.cases');
});

test.each(CASE_FILTERS)(
  'the board by %s is read in its order, and no case beside it',
  async (filter) => {
    const { plan, blocks } = await readBy(filter);
    expect(plan).not.toContain('"Sort"');
    expect(blocks).toBeLessThan(BLOCKS);
  },
);

type Node = {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
};

/** How PostgreSQL reads the first page, and how many blocks of 8 KiB it looks at for that. */
async function readBy(
  filter: CaseFilter,
): Promise<{ readonly plan: string; readonly blocks: number }> {
  const nodes: RootOperationNode[] = [];
  const listening: KyselyPlugin = {
    transformQuery: ({ node }) => {
      nodes.push(node);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const database = readDatabase(application);
  const now = new Date('2026-06-01T00:00:00Z');
  const query = { institution: 'bench', filter, who: 'handler-7', now, limit: LIMIT };
  await listCases(database.withPlugin(listening), query);
  const [statement] = nodes.map((node) =>
    database.getExecutor().compileQuery(node, { queryId: 'explained' }),
  );
  const explain = `explain (analyze, buffers, format json) ${statement?.sql ?? ''}`;
  const { rows } = await database.executeQuery<{ 'QUERY PLAN': readonly { Plan: Node }[] }>(
    CompiledQuery.raw(explain, [...(statement?.parameters ?? [])]),
  );
  const { Plan: top } = rows[0]?.['QUERY PLAN'][0] ?? expect.fail('There is no plan.');
  return {
    plan: JSON.stringify(top),
    blocks: top['Shared Hit Blocks'] + top['Shared Read Blocks'],
  };
}
