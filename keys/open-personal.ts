import type { Actor, Instant, Text } from '../events/envelope.ts';
import { box as boxSchema } from '../events/personal.ts';
import type { Box } from '../events/personal.ts';
import { open } from './box.ts';
import { KeyUnknown, ReasonMissing } from './key-faults.ts';
import type { FoundKey, KeyRing } from './key-ring.ts';
import { replaceInside } from './replace-inside.ts';

/** That someone opened personal data: who, for which reason in words, under which keys, when. */
export type Access = {
  readonly who: Actor;
  readonly why: string;
  readonly keys: readonly string[];
  readonly at: Instant;
  /** The commitment of the document that was opened, if it was one. */
  readonly document?: string;
};

export type Opening = {
  readonly ring: Pick<KeyRing, 'find'>;
  readonly who: Actor;
  readonly why: string;
  /** Called before anything is opened; when it throws, nothing is. */
  readonly record: (access: Access) => void | Promise<void>;
  readonly now?: () => Date;
};

/** What stands where a value was, once its key is destroyed. */
export type Erased = { readonly erased: { readonly at: Instant; readonly text: Text } };

/** A value with every `Box` replaced by its clear text, or by the mark of its erasure. */
export type Opened<T> = T extends Box
  ? string | Erased
  : T extends readonly (infer Item)[]
    ? readonly Opened<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Opened<T[Key]> }
      : T;

const ERASED: Text = { en: 'Erased personal data', zh: '个人信息已删除' };

/**
 * The one place where personal data is opened. A value without boxes is answered as it is, and nothing is
 * recorded. Throws `ReasonMissing`, `KeyUnknown`, `BoxTampered`, and what ring and `record` throw.
 */
export async function openPersonal<T>(value: T, opening: Opening): Promise<Opened<T>> {
  const { ring, who, why, record, now = () => new Date() } = opening;
  if (why.trim() === '') throw new ReasonMissing('Opening personal data');
  const keys = keysIn(value);
  if (keys.length > 0) await record({ who, why, keys, at: now().toISOString() });
  const found = new Map<string, FoundKey>();
  for (const id of keys) found.set(id, await ring.find(id));
  return replaceInside(value, (node) => {
    const box = asBox(node);
    return box && clearOrErased(box, found.get(box.key));
  }) as Opened<T>;
}

function keysIn(value: unknown): readonly string[] {
  const keys = new Set<string>();
  replaceInside(value, (node) => {
    const box = asBox(node);
    if (box !== undefined) keys.add(box.key);
    return box;
  });
  return [...keys];
}

function asBox(node: object): Box | undefined {
  if (!('commitment' in node)) return undefined;
  return boxSchema.safeParse(node).data;
}

function clearOrErased(box: Box, found: FoundKey | undefined): string | Erased {
  switch (found?.status) {
    case 'held':
      return open(found.caseKey, box).value;
    case 'destroyed':
      return { erased: { at: found.tombstone.at, text: ERASED } };
    case 'unknown':
    case undefined:
      throw new KeyUnknown(box.key);
  }
}
