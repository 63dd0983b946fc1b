import type { z } from 'zod';

/** A schema with what it means, and an example that it accepts. */
export function said<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  example: z.input<Schema>,
): Schema {
  return schema.meta({ description, examples: [example] });
}
