import type { Instant, NewEvent, Position, RecordedEvent } from '../envelope.ts';

/** What the writer believes of the stream: it has no event, it ends at this revision, or he does not mind. */
export type ExpectedRevision = 'none' | 'any' | number;

export type Append = {
  /** `repeated` when every id was recorded before with the same content: nothing was written again. */
  readonly status: 'appended' | 'repeated';
  readonly events: readonly RecordedEvent[];
};

/** An event as the bytes that are stored, with the place the log holds it for and what stands beside it. */
export type EventBytes = {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Instant;
  /** The id it is found by when it is appended again; the bytes say it too. */
  readonly id: string;
  /** Where the log holds a type beside the bytes. */
  readonly type?: string;
  /** The stored bytes as text, unread: they may say anything, where somebody altered them. */
  readonly text: string;
};

export type BytesPage = {
  readonly events: readonly EventBytes[];
  readonly position: Position;
};

export type FeedPage = {
  readonly events: readonly RecordedEvent[];
  /** Ask the next page with this. Equal to what was asked when nothing new has settled. */
  readonly position: Position;
};

/**
 * The port to the event log. Streams are ordered and append-only; the feed orders all streams, keeps the
 * order within each, and never shows an event whose predecessor in the feed could still appear.
 *
 * Limits are those of `limits.ts`; the faults thrown are those of `log-faults.ts`.
 */
export type EventLog = AsyncDisposable & {
  /** One page of a stream from revision `from` (0) to `to` inclusive (its end), at most `limit` events. */
  readonly read: (
    stream: string,
    range?: { readonly from?: number; readonly to?: number; readonly limit?: number },
  ) => Promise<readonly RecordedEvent[]>;
  /** All of `events` or none. Throws `RevisionConflict`, `IdReused`, `LimitExceeded` or `LogUnavailable`. */
  readonly append: (
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ) => Promise<Append>;
  /** One page of the feed after `after`, or from the start. */
  readonly feed: (range: { readonly after: Position; readonly limit: number }) => Promise<FeedPage>;
  /** As `read`, in the bytes that are stored. */
  readonly readBytes: (
    stream: string,
    range?: { readonly from?: number; readonly limit?: number },
  ) => Promise<readonly EventBytes[]>;
  /** As `feed`, in the bytes that are stored. */
  readonly feedBytes: (range: {
    readonly after: Position;
    readonly limit: number;
  }) => Promise<BytesPage>;
  /** The position of the last event that is recorded, or `start`: the feed may need a moment yet to show it. */
  readonly end: () => Promise<Position>;
  /** Resolves when there may be news after `after`, or after `patience` milliseconds; never rejects. */
  readonly news: (after: Position, patience: number, signal?: AbortSignal) => Promise<void>;
  /** Negative, zero or positive, as for `sort`. */
  readonly compare: (one: Position, other: Position) => number;
  /** Before every event. */
  readonly start: Position;
};
