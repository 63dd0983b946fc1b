import type { z } from 'zod';

/** Every message that a schema, or a schema inside it, says of its own; each as some value would bring it about. */
export function messagesOf(schema: z.ZodType): readonly string[] {
  const found = new Set<string>();
  collect(schema, new Set(), found);
  return [...found];
}

/** Parts of a definition that hold no schemas, and may lead out of it. */
const LEFT_OUT: readonly string[] = ['error', 'values', 'entries', 'transform', 'defaultValue'];

function collect(value: unknown, seen: Set<object>, found: Set<string>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (Array.isArray(value)) {
    for (const one of value) collect(one, seen, found);
    return;
  }
  const definition = definitionOf(value);
  if (definition === undefined) {
    for (const one of Object.values(value)) collect(one, seen, found);
    return;
  }
  for (const message of own(definition)) found.add(message);
  for (const [name, part] of Object.entries(definition))
    if (!LEFT_OUT.includes(name)) collect(part, seen, found);
}

type Definition = { readonly error?: unknown };

function definitionOf(value: object): Definition | undefined {
  const inner = '_zod' in value ? (value._zod as { def: Definition }).def : undefined;
  return inner ?? ('def' in value ? (value.def as Definition) : undefined);
}

/** A message may depend on what is wrong: it is asked with each kind of issue. */
const CODES = ['invalid_type', 'invalid_value', 'invalid_format', 'invalid_key', 'custom'] as const;

function own({ error }: Definition): readonly string[] {
  if (typeof error !== 'function') return [];
  return CODES.flatMap((code) => {
    const said = (error as (issue: object) => unknown)({ code, input: 'x', path: [] });
    return typeof said === 'string' ? [said] : [];
  });
}
