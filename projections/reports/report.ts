import type { Text } from '../../events/envelope.ts';
import type { ReadDatabase } from '../database.ts';

/** A named report: counts over the read models of one institution, and nothing else. */
export type Report = {
  readonly title: Text;
  /** The read models it is counted from, so that a reader can wait for them. */
  readonly models: readonly string[];
  readonly count: (database: ReadDatabase, institution: string) => Promise<object>;
};
