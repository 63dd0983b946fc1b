import type { Instant } from '../../events/envelope.ts';

/**
 * The port to a message broker: all that relay and intake ask of one, so that another client may take the place of
 * `kafka-broker.ts`. Every method throws `BrokerUnavailable` when the broker does not do what it was asked in time.
 */
export type Broker = AsyncDisposable & {
  /**
   * Resolves once every message is held by all replicas in sync. Messages of one topic and key keep their order. After
   * a failure some of them may have been written: publishing them again gives repeats, never a gap.
   */
  readonly publish: (messages: readonly Outgoing[]) => Promise<void>;
  /** Resolves when the broker answers at all. */
  readonly answers: () => Promise<void>;
  /** Makes the topics that are missing, and throws `TopicsDiffer` on one that is not as it must be. */
  readonly ensureTopics: (topics: readonly Topic[]) => Promise<void>;
  /**
   * Hands the messages of a topic to `take`, some at a time and in the order of each partition, until aborted. What was
   * taken is committed for the group; whatever was not comes again, to this consumer or another. Throws when it can go
   * no further, also when `take` did.
   */
  readonly consume: (wish: Consumption) => Promise<void>;
  /** How many messages a topic ever took, with those it keeps no longer; 0 where there is no such topic. */
  readonly taken: (topic: string) => Promise<number>;
  /** Every message of a topic up to its end as it was when asked. */
  readonly readAll: (topic: string) => Promise<readonly Delivered[]>;
  /** One message by its place, or undefined where it is no longer kept, or not yet there. */
  readonly readOne: (place: Place) => Promise<Delivered | undefined>;
};

export type Headers = { readonly [name: string]: string };

export type Outgoing = {
  readonly topic: string;
  readonly key: string;
  /** Null says that what was published under this key before no longer counts. */
  readonly value: string | null;
  readonly headers: Headers;
};

export type Place = {
  readonly topic: string;
  readonly partition: number;
  /** A whole number as text: it may be larger than a number holds. */
  readonly offset: string;
};

export type Delivered = Place & {
  readonly key: string | null;
  /** As it came: it may be no text at all. */
  readonly value: Buffer | null;
  /** By names in small letters; of several with one name, the last. */
  readonly headers: Headers;
  /** When the broker received it, where the topic is set so, or else when its sender says that he made it. */
  readonly at: Instant;
};

export type Consumption = {
  readonly group: string;
  readonly topic: string;
  readonly take: (messages: readonly Delivered[], signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

export type Topic = {
  readonly name: string;
  /** Made with so many, and checked to be no fewer. */
  readonly partitions: number;
  /** Settings without which we do not work: made so, and checked. */
  readonly required: { readonly [setting: string]: string };
  /** Settings it is made with, of which a house may have more, and not less; -1 is without end. */
  readonly least: { readonly [setting: string]: number };
};

/** The broker did not do what it was asked. What was asked may still have been done. */
export class BrokerUnavailable extends Error {
  override readonly name = 'BrokerUnavailable';
}

/** Topics are there, but not as they must be; the message names each difference and what to do. */
export class TopicsDiffer extends Error {
  override readonly name = 'TopicsDiffer';
}
