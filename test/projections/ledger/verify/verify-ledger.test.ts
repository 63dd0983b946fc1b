import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { institutionStream } from '../../../../keys/case-number.ts';
import { postgresLog } from '../../../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../../../projections/database.ts';
import { announce } from '../../../../projections/ledger/key-announcements.ts';
import { rotateKey } from '../../../../projections/ledger/signing-keys.ts';
import { drawSigningKey } from '../../../../projections/ledger/signing-key.ts';
import { signHead } from '../../../../projections/ledger/tree-head.ts';
import { verifyLedger } from '../../../../projections/ledger/verify/verify-ledger.ts';
import { event } from '../../../events/log/events.ts';
import { withDatabase } from '../../../with-database.ts';
import { WRAPPING, kept, ledgerParts, newWitness } from '../ledger-parts.ts';

/**
 * Somebody with all rights on the database does what nobody may, behind the product's back. Whatever it is, it is
 * found, and the first event that differs is named.
 */
const { application, owner } = withDatabase();
/** Anew for each test: a log remembers what was settled, and here it is emptied beneath it. */
let log = postgresLog(application);
const database = readDatabase(application);
const BANK = 'bank';
const CASES = 12;
/** Two events a case, and the announcement of the first key. */
const LEAVES = 2 * CASES + 1;
const caseOf = (number: number) => `complaint-${BANK}.${String(number).padStart(12, '0')}`;
const TRIGGERS = [
  'log.events',
  'ledger.leaves',
  'ledger.nodes',
  'ledger.heads',
  'keys.signing_keys',
];
let witness = '';

beforeEach(async () => {
  await behindTheBack(`truncate log.events, ledger.leaves, ledger.nodes, ledger.heads, keys.signing_keys;
    delete from read.checkpoints`);
  log = postgresLog(application);
  witness = newWitness();
  await record(0, CASES);
  await kept(ledgerParts({ log, database, witness }), BANK, LEAVES);
});

async function record(from: number, count: number, text = 'said'): Promise<void> {
  for (let number = from; number < from + count; number += 1)
    await log.append(caseOf(number), [event({ text, number }), event({ text })], 'any');
}

/** With the triggers off, as only a superuser or the owner can. */
async function behindTheBack(deed: string): Promise<void> {
  const turn = (how: string) => TRIGGERS.map((table) => `alter table ${table} ${how};`).join(' ');
  await owner.query(`${turn('disable trigger user')} ${deed}; ${turn('enable trigger user')}`);
}

const verify = () => verifyLedger({ log, database, witness });
const found = async () => {
  const { ok, findings } = await verify();
  expect(ok).toBe(findings.length === 0);
  return findings;
};

test('finds nothing where nothing was done, with rate, roots and what is not taken yet', async () => {
  const seen: number[] = [];
  await record(CASES, 1);
  const verified = await verifyLedger({
    ...{ log, database, witness },
    onProgress: ({ events }) => void seen.push(events),
  });
  expect(verified).toMatchObject({ ok: true, findings: [], more: 0, events: LEAVES + 2 });
  expect(verified.institutions).toMatchObject([
    { institution: BANK, untaken: 2, events: LEAVES + 2 },
  ]);
  expect(verified.institutions[0]?.heads).toBeGreaterThanOrEqual(2);
  expect(seen.at(-1)).toBe(LEAVES + 2);
  expect(verified.eventsPerSecond).toBeGreaterThan(0);
});

test('finds a changed byte', async () => {
  await behindTheBack(`update log.events set bytes = replace(bytes, 'said', 'sald')
    where stream = '${caseOf(4)}' and revision = 1`);
  const [first, head] = await found();
  expect(first).toMatchObject({ kind: 'bytes-altered', stream: caseOf(4), revision: 1, leaf: 9 });
  expect(head).toMatchObject({ kind: 'head-disagrees' });
  expect(head?.what).toContain('the log was altered');
});

test('finds a dropped event', async () => {
  await behindTheBack(`delete from log.events where stream = '${caseOf(4)}' and revision = 0`);
  expect(await found()).toMatchObject([
    { kind: 'revision-gap', stream: caseOf(4), revision: 1 },
    { kind: 'event-missing', stream: caseOf(4), revision: 0, leaf: 8 },
    { kind: 'head-beyond-the-log' },
    { kind: 'head-beyond-the-log' },
  ]);
});

test('finds an event dropped with its leaf, and counts the parts that follow from it', async () => {
  await behindTheBack(`delete from log.events where stream = '${caseOf(4)}' and revision = 0;
    delete from ledger.leaves where stream = '${caseOf(4)}' and revision = 0`);
  const findings = await found();
  expect(findings[0]).toMatchObject({ kind: 'revision-gap', stream: caseOf(4), revision: 1 });
  const parts = findings.filter(({ kind }) => kind === 'part-altered');
  expect(parts).toMatchObject([{ leaf: 8 }]);
  expect(parts[0]?.what).toMatch(/Nor are \d+ other parts/);
});

test('finds an inserted event', async () => {
  // A number that was drawn and never used leaves room in the feed.
  const { rows } = await owner.query<{ free: string }>(
    `select nextval('log.events_position_seq') as free`,
  );
  await record(CASES, 1);
  await kept(ledgerParts({ log, database, witness }), BANK, LEAVES + 2);
  const other = randomUUID();
  await behindTheBack(`insert into log.events (position, stream, revision, id, bytes, recorded_at)
    overriding system value select ${rows[0]?.free ?? ''}, stream, 2, '${other}',
      replace(replace(bytes, '"revision":1', '"revision":2'), id::text, '${other}'), recorded_at
    from log.events where stream = '${caseOf(4)}' and revision = 1`);
  expect(await found()).toMatchObject([
    { kind: 'event-inserted', stream: caseOf(4), revision: 2 },
    { kind: 'head-disagrees', treeSize: LEAVES + 2 },
    { kind: 'head-disagrees', treeSize: LEAVES + 2 },
  ]);
});

test('finds two events that changed places', async () => {
  const both = `(stream, revision) in (('${caseOf(3)}', 1), ('${caseOf(4)}', 0))`;
  await behindTheBack(`create temporary table two as
      select *, sum(position) over () - position as place from log.events where ${both};
    delete from log.events where ${both};
    insert into log.events (position, stream, revision, id, bytes, recorded_at)
    overriding system value select place, stream, revision, id, bytes, recorded_at from two;
    drop table two`);
  const findings = await found();
  expect(findings).toMatchObject([
    { kind: 'event-moved', stream: caseOf(4), revision: 0, leaf: 8 },
    { kind: 'head-disagrees' },
    { kind: 'head-disagrees' },
  ]);
  expect(findings[0]?.what).toContain(`event 1 of ${caseOf(3)}, leaf 7, is expected`);
});

test('finds the bytes of two events exchanged', async () => {
  await behindTheBack(`update log.events one set bytes = other.bytes from log.events other
    where one.revision = 0 and other.revision = 0 and (one.stream, other.stream) in
      (('${caseOf(3)}', '${caseOf(6)}'), ('${caseOf(6)}', '${caseOf(3)}'))`);
  expect(await found()).toMatchObject([
    { kind: 'event-mislabelled', stream: caseOf(3), revision: 0 },
    { kind: 'bytes-altered', stream: caseOf(3), revision: 0, leaf: 6 },
    { kind: 'event-mislabelled', stream: caseOf(6), revision: 0 },
    { kind: 'bytes-altered', stream: caseOf(6), revision: 0, leaf: 12 },
    { kind: 'head-disagrees' },
    { kind: 'head-disagrees' },
  ]);
});

test('finds an id beside the bytes that they do not say', async () => {
  await behindTheBack(`update log.events set id = gen_random_uuid()
    where stream = '${caseOf(4)}' and revision = 1`);
  const findings = await found();
  expect(findings).toMatchObject([{ kind: 'event-mislabelled', stream: caseOf(4), revision: 1 }]);
  expect(findings[0]?.what).toMatch(/name another id/);
});

test('finds a type beside the bytes that they do not say, where the log holds one', async () => {
  const typed = (lie: string) => ({
    ...log,
    feedBytes: async (range: Parameters<typeof log.feedBytes>[0]) => {
      const page = await log.feedBytes(range);
      const typeOf = (text: string) => (JSON.parse(text) as { type: string }).type;
      const events = page.events.map((one) => ({
        ...one,
        type: one.stream === caseOf(4) && one.revision === 1 ? lie : typeOf(one.text),
      }));
      return { ...page, events };
    },
  });
  const { findings } = await verifyLedger({ log: typed('Other'), database, witness });
  expect(findings).toMatchObject([{ kind: 'event-mislabelled', stream: caseOf(4), revision: 1 }]);
  expect(findings[0]?.what).toMatch(/name another type/);
  const [stored] = await log.readBytes(caseOf(4), { from: 1 });
  const { type } = JSON.parse(stored?.text ?? '') as { type: string };
  expect(await verifyLedger({ log: typed(type), database, witness })).toMatchObject({ ok: true });
});

test('finds a tail cut off, also where the ledger was cut off with it', async () => {
  const last = `stream in ('${caseOf(CASES - 1)}', '${institutionStream('ledger', BANK)}')`;
  await behindTheBack(`delete from log.events where stream = '${caseOf(CASES - 1)}'`);
  const [first] = await found();
  expect(first).toMatchObject({ kind: 'event-missing', stream: caseOf(CASES - 1), revision: 0 });
  await behindTheBack(`delete from log.events where ${last};
    delete from ledger.leaves where number >= ${LEAVES - 3}; delete from ledger.heads;
    delete from ledger.nodes where (index + 1) * 2 ^ level > ${LEAVES - 3}`);
  const findings = await found();
  expect(findings.map(({ kind }) => kind)).toContain('head-beyond-the-log');
  expect(findings.every(({ file }) => file !== undefined)).toBe(true);
});

test('finds a time that was dated back', async () => {
  await behindTheBack(`update log.events set recorded_at = recorded_at - interval '2 days'
    where stream = '${caseOf(7)}' and revision = 0`);
  const findings = await found();
  expect(findings).toMatchObject([
    { kind: 'time-runs-back', stream: caseOf(7), revision: 0 },
    { kind: 'time-altered', stream: caseOf(7), revision: 0, leaf: 14 },
    { kind: 'head-disagrees' },
    { kind: 'head-disagrees' },
  ]);
  expect(findings[1]?.what).toMatch(/was recorded at .*; the log now says/);
});

test('finds an event recorded with an old date before it had a leaf', async () => {
  await record(CASES, 1);
  await behindTheBack(`update log.events set recorded_at = recorded_at - interval '2 days'
    where stream = '${caseOf(CASES)}'`);
  expect(await found()).toMatchObject([
    { kind: 'time-runs-back', stream: caseOf(CASES), revision: 0 },
    { kind: 'time-runs-back', stream: caseOf(CASES), revision: 1 },
  ]);
});

test('finds a key that was put in place of the one announced', async () => {
  const stranger = drawSigningKey();
  const { rows } = await owner.query<{ root_hash: string; timestamp: string }>(
    'select root_hash, "timestamp" from ledger.heads order by tree_size desc limit 1',
  );
  const { root_hash: rootHash = '', timestamp = '' } = rows[0] ?? {};
  const forged = signHead(stranger, { institution: BANK, treeSize: LEAVES, rootHash, timestamp });
  await behindTheBack(`update ledger.heads set key_id = '${forged.keyId}', signature = '${forged.signature}'
    where tree_size = ${LEAVES}`);
  const [first] = await found();
  expect(first).toMatchObject({ kind: 'key-unknown', treeSize: LEAVES });
});

test('finds a signature that is of another head, and a key that nobody endorsed', async () => {
  await behindTheBack(`update ledger.heads set "timestamp" = '2020-01-01T00:00:00.000Z'
    where tree_size = ${LEAVES}`);
  expect(await found()).toMatchObject([{ kind: 'head-not-signed', treeSize: LEAVES }]);
  const stranger = drawSigningKey();
  const { keyId, publicKey, signature } = announce(BANK, stranger, stranger);
  const data = { keyId, publicKey, signature, replaces: keyId, because: 'scheduled' };
  await log.append(
    institutionStream('ledger', BANK),
    [{ ...event(data), type: 'SigningKeyRotated' }],
    'any',
  );
  expect((await found())[0]).toMatchObject({ kind: 'key-not-endorsed' });
});

test('finds a part of the tree, and a leaf, that were altered', async () => {
  await behindTheBack(`update ledger.nodes set hash = decode(repeat('ab', 32), 'hex')
    where level = 2 and index = 1`);
  expect(await found()).toMatchObject([{ kind: 'part-altered', leaf: 4 }]);
  await behindTheBack(
    `update ledger.leaves set hash = decode(repeat('ab', 32), 'hex') where number = 20`,
  );
  const [first] = await found();
  expect(first).toMatchObject({ kind: 'bytes-altered', leaf: 20, stream: caseOf(10), revision: 0 });
});

test('finds a history written anew, with all its keys and heads, by a head that was witnessed', async () => {
  await behindTheBack(`truncate log.events, ledger.leaves, ledger.nodes, ledger.heads, keys.signing_keys;
    delete from read.checkpoints`);
  log = postgresLog(application);
  await record(0, CASES, 'another story');
  const elsewhere = newWitness();
  await kept(ledgerParts({ log, database, witness: elsewhere }), BANK, LEAVES);
  expect((await verifyLedger({ log, database, witness: elsewhere })).ok).toBe(true);
  const findings = await found();
  expect(new Set(findings.map(({ kind }) => kind))).toEqual(
    new Set(['key-unknown', 'head-disagrees']),
  );
  expect(findings.at(-1)?.what).toContain('the kept leaves disagree with the head too');
});

test('finds a fork: the same key, the same beginning, another end', async () => {
  await record(CASES, 2);
  await kept(ledgerParts({ log, database, witness }), BANK, LEAVES + 4);
  const last = `stream in ('${caseOf(CASES)}', '${caseOf(CASES + 1)}')`;
  await behindTheBack(`delete from log.events where ${last};
    delete from ledger.leaves where ${last}; delete from ledger.heads where tree_size > ${LEAVES};
    delete from ledger.nodes where (index + 1) * 2 ^ level > ${LEAVES}`);
  await record(CASES, 2, 'another end');
  await kept(ledgerParts({ log, database, witness: newWitness() }), BANK, LEAVES + 4);
  const findings = await found();
  expect(findings).toMatchObject([{ kind: 'head-disagrees', treeSize: LEAVES + 4 }]);
  expect(findings[0]?.what).toContain(`something is other from leaf ${LEAVES} on`);
});

test('finds what is no head among the witnessed ones, and follows keys that were replaced', async () => {
  const parts = ledgerParts({ log, database, witness });
  const actor = { id: 'li-ming', role: 'operator', unit: 'cli', rank: 'operator' };
  await rotateKey({ log, database, wrappingOf: () => WRAPPING }, BANK, {
    ...{ actor, because: 'scheduled' },
  });
  await kept(parts, BANK, LEAVES + 1);
  expect(await found()).toEqual([]);
  const [file = ''] = readdirSync(witness);
  const text = readFileSync(join(witness, file), 'utf8');
  writeFileSync(join(witness, file), text.slice(0, 40));
  expect(await found()).toMatchObject([{ kind: 'witness-unreadable', file }]);
  writeFileSync(join(witness, file), text.replace(/"timestamp": "20../, '"timestamp": "1999'));
  expect(await found()).toMatchObject([{ kind: 'head-not-signed', file }]);
  renameSync(join(witness, file), join(witness, 'bank-x.txt'));
  expect(await found()).toEqual([]);
});

test('what is recorded while it is verified is left for the next time, also of an institution that is new', async () => {
  const busy = {
    ...log,
    end: async () => {
      const end = await log.end();
      await record(CASES, CASES);
      await log.append('complaint-newbank.000000000001', [event({ text: 'first' })], 'any');
      await kept(ledgerParts({ log, database, witness }), BANK, LEAVES + 2 * CASES);
      return end;
    },
  };
  expect(await verifyLedger({ log: busy, database, witness })).toMatchObject({
    ok: true,
    events: LEAVES,
    findings: [],
  });
});
