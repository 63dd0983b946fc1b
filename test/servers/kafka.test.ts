import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it, vi } from 'vitest';
import { isFree } from '../../servers/free-port.ts';
import { startKafka } from '../../servers/kafka.ts';
import type { KafkaServer } from '../../servers/kafka.ts';
import { isAlive } from '../../servers/process-identity.ts';
import { findRunning, kill } from '../../servers/running.ts';
import type { Running } from '../../servers/running.ts';
import { temporaryHomes } from './temporary-home.ts';

const newHome = temporaryHomes();
/** The first run on a machine fetches the server. */
const WITH_FETCHING = 300_000;

describe('Kafka for a home', () => {
  it(
    'keeps its topics when it is killed, comes back at the same address, and leaves nothing when stopped',
    async () => {
      const home = newHome();
      const first = await startKafka({ home });
      expect(await topicsOf(first, 'kept')).toEqual(['kept']);
      const found = await startKafka({ home });
      expect(found).toMatchObject({ brokers: first.brokers, startedHere: false });

      await kill(runningOf(first));
      const second = await startKafka({ home });
      expect(second).toMatchObject({ brokers: first.brokers, startedHere: true });
      expect(await topicsOf(second)).toEqual(['kept']);

      await second.stop();
      expect(isAlive(runningOf(second))).toBe(false);
      for (const port of Object.values(runningOf(second).ports))
        expect(await isFree(port)).toBe(true);
      expect(findRunning(home)).toEqual([]);
    },
    WITH_FETCHING,
  );

  it('is the given one where KAFKA_BROKERS names one', async () => {
    const home = newHome();
    vi.stubEnv('KAFKA_BROKERS', 'one.example:9092,two.example:9092');
    const given = await startKafka({ home });
    expect(given).toMatchObject({ brokers: 'one.example:9092,two.example:9092' });
    expect(findRunning(home)).toEqual([]);
  });

  it('says what to install or name where there is no Java', async () => {
    vi.stubEnv('PATH', '');
    await expect(startKafka({ home: newHome() })).rejects.toThrow(
      /install Java 17 and Maven[^]*KAFKA_BROKERS=<host>:9092[^]*Not on PATH: java, mvn/,
    );
  });
});

function runningOf({ running }: KafkaServer): Running {
  if (running === undefined) throw new Error('Nothing was started.');
  return running;
}

async function topicsOf({ brokers }: KafkaServer, made?: string): Promise<readonly string[]> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    if (made !== undefined) await admin.createTopics({ topics: [{ topic: made }] });
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}
