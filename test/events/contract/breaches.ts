import { choicesOf } from './data-schema.ts';
import type { DataSchema } from './data-schema.ts';

/**
 * What a newer schema no longer keeps of an older one of the same version, each with the rule that it breaks. Kept is
 * an old schema when everything recorded under it is still right, and no field is gone on which a reader relies: new
 * fields that may be absent, more values and wider limits are no breach.
 */
export function breaches(older: DataSchema, newer: DataSchema, path = 'data'): readonly string[] {
  const [before, after] = [choicesOf(older), choicesOf(newer)];
  if (before.length > 1 || after.length > 1) return lostChoices(before, after, path);
  const [was, is] = [typeOf(older), typeOf(newer)];
  if (was !== is) return [`${path}: a type is not changed (${was} became ${is}).`];
  return [
    ...lostValues(older, newer, path),
    ...lostFields(older, newer, path),
    ...narrowed(older, newer, path),
    ...(older.items === undefined || newer.items === undefined
      ? []
      : breaches(older.items, newer.items, `${path}[]`)),
  ];
}

function typeOf({ type = 'anything' }: DataSchema): string {
  return String(type);
}

/** Each old choice must be kept by one of the new. */
function lostChoices(
  before: readonly DataSchema[],
  after: readonly DataSchema[],
  path: string,
): readonly string[] {
  return before.flatMap((old) => {
    const tried = after.map((one) => breaches(old, one, path));
    if (tried.some((found) => found.length === 0)) return [];
    const [best = []] = tried.toSorted((one, other) => one.length - other.length);
    return [`${path}: a choice is not taken away. Nearest to it: ${best.join(' ')}`];
  });
}

function lostValues(older: DataSchema, newer: DataSchema, path: string): readonly string[] {
  const before = valuesOf(older);
  const after = valuesOf(newer);
  if (after === undefined) return [];
  if (before === undefined) return [`${path}: a field of any value is not narrowed to a list.`];
  const lost = before.filter((value) => !after.includes(value));
  return lost.length === 0 ? [] : [`${path}: a value is not taken away (${lost.join(', ')}).`];
}

function valuesOf(schema: DataSchema): readonly unknown[] | undefined {
  return schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
}

function lostFields(older: DataSchema, newer: DataSchema, path: string): readonly string[] {
  const [before, after] = [older.properties ?? {}, newer.properties ?? {}];
  const open = [older.additionalProperties, newer.additionalProperties];
  return [
    ...Object.entries(before).flatMap(([name, field]) => {
      const kept = after[name];
      return kept === undefined
        ? [`${path}.${name}: a field is not removed.`]
        : breaches(field, kept, `${path}.${name}`);
    }),
    ...(newer.required ?? [])
      .filter((name) => older.required?.includes(name) !== true)
      .map((name) => `${path}.${name}: a field that older events lack is not demanded.`),
    ...(open[1] === false && open[0] !== false && older.type === 'object'
      ? [`${path}: an object that took any field does not refuse them.`]
      : []),
    ...(typeof open[0] === 'object' && typeof open[1] === 'object'
      ? breaches(open[0], open[1], `${path}.*`)
      : []),
  ];
}

const LOWER = ['minLength', 'minimum', 'minItems'] as const;
const UPPER = ['maxLength', 'maximum', 'maxItems'] as const;

/** Of a list of values that became open, each must still be within the new limits. */
function fits(value: unknown, { pattern, minLength = 0, maxLength = Infinity }: DataSchema) {
  if (typeof value !== 'string') return false;
  const { length } = value;
  const hasForm = pattern === undefined || new RegExp(pattern, 'u').test(value);
  return hasForm && length >= minLength && length <= maxLength;
}

function narrowed(older: DataSchema, newer: DataSchema, path: string): readonly string[] {
  const values = valuesOf(older);
  if (values !== undefined && valuesOf(newer) === undefined)
    return values
      .filter((value) => !fits(value, newer))
      .map((value) => `${path}: a value is not taken away (${String(value)}).`);
  const limits = [
    ...LOWER.filter((name) => (newer[name] ?? -Infinity) > (older[name] ?? -Infinity)),
    ...UPPER.filter((name) => (newer[name] ?? Infinity) < (older[name] ?? Infinity)),
    ...(newer.pattern !== undefined && newer.pattern !== older.pattern ? ['pattern'] : []),
  ];
  return limits.map((name) => `${path}: a limit is not drawn closer (${name}).`);
}
