import { Clear } from '../events/personal.ts';
import type { Sealed } from '../events/personal.ts';
import { seal } from './box.ts';
import type { CaseKey } from './box.ts';
import { replaceInside } from './replace-inside.ts';

/**
 * A parsed command with each clear personal text in its box: what the edge does before anything else sees
 * it. Repeating gives the same boxes. Throws as `seal` does, and a TypeError on what is not plain JSON.
 */
export function sealPersonal<T>(value: T, caseKey: CaseKey): Sealed<T> {
  return replaceInside(value, (node) =>
    node instanceof Clear ? seal(caseKey, node.value) : undefined,
  ) as Sealed<T>;
}

/** Whether there is anything to seal, so that a command without personal data needs no key. */
export function hasClear(value: unknown): boolean {
  let found = false;
  replaceInside(value, (node) => {
    if (!(node instanceof Clear)) return undefined;
    found = true;
    return null;
  });
  return found;
}
