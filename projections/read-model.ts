import type { Transaction } from 'kysely';
import type { RecordedEvent } from '../events/envelope.ts';
import type { ReadTables } from './database.ts';

export type ReadTransaction = Transaction<ReadTables>;

/**
 * A read model: what each stream shows after its events, folded from that stream alone. The rows it saves are all
 * it remembers, so that it goes on from them after a restart. It throws on an event it cannot take.
 */
export type ReadModel<State = unknown> = {
  readonly name: string;
  /** Its tables, by names such as `read.cases`; each has a column `stream`. */
  readonly tables: readonly string[];
  /** What a stream shows before its first event; `undefined` for a stream that is none of its business. */
  readonly initial: (stream: string) => State | undefined;
  /** Answers the very same state when the event changes nothing that is shown. */
  readonly evolve: (state: State, event: RecordedEvent) => State;
  /** States by stream; those without rows are left out. */
  readonly load: (
    transaction: ReadTransaction,
    streams: readonly string[],
  ) => Promise<ReadonlyMap<string, State>>;
  readonly save: (
    transaction: ReadTransaction,
    states: ReadonlyMap<string, State>,
  ) => Promise<void>;
};

/** The one place where a read model's own state is forgotten: its runner hands back only what it was given. */
export function readModel<State>(model: ReadModel<State>): ReadModel {
  return model as unknown as ReadModel;
}
