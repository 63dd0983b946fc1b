/**
 * The envelope every event travels in, whatever its process: who, when, on what ground, and by which
 * command. Pure words; what an event of one process says stands in that process's own folder.
 */

/** Plain JSON without floats: whole numbers and decimal strings only, so that hashes are stable. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json | undefined };

/** An instant in UTC with milliseconds: `2026-03-02T15:59:59.999Z`. */
export type Instant = string;

/** A sentence for people, in both languages of the product. */
export type Text = { readonly en: string; readonly zh: string };

/** A command or an event: its name and what it says. */
export type Message = { readonly type: string; readonly data: JsonObject };

/** Who acted, as he was at that moment; never looked up again later. */
export type Actor = {
  readonly id: string;
  readonly role: string;
  readonly unit: string;
  readonly rank: string;
};

/** The engine itself: deadlines fall due and errands are answered in its name. */
export const ENGINE: Actor = { id: 'redress', role: 'engine', unit: 'redress', rank: 'none' };

/** A rule, calendar or configuration that a decision consulted, by content. */
export type Ground = { readonly name: string; readonly version: string; readonly sha256: string };

export type Meta = {
  /** The submission that led to this event: its id, which of its commands, and how many it had. */
  readonly submission: { readonly id: string; readonly command: number; readonly of: number };
  readonly actor: Actor;
  /** When it was so in the world. */
  readonly occurredAt: Instant;
  /** The instant of the visit that decided it. */
  readonly decidedAt: Instant;
  readonly grounds: readonly Ground[];
  /** The command itself, on the first event it led to: what a later audit decides again. */
  readonly command?: Message;
  /** The event or errand that caused the submission. */
  readonly causation?: string;
  /** What groups submissions across cases. */
  readonly correlation?: string;
  /** W3C traceparent of the request. */
  readonly trace?: string;
};

/** An event before the log has given it a place. Its id is unique within its stream. */
export type NewEvent = Message & {
  readonly id: string;
  readonly version: number;
  readonly meta: Meta;
};

/** Where an event stands in the order over all streams. Opaque: compare it with the log's own comparator. */
export type Position = string;

export type RecordedEvent = NewEvent & {
  readonly stream: string;
  /** Its number within the stream, from 0. */
  readonly revision: number;
  readonly position: Position;
  /** The log's own clock; outside the hashed bytes. */
  readonly recordedAt: Instant;
};
