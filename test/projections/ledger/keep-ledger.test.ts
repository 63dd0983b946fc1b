import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { institutionStream } from '../../../keys/case-number.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../../projections/database.ts';
import { isConsistent, isIncluded } from '../../../projections/ledger/check-proof.ts';
import { followKeys } from '../../../projections/ledger/key-announcements.ts';
import { leafOf } from '../../../projections/ledger/leaf-of.ts';
import { ledgerIn } from '../../../projections/ledger/ledger-tables.ts';
import { proveConsistency, proveInclusion } from '../../../projections/ledger/prove.ts';
import { announcements, rotateKey } from '../../../projections/ledger/signing-keys.ts';
import { isHeadSigned } from '../../../projections/ledger/tree-head.ts';
import { event } from '../../events/log/events.ts';
import { withDatabase } from '../../with-database.ts';
import { WRAPPING, kept, ledgerParts, newWitness } from './ledger-parts.ts';

const { application, owner } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const ledger = ledgerIn(database);
const auditor = { id: 'li-ming', role: 'operator', unit: 'cli', rank: 'operator' };

let bank = 'bank0';
let banks = 0;
beforeEach(() => {
  banks += 1;
  bank = `bank${banks}`;
});

const caseOf = (number: number) => `complaint-${bank}.${String(number).padStart(12, '0')}`;
const bytes = (hex: string) => Buffer.from(hex, 'hex');

async function record(from: number, count: number): Promise<void> {
  for (let number = from; number < from + count; number += 1)
    await log.append(caseOf(number), [event({ number }), event()], 'any');
}

test('every event has one leaf, and the key that signs has its announcement in the tree', async () => {
  await record(0, 20);
  const parts = ledgerParts({ log, database });
  const head = await kept(parts, bank, 41);
  const { keys, faults } = followKeys(bank, await announcements(log, bank));
  expect(faults).toEqual([]);
  expect(keys.map((key) => isHeadSigned(key.publicKey, head))).toEqual([true]);
  for (const stream of [caseOf(0), caseOf(19), institutionStream('ledger', bank)])
    for (const stored of await log.readBytes(stream)) {
      const proof = await proveInclusion(ledger, bank, { stream, revision: stored.revision });
      expect(proof.leafHash).toBe(leafOf(stored).toString('hex'));
      expect(proof.head).toEqual(head);
      const { leaf: number, treeSize: size, path } = proof;
      const checked = { leaf: leafOf(stored), number, size, root: bytes(head.rootHash) };
      expect(isIncluded({ ...checked, path: path.map(bytes) })).toBe(true);
    }
});

test('goes on where it stood, also when its checkpoint is lost, and shows that it only grew', async () => {
  await record(0, 3);
  const first = await kept(ledgerParts({ log, database }), bank, 7);
  await owner.query(`delete from read.checkpoints where model = 'ledger'`);
  await record(3, 4);
  const second = await kept(ledgerParts({ log, database }), bank, 15);
  const proof = await proveConsistency(ledger, bank, { first: 7, second: 15 });
  expect(proof).toMatchObject({ firstRoot: first.rootHash, secondRoot: second.rootHash });
  const roots = { firstRoot: bytes(first.rootHash), secondRoot: bytes(second.rootHash) };
  expect(isConsistent({ first: 7, second: 15, ...roots, path: proof.path.map(bytes) })).toBe(true);
});

test('a key is replaced: the old one signs for the new, heads follow, and old heads stay good', async () => {
  await record(0, 1);
  const parts = ledgerParts({ log, database });
  const before = await kept(parts, bank, 3);
  const rotated = await rotateKey(parts, bank, { actor: auditor, because: 'scheduled' });
  const after = await kept(parts, bank, 4);
  expect(after.keyId).toBe(rotated.keyId);
  const { keys, faults } = followKeys(bank, await announcements(log, bank));
  expect(faults).toEqual([]);
  expect(keys.map(({ keyId }) => keyId)).toEqual([before.keyId, after.keyId]);
  expect(isHeadSigned(keys[0]?.publicKey ?? '', before)).toBe(true);
  expect(isHeadSigned(keys[1]?.publicKey ?? '', after)).toBe(true);
});

test('heads are dropped into the witness folder, and never overwritten', async () => {
  await record(0, 1);
  const parts = ledgerParts({ log, database });
  const head = await kept(parts, bank, 3);
  const [file = ''] = readdirSync(parts.witness).filter((name) => name.startsWith(`${bank}-`));
  expect(file).toBe(`${bank}-000000000003-${head.rootHash.slice(0, 16)}.json`);
  expect(JSON.parse(readFileSync(join(parts.witness, file), 'utf8'))).toMatchObject(head);
});

test.each([
  ['of a larger tree', { treeSize: 9 }, '9 leaves was signed, and 5 are here'],
  ['of another root', { rootHash: 'a'.repeat(64) }, `its root is ${'a'.repeat(64)}`],
])(
  'where a head %s was witnessed, no other is signed',
  async (_how, changed, says) => {
    await record(0, 1);
    const witness = newWitness();
    const parts = ledgerParts({ log, database, witness });
    const head = await kept(parts, bank, 3);
    const [file = ''] = readdirSync(witness).filter((name) => name.startsWith(`${bank}-`));
    const text = JSON.parse(readFileSync(join(witness, file), 'utf8')) as object;
    rmSync(join(witness, file));
    writeFileSync(
      join(witness, `${bank}-000000000009-x.json`),
      JSON.stringify({ ...text, ...changed }),
    );
    await record(1, 1);
    const heard: string[] = [];
    const onDispute = (institution: string, disputes: readonly string[]) =>
      void heard.push(institution, ...disputes);
    await expect(kept({ ...parts, onDispute }, bank, 5, 3_000)).rejects.toThrow('the tree has 5');
    expect(heard[0]).toBe(bank);
    expect(heard[1]).toContain(says);
    expect(head.treeSize).toBe(3);
  },
  60_000,
);

test('an institution whose keys are elsewhere gets its leaves, and hinders no other', async () => {
  const other = `other${banks}`;
  await log.append(`complaint-${other}.000000000001`, [event()], 'none');
  await record(0, 1);
  const faults: unknown[] = [];
  const parts = ledgerParts({
    ...{ log, database, onFault: (_error, institution) => void faults.push(institution) },
    wrappingOf: (institution) => {
      if (institution !== other) return WRAPPING;
      throw new Error('No keys are known for this institution.');
    },
  });
  await kept(parts, bank, 3);
  expect(faults).toContain(other);
  const { rows } = await owner.query(`select from ledger.leaves where institution = '${other}'`);
  expect(rows).toHaveLength(1);
});

test('the application may add to the ledger and read it, and nobody may change it', async () => {
  await record(0, 1);
  await kept(ledgerParts({ log, database }), bank, 3);
  for (const table of ['ledger.leaves', 'ledger.nodes', 'ledger.heads', 'keys.signing_keys'])
    for (const pool of [application, owner])
      for (const deed of [`delete from ${table}`, `update ${table} set institution = 'x'`])
        await expect(pool.query(deed), deed).rejects.toThrow(/permission denied|is refused/);
});

test.each([
  ['an event that the log does not hold', { revision: 9 }, 'no-such-leaf'],
  ['a stream that nobody knows', { stream: 'complaint-nobank.000000000001' }, 'no-such-leaf'],
  ['a tree larger than the ledger', { size: 99 }, 'no-such-size'],
  ['a tree from before the event', { size: 1 }, 'beyond-the-head'],
])('%s cannot be proved, and the answer says why', async (_what, wanted, code) => {
  await record(0, 1);
  await kept(ledgerParts({ log, database }), bank, 3);
  const asked = { stream: caseOf(0), revision: 1, ...wanted };
  await expect(proveInclusion(ledger, bank, asked)).rejects.toMatchObject({ code });
});

test.each([
  [0, 3],
  [3, 2],
  [2, 99],
])('nor can the growth from %i to %i leaves', async (first, second) => {
  await record(0, 1);
  await kept(ledgerParts({ log, database }), bank, 3);
  const asked = proveConsistency(ledger, bank, { first, second });
  await expect(asked).rejects.toMatchObject({ code: 'no-such-size' });
});

test('before the first head nothing is proved', async () => {
  const asked = proveInclusion(ledger, bank, { stream: caseOf(0), revision: 0 });
  await expect(asked).rejects.toMatchObject({ code: 'no-such-leaf' });
});
