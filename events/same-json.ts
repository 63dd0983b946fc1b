import type { Json } from './envelope.ts';

/** Whether two JSON values say the same: the order of keys and absent against undefined do not count. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return false;
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameJson(item, other[index]))
    );
  const [first, second] = [present(one), present(other)];
  return (
    first.size === second.size &&
    [...first].every(([key, value]) => second.has(key) && sameJson(value, second.get(key)))
  );
}

function present(value: object): Map<string, Json> {
  return new Map(
    Object.entries(value as { [key: string]: Json | undefined }).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined,
    ),
  );
}
