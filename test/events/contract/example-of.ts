import type { Json } from '../../../events/envelope.ts';
import { choicesOf } from './data-schema.ts';
import type { DataSchema } from './data-schema.ts';

/** Texts by what they must look like, where a schema says so. */
const BY_PATTERN: readonly (readonly [RegExp, string])[] = [
  [/T\\d\{2\}:/, '2026-03-02T08:00:00.000Z'],
  [/02-29/, '2026-03-02'],
  [/\[0-9a-f\]\{64\}/, 'a3'.repeat(32)],
  [/1-9\]\\d\{0,14\}/, '12.30'],
  [/1-9\]\\d\{0,17\}/, '10432'],
  [/\^\[A-Z\]\{3\}\$/, 'CNY'],
  [/A-Za-z0-9_-\]\{43\}/, 'cHVi'.repeat(10) + 'bGk'],
  [/A-Za-z0-9_-\]\{86\}/, 'c2ln'.repeat(21) + 'bg'],
  [/A-Za-z0-9_-/, 'c2VhbGVk'],
];

/** Texts by the name of their field, where a reader would stumble over the name itself. */
const BY_NAME: { readonly [name: string]: string } = {
  by: 'li',
  staff: 'hana',
  handler: 'hana',
  unit: 'consumer-protection',
  zone: 'Asia/Shanghai',
  regime: 'cn-nfra-2020',
  clock: 'decide',
  product: 'credit-card',
  channel: 'phone',
  rank: 'supervisor',
  version: '1',
};

/** The data of an event with every field that it may have; made from the schema alone, so the same each time. */
export function exampleOf(schema: DataSchema, name = 'text'): Json {
  if (schema.const !== undefined) return schema.const;
  const [first] = schema.enum ?? [];
  if (first !== undefined) return first;
  const choices = choicesOf(schema);
  if (choices.length > 1) return exampleOf(choices.find(({ type }) => type !== 'null') ?? {}, name);
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 1, 1) }, () =>
        exampleOf(schema.items ?? {}, singular(name)),
      );
    case 'integer':
      return Math.min(Math.max(schema.minimum ?? 1, 1), schema.maximum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, name);
  }
}

function objectOf({ properties = {}, additionalProperties }: DataSchema): Json {
  const fields = Object.entries(properties).map(([name, field]) => [name, exampleOf(field, name)]);
  const others =
    typeof additionalProperties === 'object'
      ? [['product', exampleOf(additionalProperties, 'product')]]
      : [];
  return Object.fromEntries([...fields, ...others]) as Json;
}

function textOf({ pattern = '', minLength = 0, maxLength = Infinity }: DataSchema, name: string) {
  const known = BY_PATTERN.find(([looks]) => looks.test(pattern))?.[1];
  const text =
    known ?? BY_NAME[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const long = text.length === 0 ? 0 : Math.ceil(minLength / text.length);
  return text
    .repeat(Math.max(long, 1))
    .slice(0, Math.min(Math.max(minLength, text.length), maxLength));
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}
