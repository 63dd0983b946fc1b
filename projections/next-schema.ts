import { OperationNodeTransformer, SchemableIdentifierNode } from 'kysely';
import type { KyselyPlugin, SchemableIdentifierNode as Named } from 'kysely';
import type { ReadDatabase } from './database.ts';
import type { ReadTransaction } from './read-model.ts';

/**
 * The same tables in schema `read_next`, where a new version of a read model is built: whoever reads or writes through
 * this need not know. Names that stand in the text of `sql` instead of `sql.table` are not moved.
 */
export function inNextSchema(of: ReadTransaction): ReadTransaction;
export function inNextSchema(of: ReadDatabase): ReadDatabase;
export function inNextSchema(of: ReadDatabase | ReadTransaction): ReadDatabase | ReadTransaction {
  return of.withPlugin(nextSchema);
}

class ToNextSchema extends OperationNodeTransformer {
  protected override transformSchemableIdentifier(node: Named): Named {
    const { schema, identifier } = super.transformSchemableIdentifier(node);
    return schema?.name === 'read'
      ? SchemableIdentifierNode.createWithSchema('read_next', identifier.name)
      : node;
  }
}

const mover = new ToNextSchema();

const nextSchema: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => mover.transformNode(node, queryId),
  transformResult: ({ result }) => Promise.resolve(result),
};
