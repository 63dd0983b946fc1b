import { z } from 'zod';
import type { Message } from '../../events/envelope.ts';
import { revisions } from '../../events/words.ts';
import { documentCommands, engineCommands, importCommands, peopleCommands } from './commands.ts';

/** Where an event of the record stands in the case as it is played. */
export type RevisionOf = (recorded: number) => number;

const schemas: { readonly [type: string]: z.ZodType } = {
  ...peopleCommands,
  ...documentCommands,
  ...importCommands,
  ...engineCommands,
};

/** A recorded command as its writer would have said it in a case whose events stand at other revisions. */
export function restate(command: Message, revisionOf: RevisionOf): Message {
  const schema = schemas[command.type];
  if (schema === undefined) return command;
  // The same shape as before: only whole numbers were replaced by others.
  return { ...command, data: restated(schema, command.data, revisionOf) as Message['data'] };
}

function restated(schema: unknown, value: unknown, revisionOf: RevisionOf): unknown {
  if (value === undefined || value === null) return value;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return restated(schema.unwrap(), value, revisionOf);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item: unknown) => restated(schema.element, item, revisionOf));
  if (schema instanceof z.ZodObject && typeof value === 'object') {
    const shape: { readonly [name: string]: unknown } = schema.shape;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        restated(shape[name], inner, revisionOf),
      ]),
    );
  }
  return schema instanceof z.ZodType && typeof value === 'number' && isRevision(schema)
    ? revisionOf(value)
    : value;
}

function isRevision(schema: z.ZodType): boolean {
  return revisions.get(schema)?.isRevision === true;
}
