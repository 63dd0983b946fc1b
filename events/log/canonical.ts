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
  return Array.isArray(value) ? orderedList(value) : orderedObject(value as JsonObject);
}

type JsonObject = { readonly [key: string]: unknown };

function orderedList(list: readonly unknown[]): readonly unknown[] | undefined {
  const copy: unknown[] = [];
  for (const item of list) {
    const inner = ordered(item);
    if (inner === undefined) return undefined;
    copy.push(inner);
  }
  return copy;
}

function orderedObject(object: JsonObject): JsonObject | undefined {
  const copy: { [key: string]: unknown } = {};
  for (const key of keysInOrder(object)) {
    const value = object[key];
    if (value === undefined) continue;
    const inner = ordered(value);
    if (inner === undefined || movesInObjects(key)) return undefined;
    copy[key] = inner;
  }
  return copy;
}

/** By UTF-16 code units, as RFC 8785 says. A few keys are put in order here: calling `sort` takes twice as long. */
function keysInOrder(object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  if (keys.length > FEW) return keys.sort();
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next] ?? '';
    let place = next;
    for (; place > 0 && (keys[place - 1] ?? '') > key; place -= 1)
      keys[place] = keys[place - 1] ?? '';
    keys[place] = key;
  }
  return keys;
}

const FEW = 16;

function movesInObjects(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= DIGITS.first && first <= DIGITS.last) || key === '__proto__';
}

const DIGITS = { first: '0'.charCodeAt(0), last: '9'.charCodeAt(0) } as const;
