import { nameOf } from './problems.ts';
import type { Fault } from './problems.ts';

/** Deeper than any request we know. */
const DEEPEST = 20;

/**
 * What no schema looks for in a parsed request: text that could not be recorded as it is – half a surrogate pair,
 * U+0000 –, a prototype in disguise, and nesting without end.
 */
export function textFaults(value: unknown, at: string, depth = 0): readonly Fault[] {
  if (typeof value === 'string') {
    const message = faultOf(value);
    return message === undefined ? [] : [{ at, message }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth === DEEPEST) return [{ at, message: `is nested deeper than ${DEEPEST}` }];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...keyFaults(key, at),
    ...textFaults(inner, `${at}/${nameOf(key)}`, depth + 1),
  ]);
}

function keyFaults(key: string, at: string): readonly Fault[] {
  const message = key === '__proto__' ? 'has a name that is not taken: __proto__' : faultOf(key);
  return message === undefined ? [] : [{ at, message: `in a name: ${message}` }];
}

function faultOf(text: string): string | undefined {
  if (!text.isWellFormed()) return 'holds half a character (a lone surrogate)';
  return text.includes('\u0000') ? 'holds the character U+0000' : undefined;
}
