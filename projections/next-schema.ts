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

/** The same among the temporary tables of the transaction's own connection. */
export function inTemporarySchema(of: ReadTransaction): ReadTransaction {
  return of.withPlugin(temporarySchema);
}

class ToSchema extends OperationNodeTransformer {
  readonly #schema: string;
  constructor(schema: string) {
    super();
    this.#schema = schema;
  }
  protected override transformSchemableIdentifier(node: Named): Named {
    const { schema, identifier } = super.transformSchemableIdentifier(node);
    return schema?.name === 'read'
      ? SchemableIdentifierNode.createWithSchema(this.#schema, identifier.name)
      : node;
  }
}

function moving(schema: string): KyselyPlugin {
  const mover = new ToSchema(schema);
  return {
    transformQuery: ({ node, queryId }) => mover.transformNode(node, queryId),
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

const nextSchema = moving('read_next');
const temporarySchema = moving('pg_temp');
