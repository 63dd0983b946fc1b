/**
 * Data are called by a path of names, which stays the same when a list grows: `clocks.decide.extensions.complex`,
 * `clocks.decide.warnings.50`.
 */

/** Fields by which the items of a list are told apart, the first one that is there. */
const KEYS = ['name', 'rank', 'percent'] as const;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value calls itself, where it can be read so far. */
export function nameOf(value: unknown): { readonly name?: string } {
  return isRecord(value) && typeof value['name'] === 'string' ? { name: value['name'] } : {};
}

/** Whether a list's items have names, so that it is data and not a value such as a list of ranks. */
export function isListOfData(
  value: unknown,
): value is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) && value.every(isRecord);
}

/** What the item of a list is called in a path: its name, or its place where it has none. */
export function keyOf(item: unknown, place: number): string {
  if (!isRecord(item)) return String(place);
  const [key] = KEYS.flatMap((field) => {
    const value = item[field];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  return key ?? String(place);
}

/** The parts of a datum by what they are called, in their order. */
export function partsOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (isListOfData(value)) return value.map((item, place) => [keyOf(item, place), item]);
  return isRecord(value) ? Object.entries(value) : [];
}

/** The path of names that a path of places, as zod reports it, leads along in a value. */
export function namedPath(value: unknown, places: readonly PropertyKey[]): string {
  const names: string[] = [];
  let here = value;
  for (const place of places) {
    const inner: unknown = Array.isArray(here)
      ? here[Number(place)]
      : isRecord(here)
        ? here[String(place)]
        : undefined;
    names.push(Array.isArray(here) ? keyOf(inner, Number(place)) : String(place));
    here = inner;
  }
  return names.join('.');
}
