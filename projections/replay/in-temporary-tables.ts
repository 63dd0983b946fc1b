import { OperationNodeTransformer, SchemableIdentifierNode, sql } from 'kysely';
import type { KyselyPlugin, RawNode, SchemableIdentifierNode as Named } from 'kysely';
import type { ReadDatabase } from '../database.ts';
import type { ReadTransaction } from '../read-model.ts';

/**
 * Tables of read models once more, empty, which this transaction alone sees and which go with it: whoever writes or
 * counts through what is given to `work` need not know. Nothing is kept, and what is served is not touched.
 */
export async function inTemporaryTables<Result>(
  database: ReadDatabase,
  tables: readonly string[],
  work: (transaction: ReadTransaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await database.startTransaction().execute();
  try {
    for (const table of tables)
      await sql`create temporary table ${sql.id(nameOf(table))}
        (like ${sql.table(table)} including defaults including indexes) on commit drop`.execute(
        transaction,
      );
    return await work(transaction.withPlugin(temporary));
  } finally {
    await transaction.rollback().execute();
  }
}

function nameOf(table: string): string {
  return table.slice(table.indexOf('.') + 1);
}

const SCHEMA = 'pg_temp';

class ToTemporary extends OperationNodeTransformer {
  protected override transformSchemableIdentifier(node: Named): Named {
    const { schema, identifier } = super.transformSchemableIdentifier(node);
    return schema?.name === 'read'
      ? SchemableIdentifierNode.createWithSchema(SCHEMA, identifier.name)
      : node;
  }

  /** Reports name their tables in their own text. */
  protected override transformRaw(node: RawNode): RawNode {
    const { sqlFragments, ...raw } = super.transformRaw(node);
    return { ...raw, sqlFragments: sqlFragments.map((text) => text.replace(NAMED, `${SCHEMA}.`)) };
  }
}

/** The schema of the read models, as a word of its own. */
const NAMED = /(?<![\w."])read\.(?=[a-z_])/g;

const mover = new ToTemporary();

const temporary: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => mover.transformNode(node, queryId),
  transformResult: ({ result }) => Promise.resolve(result),
};
