import type { z } from 'zod';

/**
 * What is wrong with a value, for people: given to `safeParse` wherever somebody reads the faults. A message that a
 * schema has of its own stands before these.
 */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return ofKind(issue.expected, issue.input);
    case 'invalid_value':
      return issue.input === undefined
        ? `is missing: it must be ${listed(issue.values)}`
        : `must be ${listed(issue.values)}`;
    case 'too_small':
      return sizeOf('at least', issue.origin, issue.minimum);
    case 'too_big':
      return sizeOf('at most', issue.origin, issue.maximum);
    case 'invalid_format':
      return issue.format === 'regex'
        ? `must have the form ${issue.pattern ?? 'wanted'}`
        : `must be ${FORMATS[issue.format] ?? `of the form ${issue.format}`}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'is none of the kinds it may be';
    case 'invalid_key':
    case 'invalid_element':
      return 'has a name or an element that is not as it must be';
    case 'custom':
      return 'is not as it must be';
  }
};

/** What people call the types of JSON. */
const KINDS: { readonly [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
  never: 'left out',
};

const FORMATS: { readonly [format: string]: string } = {
  date: 'a day of the calendar, as 2026-03-02',
  datetime: 'an instant, as 2026-03-02T08:00:00.000Z',
  url: 'an address, as https://example.org',
};

function kindOf(type: string): string {
  return KINDS[type] ?? type;
}

/** Says what kind came instead, never the value: it may be personal. */
function ofKind(expected: string, input: unknown): string {
  const wanted = kindOf(expected);
  if (input === undefined) return `is missing: it must be ${wanted}`;
  if (expected === 'int' && typeof input === 'number')
    return 'must be a whole number that JSON holds exactly';
  // What was no number to begin with comes as this, whatever it was.
  if (Number.isNaN(input)) return `must be ${wanted}`;
  const came = input === null ? 'null' : Array.isArray(input) ? 'array' : typeof input;
  return `must be ${wanted}, not ${kindOf(came)}`;
}

function listed(values: readonly unknown[]): string {
  const [only] = values;
  return values.length === 1 ? String(only) : `one of ${values.join(', ')}`;
}

function sizeOf(which: string, origin: string, size: number | bigint): string {
  switch (origin) {
    case 'string':
      return size === 1 && which === 'at least'
        ? 'must not be empty'
        : `must have ${which} ${size} characters`;
    case 'array':
    case 'set':
    case 'map':
      return `must have ${which} ${size} ${size === 1 ? 'element' : 'elements'}`;
    default:
      return `must be ${which} ${size}`;
  }
}
