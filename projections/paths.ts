import type { Instant } from '../events/envelope.ts';
import { complaintEvent, complaintStream } from './complaint-stream.ts';
import type { ComplaintStream } from './complaint-stream.ts';
import { readModel } from './read-model.ts';
import { loadRows, saveRows } from './rows.ts';

/** The way each case went: its events by type, in order, and when each was so in the world. */
type Path = ComplaintStream & {
  readonly types: readonly string[];
  readonly instants: readonly Instant[];
};

const TABLE = 'read.paths';

export const paths = readModel<Path>({
  name: 'paths',
  tables: [TABLE],
  initial: (stream) => {
    const of = complaintStream(stream);
    return of && { ...of, types: [], instants: [] };
  },
  evolve: (path, recorded) => {
    // Words this release does not know are refused, as everywhere.
    const { type } = complaintEvent(recorded);
    if (recorded.revision < path.types.length) return path;
    return {
      ...path,
      types: [...path.types, type],
      instants: [...path.instants, recorded.meta.occurredAt],
    };
  },
  load: async (transaction, streams) =>
    new Map((await loadRows<Path>(transaction, TABLE, streams)).map((row) => [row.stream, row])),
  save: (transaction, states) => saveRows(transaction, TABLE, ['stream'], [...states.values()]),
});
