import { expect, test } from 'vitest';
import { agreementText, agrees } from '../../cli/reconcile-command.ts';
import type { Answer } from '../../cli/reconcile-home.ts';
import { run } from '../../cli/run.ts';
import type { Drift } from '../../workers/reconcile/drifts.ts';

const STREAM = 'complaint-onebank.0123456789AB';
const found: Answer = {
  compared: 7,
  drifts: [],
  unread: [],
  readModels: [{ model: 'cases', compared: 5, differing: [] }],
  checkpoints: [{ name: 'relay', position: '40', lagSeconds: 0, isAhead: false }],
  topics: [{ topic: 'complaints', relayed: 40, taken: 41, isShort: false }],
};
const drift: Drift = {
  ...{ stream: STREAM, kind: 'not-attended', awaits: '2026-03-02T02:00:00.000Z', holds: null },
  cause: 'terminated: by hand',
};

test('agrees while nothing differs, or what differed was repaired', () => {
  expect(agrees(found)).toBe(true);
  expect(agrees({ ...found, drifts: [{ ...drift, by: 'look' }] })).toBe(true);
  expect(agreementText(found)).toBe(
    '7 cases compared with Temporal, 0 drifts; 5 cases with the read models; 1 topics with the relay. They agree. 一致。',
  );
  expect(agreementText({ ...found, topics: null })).toContain('no Kafka here · 未接 Kafka');
});

test.each<[string, Partial<Answer>, RegExp]>([
  ['a drift', { drifts: [drift] }, /not-attended.*terminated: by hand/],
  ['a case that cannot be read', { unread: [STREAM] }, /AB has an event that this release/],
  [
    'a read model',
    {
      readModels: [
        { model: 'cases', compared: 5, differing: [{ stream: STREAM, table: 'read.cases' }] },
      ],
    },
    /cases: complaint-onebank.0123456789AB differs in read.cases/,
  ],
  [
    'a follower that is ahead of the log',
    { checkpoints: [{ name: 'relay', position: '90', lagSeconds: 0, isAhead: true }] },
    /relay has taken more than the log holds/,
  ],
  [
    'a topic that was made anew',
    { topics: [{ topic: 'complaints', relayed: 40, taken: 2, isShort: true }] },
    /complaints took 2 of 40 messages .*缺少 38 条/,
  ],
])('does not agree because of %s, and says so', (_what, differing, says) => {
  const other = { ...found, ...differing };
  expect(agrees(other)).toBe(false);
  expect(agreementText(other)).toMatch(/They do not agree. 不一致。/);
  expect(agreementText(other)).toMatch(says);
});

test.each(['--per-second', '--sample'])('%s that is no number is refused', async (option) => {
  expect(await run(['reconcile', option, 'many'])).toBe(2);
});
