/**
 * The JSON that may be recorded: objects, lists, strings, booleans, null and whole numbers. What would be lost or
 * written differently elsewhere – floats, dates, maps, half a surrogate pair, U+0000 – is refused by its path.
 */
export function assertPlainJson(value: unknown, path = '$'): void {
  const fault = faultOf(value);
  if (fault !== undefined) throw new TypeError(`${path} ${fault}.`);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) assertPlainJson(item, `${path}[${index}]`);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const keyFault = faultOf(key);
    if (keyFault !== undefined) throw new TypeError(`A key in ${path} ${keyFault}.`);
    if (inner !== undefined) assertPlainJson(inner, `${path}.${key}`);
  }
}

/** What keeps a value itself – not what it holds – from being plain JSON. */
export function faultOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? undefined
        : 'is not a whole number that JSON can hold; write decimals as strings';
    case 'string':
      if (!value.isWellFormed()) return 'holds half a surrogate pair';
      return value.includes('\u0000') ? 'holds the character U+0000' : undefined;
    case 'object':
      return value === null || Array.isArray(value) || isPlain(value)
        ? undefined
        : `is a ${value.constructor.name}, not plain JSON`;
    default:
      return `is ${typeof value}, which JSON cannot hold`;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
