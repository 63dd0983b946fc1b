import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { startKafka } from '../servers/kafka.ts';

export type TestKafka = {
  /** Hosts and ports, with commas between; starts the run's broker when no file has needed it before. */
  readonly brokers: () => Promise<string>;
  /** The beginning of the names of this test file's own topics and groups. */
  readonly prefix: string;
};

/**
 * The run's real Kafka, with topics of this test file's own. It is started for the first file that needs it, since most
 * runs of a single file do not, and ends with the run's other servers. Fails where there is none to be had.
 */
export function withKafka(): TestKafka {
  const home = inject('serversHome');
  return {
    // This process ends before the run does, so the broker must not end with it.
    brokers: async () => (await startKafka({ home, detached: true })).brokers,
    prefix: `test-${randomBytes(6).toString('hex')}.`,
  };
}
