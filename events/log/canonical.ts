import canonicalize from 'canonicalize';
import { assertPlainJson, faultOf } from '../plain-json.ts';

export type Canonical = {
  /** RFC 8785: what is hashed. */
  readonly text: string;
  /** A copy of the value, as reading the text would give it. */
  readonly copy: unknown;
};

/**
 * Plain JSON as canonical text. Throws a `TypeError` that names the path of what is not plain JSON; properties that
 * are `undefined` are absent.
 *
 * A copy with its keys in order is written by the engine itself, three times as fast as key by key. The long way is
 * for an object with keys that no copy keeps in that order – numbers, `__proto__` –, and for a text with characters
 * escaped by number: only there half a surrogate pair or U+0000 can be.
 */
export function canonical(value: unknown, path = '$'): Canonical {
  const copy = ordered(value);
  if (copy !== undefined) {
    const text = JSON.stringify(copy);
    if (!text.includes('\\u')) return { text, copy };
  }
  assertPlainJson(value, path);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError(`${path} has no canonical form.`);
  return { text, copy: JSON.parse(text) };
}

/** A copy with all keys in order; `undefined` where there is none. */
function ordered(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (faultOf(value) !== undefined) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(ordered);
    return items.includes(undefined) ? undefined : items;
  }
  return orderedObject(value as { readonly [key: string]: unknown });
}

function orderedObject(value: { readonly [key: string]: unknown }): unknown {
  const copy: { [key: string]: unknown } = {};
  for (const key of Object.keys(value).sort()) {
    if (value[key] === undefined) continue;
    const inner = ordered(value[key]);
    if (inner === undefined || movesInObjects(key)) return undefined;
    copy[key] = inner;
  }
  return copy;
}

function movesInObjects(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= DIGITS.first && first <= DIGITS.last) || key === '__proto__';
}

const DIGITS = { first: '0'.charCodeAt(0), last: '9'.charCodeAt(0) } as const;
