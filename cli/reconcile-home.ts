import { randomUUID } from 'node:crypto';
import { BrokerUnavailable } from '../projections/broker/broker.ts';
import { readModels } from '../projections/read-models.ts';
import { topicsAgainst } from '../projections/relay/topics-against.ts';
import type { TopicFound } from '../projections/relay/topics-against.ts';
import { kinds } from '../workers/house.ts';
import type { AssembledHouse } from '../workers/house.ts';
import { agreement } from '../workers/reconcile/agreement.ts';
import type { Agreement } from '../workers/reconcile/agreement.ts';
import { repair } from '../workers/reconcile/repair.ts';
import type { Repaired } from '../workers/reconcile/repair.ts';
import { houseOfHome } from './house-of-home.ts';
import { hasKafka, kafkaOfHome } from './kafka-of-home.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

/** What was found, and with what each drift was repaired. */
export type Answer = Omit<Agreement, 'drifts'> & {
  readonly drifts: readonly Repaired[];
  /** The topics of the relay; null where the home has no Kafka. */
  readonly topics: readonly TopicFound[] | null;
};

export type Wish = {
  readonly repairs: boolean;
  /** Cases whose rows in the read models are compared. */
  readonly sample: number;
  readonly perSecond?: number;
};

/** Compares the log of this home with the workflow engine, the read models and where the followers stand. */
export async function reconcileHome(
  { repairs, sample, perSecond }: Wish,
  { say }: Output,
): Promise<Answer> {
  await using house = await houseOfHome();
  const { log, database, client, attendance } = house;
  const parts = {
    ...{ log, database, client, kinds, look: attendance.look },
    ...(perSecond === undefined ? {} : { perSecond }),
    models: [...readModels(kinds).values()],
    followers: [...house.readModels.keys()],
    sample: { cases: sample, seed: randomUUID() },
    onProgress: (compared: number) => {
      if (compared % 500 === 0) say(`  ${compared} cases`);
    },
  };
  const topics = hasKafka() ? await topicsOfHome(parts) : null;
  const found = { ...(await agreement(parts)), topics };
  return repairs ? { ...found, drifts: await repair(parts, found.drifts) } : found;
}

async function topicsOfHome({ log, database }: Pick<AssembledHouse, 'log' | 'database'>) {
  const { kafkaBroker } = await import('../projections/broker/kafka-broker.ts');
  const { prefix, ...settings } = kafkaOfHome();
  await using broker = kafkaBroker(settings);
  const read = new Map([...kinds].map(([category, { words }]) => [category, words.read]));
  try {
    return await topicsAgainst({ log, database, broker, read, prefix });
  } catch (error) {
    if (!(error instanceof BrokerUnavailable)) throw error;
    const because = {
      en: `Kafka does not answer: ${error.message}`,
      zh: `Kafka 没有响应：${error.message}`,
    };
    throw new CommandFailed(because, EXIT.unavailable, error);
  }
}
