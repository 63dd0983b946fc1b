import { isListOfData, isRecord, partsOf } from './datum-path.ts';
import type { Regime } from './regime.ts';

/** What became of a datum from one version to another. */
export type Change =
  | { readonly path: string; readonly what: 'added'; readonly after: unknown }
  | { readonly path: string; readonly what: 'removed'; readonly before: unknown }
  | {
      readonly path: string;
      readonly what: 'changed' | 'reordered';
      readonly before: unknown;
      readonly after: unknown;
    };

/** Every datum that differs between two regimes, by its path; what was added or removed whole stands once. */
export function difference(one: Regime, other: Regime): readonly Change[] {
  return [...between(one, other, '')];
}

function* between(before: unknown, after: unknown, path: string): Generator<Change> {
  if (isListOfData(before) && isListOfData(after)) {
    yield* partByPart(before, after, path);
    yield* reordered(before, after, path);
  } else if (isRecord(before) && isRecord(after)) yield* partByPart(before, after, path);
  else if (JSON.stringify(before) !== JSON.stringify(after))
    yield { path, what: 'changed', before, after };
}

function* partByPart(before: unknown, after: unknown, path: string): Generator<Change> {
  const [old, young] = [new Map(partsOf(before)), new Map(partsOf(after))];
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  for (const [name, value] of old)
    if (young.has(name)) yield* between(value, young.get(name), at(name));
    else yield { path: at(name), what: 'removed', before: value };
  for (const [name, value] of young)
    if (!old.has(name)) yield { path: at(name), what: 'added', after: value };
}

/** The steps of a ladder and the rules of sign-off are taken in their order: to change it is to change the rule. */
function* reordered(before: unknown, after: unknown, path: string): Generator<Change> {
  const [old, young] = [before, after].map((list) => partsOf(list).map(([name]) => name));
  const [was, is] = [
    old?.filter((name) => young?.includes(name)),
    young?.filter((name) => old?.includes(name)),
  ];
  if (was?.join() !== is?.join()) yield { path, what: 'reordered', before: was, after: is };
}
