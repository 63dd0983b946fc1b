import type { SignedHead } from '../ledger/tree-head.ts';

/** A pack, as it was written. */
export type WrittenPack = {
  readonly sha256: string;
  readonly head: SignedHead;
  /** The streams of the cases that are in it. */
  readonly cases: readonly string[];
  readonly events: number;
  /** Events of these cases that were recorded after the head, and are in no proof yet. */
  readonly later: number;
};

/** What is done once the file is complete, and before it is there. */
export type BeforeHandingOut = (pack: WrittenPack) => Promise<void>;
