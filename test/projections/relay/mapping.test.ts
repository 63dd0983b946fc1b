import { join } from 'node:path';
import { expect, test } from 'vitest';
import { intakeTopics } from '../../../api/intake/topics.ts';
import { complaintEvents } from '../../../events/complaint/complaint-events.ts';
import type { Topic } from '../../../projections/broker/broker.ts';
import { RELAY_TOPICS, WITHHELD, complaintTopics } from '../../../projections/relay/mapping.ts';
import { relayTopics } from '../../../projections/relay/topics.ts';

const DAY = 86_400_000;
const PAGE = join(import.meta.dirname, '../../../docs/reference/topics.md');

const listed = (topic: string | null): readonly string[] =>
  Object.entries(complaintTopics)
    .filter(([, to]) => to === topic)
    .map(([type]) => `- \`${type}\`${withheldIn(type)}`);

/** What a topic is made with. */
function settingsOf({ partitions, required, least }: Topic): string {
  const settings = [
    ...Object.entries(required).map(([setting, value]) => `\`${setting}=${value}\``),
    ...Object.entries(least).map(
      ([setting, value]) => `\`${setting}\` ${value}${spanOf(setting, value)} or more`,
    ),
  ];
  return `${partitions} partition${partitions === 1 ? '' : 's or more'}; ${settings.join(', ')}.`;
}

function spanOf(setting: string, value: number): string {
  return setting === 'retention.ms' ? ` (${value / DAY} days)` : '';
}

const OF_THE_INTAKE: { readonly [topic: string]: string } = {
  submissions: 'What others send to us. 他人提交的请求。',
  answers: 'A receipt or a problem for each of them. 逐条答复。',
  'dead-letters': 'What could not be understood, or failed, by its place. 死信。',
};

function withheldIn(type: string): string {
  const fields = (WITHHELD[type] ?? []).map((field) => `\`${field}\``);
  return fields.length === 0 ? '' : `, without ${fields.join(', ')}`;
}

const made = [...relayTopics(''), ...Object.values(intakeTopics(''))];

function headOf(name: string, says: string): string {
  const topic = made.find((one) => one.name === name);
  expect(topic, name).toBeDefined();
  return `## \`<prefix>${name}\`\n\n${says}\n\n${topic === undefined ? '' : settingsOf(topic)}\n`;
}

test('docs/reference/topics.md is made of the mapping; -u writes it anew', async () => {
  const sections = Object.entries(RELAY_TOPICS).map(
    ([topic, says]) => `${headOf(topic, says)}\n${listed(topic).join('\n')}\n`,
  );
  const ofTheIntake = Object.entries(OF_THE_INTAKE).map(([topic, says]) => headOf(topic, says));
  const page = `# The topics of relay and intake

This page is made of \`projections/relay/mapping.ts\`, \`projections/relay/topics.ts\` and \`api/intake/topics.ts\`;
\`npx vitest run test/projections/relay/mapping.test.ts -u\` writes it anew. What a message looks like is said in
[how to exchange through Kafka](../how-to/kafka.md). Of each event it leaves out what the list names: every field that
holds a staff id, columns of a source, private ties. The schemas of what is left stand in
[\`complaint.json\`](topics/complaint.json), those of the other messages in [\`messages.json\`](topics/messages.json).

Each topic is made with the partitions and settings that it names here, those of the broker otherwise. One that is there
is checked at each beginning: another value, fewer partitions, a shorter retention or smaller messages are named, and
relay or intake wait. More is yours to choose, before anything is sent: a number of partitions that changes later breaks the
order of each case.

${[...sections, ...ofTheIntake].join('\n')}
## Stays in the house

Every event of another stream than a case's own (\`access-…\`, \`institution-…\`), and of a case:

${listed(null).join('\n')}
`;
  await expect(page).toMatchFileSnapshot(PAGE);
});

test('the page tells of every topic there is', () => {
  const told = [...Object.keys(RELAY_TOPICS), ...Object.keys(OF_THE_INTAKE)];
  expect(made.map(({ name }) => name)).toEqual(told);
});

test('every event of a complaint has its place', () => {
  expect(Object.keys(complaintTopics).toSorted()).toEqual(Object.keys(complaintEvents).toSorted());
});

test('whoever of the staff is named stays in the house, and the columns of a source', () => {
  expect(WITHHELD['CaseAssigned']).toEqual(['handler', 'by']);
  expect(WITHHELD['ReviewAssigned']).toContain('reviewer');
  expect(WITHHELD['ComplaintReceived']).toEqual(['statedFacts', 'staffComplainedOf']);
  expect(WITHHELD['HandlerRecused']).toEqual(['as', 'handler', 'by']);
  expect(WITHHELD['DeadlineWarned']).toEqual([]);
});
