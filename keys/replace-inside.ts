/** Deeper than any command or event; keeps a walk from exhausting the stack. */
const DEEPEST = 100;

/**
 * A copy of `value` in which every node that `replacement` answers for is replaced by the answer; all else
 * stays as it is. Throws a TypeError on anything but plain JSON (and `undefined`) that is not replaced.
 */
export function replaceInside(
  value: unknown,
  replacement: (node: object) => unknown,
  depth = 0,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) throw new TypeError(`JSON may be nested ${DEEPEST} deep at most.`);
  const replaced = replacement(value);
  if (replaced !== undefined) return replaced;
  const inside = (item: unknown) => replaceInside(item, replacement, depth + 1);
  if (Array.isArray(value)) return value.map(inside);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`Only plain JSON is sealed or opened, not a ${value.constructor.name}.`);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item)]));
}
