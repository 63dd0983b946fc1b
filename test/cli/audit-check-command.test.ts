import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { addAuditCheckCommand } from '../../cli/audit-check-command.ts';
import { EXIT } from '../../cli/output.ts';
import { leafOf } from '../../projections/ledger/leaf-of.ts';
import { inclusionRanges } from '../../projections/ledger/ranges.ts';
import { drawSigningKey } from '../../projections/ledger/signing-key.ts';
import { signHead } from '../../projections/ledger/tree-head.ts';
import { pathOf, rootOf } from '../projections/ledger/plain-tree.ts';
import { runLine } from './run-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'redress-check-'));
const events = [0, 1, 2].map((number) => ({
  recordedAt: `2026-03-02T12:00:00.00${number}Z`,
  text: `{"revision":${number}}`,
}));
const leaves = events.map(leafOf);
const [{ recordedAt, text } = expect.fail('No event.')] = events;
const rootHash = rootOf(leaves).toString('hex');
const key = drawSigningKey();
const head = signHead(key, {
  ...{ institution: 'onebank', treeSize: 3, rootHash, timestamp: '2026-03-02T12:01:00.000Z' },
});
const proof = {
  ...{ stream: 'complaint-onebank.000000000001', revision: 0, leaf: 0, treeSize: 3, rootHash },
  leafHash: leafOf({ recordedAt, text }).toString('hex'),
  path: pathOf(leaves, inclusionRanges(0, 3)).map((hash) => hash.toString('hex')),
  head,
};
const [handed, event] = [fileOf('proof.json', proof), fileOf('event.json', text)];
const [torn, other] = [
  fileOf('torn.json', '{"leaf":'),
  fileOf('else.json', { ...proof, leaf: -1 }),
];
const ofEvent = ['--event', event, '--recorded-at', recordedAt];

function fileOf(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

beforeEach(() => (process.exitCode = 0));
afterAll(() => {
  process.exitCode = 0;
  rmSync(folder, { recursive: true });
});

const check = (...line: readonly string[]) => runLine([addAuditCheckCommand], ['check', ...line]);

test('a proof holds by its event and a trusted key, without home, server or database', async () => {
  const { value, text: said } = await check(handed, ...ofEvent, '--key', key.publicKey);
  expect([value, said]).toEqual([{ holds: true, faults: [] }, 'The proof holds. 证明成立。']);
  expect(process.exitCode).toBe(0);
});

test.each([
  ['no key at all', handed, [], 'which is not given'],
  ['another key', handed, ['--key', drawSigningKey().publicKey], 'which is not given'],
  [
    'another event',
    handed,
    ['--key', key.publicKey, '--event', fileOf('other.json', '{}'), '--recorded-at', recordedAt],
    'not that of the event',
  ],
  [
    'a place beyond its tree',
    fileOf('beyond.json', { ...proof, leaf: 3 }),
    ['--key', key.publicKey],
    'does not lead from leaf 3 of 3',
  ],
  [
    'the head of a larger tree',
    fileOf('larger.json', { ...proof, head: { ...head, treeSize: 4 } }),
    ['--key', key.publicKey],
    'another tree',
  ],
])('with %s it does not hold, and exit code 1', async (_what, file, line, says) => {
  const { value, text: said } = await check(file, ...line);
  expect(value).toMatchObject({ holds: false });
  expect(said).toContain(says);
  expect(process.exitCode).toBe(EXIT.refused);
});

test.each([
  ['a key that is none', [handed, '--key', 'abc'], 'abc is no public key', EXIT.usage],
  ['an event without its time', [handed, '--event', event], 'go together', EXIT.usage],
  ['a time without its event', [handed, '--recorded-at', recordedAt], 'go together', EXIT.usage],
  [
    'a day that there is not',
    [handed, '--event', event, '--recorded-at', '2026-02-30T00:00:00.000Z'],
    '2026-02-30T00:00:00.000Z is no instant',
    EXIT.usage,
  ],
  ['a file that is not there', [join(folder, 'lost.json')], 'There is no file', EXIT.usage],
  ['a folder', [folder], 'it is a folder', EXIT.usage],
  ['what is not JSON', [torn], `${torn} is not JSON`, EXIT.badInput],
  [
    'another document',
    [other],
    `${other} is not a proof:\n  leaf: must be at least 0`,
    EXIT.badInput,
  ],
  ['a member said twice', [fileOf('twice.json', '{"leaf":0,"leaf":1}')], 'leaf', EXIT.badInput],
])('%s is told in words, and nothing is said to hold', async (_what, line, says, exitCode) => {
  await expect(check(...line)).rejects.toMatchObject({
    ...{ message: expect.stringContaining(says) as string, exitCode },
    because: { zh: expect.stringMatching(/\p{Script=Han}/u) as string },
  });
});
