import type { Json } from '../../events/envelope.ts';
import { sameJson } from '../../events/same-json.ts';

/** One place at which two values differ; what is not there on a side is left out of it. */
export type Difference = {
  /** Names joined by dots, `clocks[decide].dueAt`; empty when the values as a whole differ. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
};

/**
 * Every place at which two plain JSON values differ, as deep as both have the same kind of thing there. Items of a
 * list are told apart by their `name` where each has one of its own, so that an item put in front moves no other.
 */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  return differ('', before as Json | undefined, after as Json | undefined);
}

function differ(path: string, before?: Json, after?: Json): readonly Difference[] {
  if (sameJson(before, after)) return [];
  const [one, other] = [partsOf(before), partsOf(after)];
  if (one === undefined || other === undefined || one.kind !== other.kind)
    return [
      {
        path,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ];
  const names = new Set([...one.parts.keys(), ...other.parts.keys()]);
  return [...names].flatMap((name) =>
    differ(joined(path, name, one.kind), one.parts.get(name), other.parts.get(name)),
  );
}

function joined(path: string, name: string, kind: Parts['kind']): string {
  if (kind !== 'object') return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

type Parts = {
  readonly kind: 'object' | 'named' | 'numbered';
  readonly parts: ReadonlyMap<string, Json | undefined>;
};

/** Nothing of what has no parts; a sealed box is one thing, whose parts say nothing to anybody. */
function partsOf(value: Json | undefined): Parts | undefined {
  if (typeof value !== 'object' || value === null || 'sealed' in value) return undefined;
  // The type of a list says nothing of what else `isArray` finds.
  if (!Array.isArray(value)) return { kind: 'object', parts: new Map(Object.entries(value)) };
  const items = value as readonly Json[];
  const names = items.map(nameOf);
  const own = new Set(names.filter((name) => name !== undefined));
  return own.size === items.length
    ? { kind: 'named', parts: new Map(items.map((item) => [nameOf(item) ?? '', item])) }
    : { kind: 'numbered', parts: new Map(items.map((item, place) => [String(place), item])) };
}

function nameOf(item: Json): string | undefined {
  if (typeof item !== 'object' || item === null || !('name' in item)) return undefined;
  const { name } = item;
  return typeof name === 'string' ? name : undefined;
}
