import type { CaseKey } from './box.ts';
import { checkDestruction, drawCaseKey, institutionOf, keyId, partsOfKeyId } from './key-ring.ts';
import type { FoundKey, KeyRing, Tombstone } from './key-ring.ts';

/** A key ring that ends with its process: for tests, simulations and what-if. */
export function memoryKeyRing(now: () => Date = () => new Date()): KeyRing {
  const generations = new Map<string, readonly (CaseKey | Tombstone)[]>();
  const of = (stream: string) => {
    institutionOf(stream);
    return generations.get(stream) ?? [];
  };
  const caseKey = (stream: string): CaseKey => {
    const known = of(stream);
    const last = known.at(-1);
    if (last !== undefined && 'key' in last) return last;
    const made = drawCaseKey(keyId(stream, known.length + 1));
    generations.set(stream, [...known, made]);
    return made;
  };
  return {
    caseKey: async (stream) => caseKey(stream),
    caseKeys: async (streams) => new Map(streams.map((stream) => [stream, caseKey(stream)])),
    find: async (id) => {
      const parts = partsOfKeyId(id);
      return found(parts && generations.get(parts.stream)?.[parts.generation - 1]);
    },
    destroy: async (stream, destruction) => {
      checkDestruction(destruction);
      const { by, because } = destruction;
      const at = now().toISOString();
      const buried = of(stream).map((one) =>
        'key' in one ? { id: one.id, at, by, because } : one,
      );
      generations.set(stream, buried);
      return buried;
    },
    [Symbol.asyncDispose]: async () => generations.clear(),
  };
}

function found(one: CaseKey | Tombstone | undefined): FoundKey {
  if (one === undefined) return { status: 'unknown' };
  return 'key' in one ? { status: 'held', caseKey: one } : { status: 'destroyed', tombstone: one };
}
