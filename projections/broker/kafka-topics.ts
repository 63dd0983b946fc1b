import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';
import { TopicsDiffer } from './broker.ts';
import type { Topic } from './broker.ts';

/** Makes the topics that are missing, and compares what is required of the others. Throws `TopicsDiffer`. */
export async function ensureTopics(admin: Admin, topics: readonly Topic[]): Promise<void> {
  const known = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !known.has(name));
  if (missing.length > 0) await make(admin, missing);
  await haveLeaders(admin, topics);
  const differences = await differencesOf(admin, topics);
  if (differences.length > 0)
    throw new TopicsDiffer(
      `Topics are not as they must be; alter them with Kafka's own tools:\n  ${differences.join('\n  ')}`,
    );
}

async function make(admin: Admin, topics: readonly Topic[]): Promise<void> {
  // Another process that starts may be quicker, which the answer says and which is as well.
  await admin.createTopics({
    waitForLeaders: false,
    topics: topics.map(({ name, partitions, required, usual }) => ({
      topic: name,
      numPartitions: partitions,
      configEntries: Object.entries({ ...usual, ...required }).map(([setting, value]) => ({
        name: setting,
        value,
      })),
    })),
  });
}

/** Throws while a topic cannot be written to yet: its leaders must be known, and must know that they are. */
async function haveLeaders(admin: Admin, topics: readonly Topic[]): Promise<void> {
  const metadata = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  const leaderless = metadata.topics.find(({ partitions }) =>
    partitions.some(({ leader }) => leader < 0),
  );
  if (leaderless !== undefined) throw new Error(`${leaderless.name} has no leader yet.`);
  for (const { name } of topics) await admin.fetchTopicOffsets(name);
}

async function differencesOf(admin: Admin, topics: readonly Topic[]): Promise<readonly string[]> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map(({ name, required }) => ({
      // Node sees no export of this name, since the package is not a module of its kind.
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name,
      configNames: Object.keys(required),
    })),
  });
  return topics.flatMap(({ name, required }) => {
    const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries;
    const found = new Map(entries?.map((entry) => [entry.configName, entry.configValue]));
    return Object.entries(required)
      .filter(([setting, value]) => found.get(setting) !== value)
      .map(
        ([setting, value]) =>
          `${name} has ${setting}=${found.get(setting) ?? 'nothing'} and must have ${value}`,
      );
  });
}
