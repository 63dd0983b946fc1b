import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintEvents } from '../../../events/complaint/complaint-events.ts';
import { RELAY_TOPICS, WITHHELD, complaintTopics } from '../../../projections/relay/mapping.ts';

const PAGE = join(import.meta.dirname, '../../../docs/reference/topics.md');

const listed = (topic: string | null): readonly string[] =>
  Object.entries(complaintTopics)
    .filter(([, to]) => to === topic)
    .map(([type]) => `- \`${type}\`${withheldIn(type)}`);

function withheldIn(type: string): string {
  const fields = (WITHHELD[type] ?? []).map((field) => `\`${field}\``);
  return fields.length === 0 ? '' : `, without ${fields.join(', ')}`;
}

test('docs/reference/topics.md is made of the mapping; -u writes it anew', async () => {
  const sections = Object.entries(RELAY_TOPICS).map(
    ([topic, says]) => `## \`<prefix>${topic}\`\n\n${says}\n\n${listed(topic).join('\n')}\n`,
  );
  const page = `# The topics of the relay

This page is made of \`projections/relay/mapping.ts\`; \`npx vitest run test/projections/relay/mapping.test.ts -u\` writes it
anew. What a message looks like is said in [how to exchange through Kafka](../how-to/kafka.md). Of each event it leaves
out what the list names: every field that holds a staff id, columns of a source, private ties. The schemas of what is left
stand in [\`complaint.json\`](topics/complaint.json), those of the other messages in [\`messages.json\`](topics/messages.json).

${sections.join('\n')}
## Stays in the house

Every event of another stream than a case's own (\`access-…\`, \`institution-…\`), and of a case:

${listed(null).join('\n')}
`;
  await expect(page).toMatchFileSnapshot(PAGE);
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
