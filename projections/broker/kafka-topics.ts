import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';
import { TopicsDiffer } from './broker.ts';
import type { Topic } from './broker.ts';

/** What Kafka has for a retention of any length. */
const WITHOUT_END = '-1';

/** Makes the topics that are missing, and compares the others with what they must have. Throws `TopicsDiffer`. */
export async function ensureTopics(admin: Admin, topics: readonly Topic[]): Promise<void> {
  const known = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !known.has(name));
  if (missing.length > 0) await make(admin, missing);
  const partitions = await partitionsOf(admin, topics);
  const differences = [
    ...fewerPartitions(topics, partitions),
    ...(await otherSettings(admin, topics)),
  ];
  if (differences.length > 0)
    throw new TopicsDiffer(
      `Topics are not as they must be; alter them with Kafka's own tools:\n  ${differences.join('\n  ')}`,
    );
}

async function make(admin: Admin, topics: readonly Topic[]): Promise<void> {
  // Another process that starts may be quicker, which the answer says and which is as well.
  await admin.createTopics({
    waitForLeaders: false,
    topics: topics.map(({ name, partitions, required, least }) => ({
      topic: name,
      numPartitions: partitions,
      configEntries: Object.entries({ ...least, ...required }).map(([setting, value]) => ({
        name: setting,
        value: String(value),
      })),
    })),
  });
}

/**
 * How many partitions each topic has. Throws while one cannot be written to yet: its leaders must be known, and must
 * know that they are.
 */
async function partitionsOf(
  admin: Admin,
  topics: readonly Topic[],
): Promise<ReadonlyMap<string, number>> {
  const metadata = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  const leaderless = metadata.topics.find(({ partitions }) =>
    partitions.some(({ leader }) => leader < 0),
  );
  if (leaderless !== undefined) throw new Error(`${leaderless.name} has no leader yet.`);
  for (const { name } of topics) await admin.fetchTopicOffsets(name);
  return new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]));
}

function fewerPartitions(
  topics: readonly Topic[],
  found: ReadonlyMap<string, number>,
): readonly string[] {
  return topics
    .filter(({ name, partitions }) => (found.get(name) ?? 0) < partitions)
    .map(
      ({ name, partitions }) =>
        `${name} has ${found.get(name) ?? 0} partitions and must have at least ${partitions}`,
    );
}

async function otherSettings(admin: Admin, topics: readonly Topic[]): Promise<readonly string[]> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map(({ name, required, least }) => ({
      // Node sees no export of this name, since the package is not a module of its kind.
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name,
      configNames: Object.keys({ ...required, ...least }),
    })),
  });
  return topics.flatMap(({ name, required, least }) => {
    const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries;
    const found = new Map(entries?.map((entry) => [entry.configName, entry.configValue]));
    const has = (setting: string): string =>
      `${name} has ${setting}=${found.get(setting) ?? 'nothing'} and must have`;
    return [
      ...Object.entries(required)
        .filter(([setting, value]) => found.get(setting) !== value)
        .map(([setting, value]) => `${has(setting)} ${value}`),
      ...Object.entries(least)
        .filter(([setting, value]) => isLess(found.get(setting), value))
        .map(([setting, value]) => `${has(setting)} at least ${value}`),
    ];
  });
}

function isLess(found: string | undefined, least: number): boolean {
  return found !== WITHOUT_END && !(Number(found) >= least);
}
