import type { Position } from '../../envelope.ts';

/** An event as the bytes that a log keeps, with what stands beside them. */
export type StoredEvent = {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly position: Position;
  readonly recordedAt: string;
  readonly text: string;
};

/** A log to be read as it is stored, in the order of its feed. */
export type StoredLog = {
  readonly start: Position;
  readonly after: (position: Position, limit: number) => Promise<readonly StoredEvent[]>;
};

export type CopySource = StoredLog & {
  readonly at: (stream: string, revision: number) => Promise<StoredEvent | undefined>;
  /** How many events there are, up to a position or in all. */
  readonly count: (upTo?: Position) => Promise<number>;
};

export type CopyTarget = StoredLog & {
  readonly last: () => Promise<StoredEvent | undefined>;
  /**
   * Events of one stream that follow each other, all or none; once more does no harm. Throws `CopyRefused` when
   * something else stands there.
   */
  readonly write: (stream: string, events: readonly StoredEvent[]) => Promise<void>;
};

/** The target cannot become a copy of the source: it holds something else. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}
