import { createSecretKey } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessBook } from '../../../activities/access-book.ts';
import { folderStore } from '../../../documents/document-store.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import type { Access, Opening } from '../../../keys/open-personal.ts';
import { readDatabase } from '../../../projections/database.ts';
import { announce } from '../../../projections/ledger/key-announcements.ts';
import { lastHead } from '../../../projections/ledger/head-rows.ts';
import { ledgerIn } from '../../../projections/ledger/ledger-tables.ts';
import { proveConsistency } from '../../../projections/ledger/prove.ts';
import { drawSigningKey } from '../../../projections/ledger/signing-key.ts';
import type { SigningKey } from '../../../projections/ledger/signing-key.ts';
import { signHead } from '../../../projections/ledger/tree-head.ts';
import { rotateKey } from '../../../projections/ledger/signing-keys.ts';
import type { SignedHead } from '../../../projections/ledger/tree-head.ts';
import { keyOfHead } from '../../../projections/packs/manifest-signature.ts';
import type { PackParts } from '../../../projections/packs/pack-parts.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { SAMPLE, importingHouse } from '../../cli/import/an-importing-house.ts';
import { withDatabase } from '../../with-database.ts';
import { WRAPPING, kept, ledgerParts } from '../ledger/ledger-parts.ts';
import { recordedLives } from './recorded-lives.ts';
import {
  fileOf,
  forged,
  linesOf,
  packedCase,
  unzipped,
  verdictOn,
  verdictsInPython,
} from './packs.ts';
import type { Files, Packed } from './packs.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const importing = importingHouse(undefined, log);
const officer = { id: 'sun', role: 'auditor', unit: 'audit', rank: 'auditor' };
const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
const documents = folderStore(mkdtempSync(join(tmpdir(), 'redress-documents-')));
const recorded: Access[] = [];
const opening: Opening = {
  ...{ ring: importing.house.ring, who: officer, why: 'request 2026-17' },
  record: (access) => void recorded.push(access),
};
const wrappingOf = () => WRAPPING;
const parts: PackParts = { log, database, shelf, documents, wrappingOf, opening };
let stream = '';
let narrative = '';
let firstHead: SignedHead;
let pack: Packed;
let bankKey: SigningKey;
let lifeKey: SigningKey;
const lives: Packed[] = [];

type Row = { readonly record: Readonly<Record<string, string>>; readonly raw: string };

/** Real records, as far as some have a story. */
const sample = parse(readFileSync(SAMPLE), {
  columns: true,
  raw: true,
  to: 1_940,
}) as unknown as Row[];
const HEADER = readFileSync(SAMPLE, 'utf8').split('\n')[0] ?? '';

function csvOf(rows: readonly Row[]): string {
  return fileOf([HEADER, ...rows.map(({ raw }) => raw.trim())].join('\n'));
}

beforeAll(async () => {
  const told = sample
    .filter(({ record }) => record['Consumer complaint narrative'] !== '')
    .slice(0, 5);
  await importing.take(csvOf(told));
  const { record } = told[1] ?? expect.fail('The sample has no stories.');
  stream = importing.streamOf(record['Complaint ID'] ?? '');
  narrative = record['Consumer complaint narrative'] ?? '';
  const ledger = ledgerParts({ log, database });
  const count = (await importing.all()).length;
  firstHead = await kept(ledger, 'bank', count + 1);
  pack = await packedCase(parts, { stream, profile: 'regulator' });
  lives.push(...(await packedLives(8)));
  bankKey = await keyOfHead(parts, pack.head);
  lifeKey = await keyOfHead(parts, life().head);
}, 60_000);

/** Packs of simulated lives, at an institution of their own. */
async function packedLives(count: number): Promise<readonly Packed[]> {
  const packs: Packed[] = [];
  for (const one of await recordedLives({ log, database }, 'simbank', count))
    packs.push(await packedCase(parts, { stream: one, profile: 'regulator', withoutReport: true }));
  return packs;
}

/** The longest of them. */
function life(): Packed {
  return lives.toSorted((a, b) => b.events - a.events)[0] ?? expect.fail('Nobody lived.');
}

describe('a real imported case', () => {
  test('is a pack that holds, and says what was opened', () => {
    expect(verdictOn(pack.zip)).toEqual({ exitCode: 0, damages: [] });
    expect(verdictsInPython([pack.zip])).toEqual([[]]);
    expect(pack).toMatchObject({ later: 0, head: firstHead });
    expect(String(unzipped(pack.zip).get('openings.json'))).toContain(
      JSON.stringify(narrative).slice(1, -1),
    );
    expect(recorded[0]).toMatchObject({ who: officer, why: 'request 2026-17' });
  });

  test('has the same bytes when it is made again from the same head', async () => {
    const at = new Date().toISOString();
    const view = { stream, who: officer, at, type: 'CaseViewed', data: { what: 'case' } } as const;
    await accessBook(log)(view);
    const again = await packedCase(parts, {
      stream,
      profile: 'regulator',
      size: firstHead.treeSize,
    });
    expect(again.zip.equals(pack.zip)).toBe(true);
  });

  test('shows the complainant what he wrote, and holds with the rest sealed', async () => {
    const his = await packedCase(parts, { stream, profile: 'complainant' });
    expect(verdictOn(his.zip)).toEqual({ exitCode: 0, damages: [] });
    const opened = JSON.parse(String(unzipped(his.zip).get('openings.json'))) as {
      revision: number;
    }[];
    expect(opened.every(({ revision }) => revision === 0)).toBe(true);
  });

  test('that is not there, or without the head that is asked for, is refused', async () => {
    const wish = { stream, profile: 'regulator' } as const;
    const [other, bank] = ['complaint-bank.ZZZZZZZZZZZZ', 'complaint-nobank.ZZZZZZZZZZZZ'];
    await expect(packedCase(parts, { ...wish, stream: other })).rejects.toThrow(/holds no case/);
    await expect(packedCase(parts, { ...wish, stream: bank })).rejects.toThrow(
      /start the role ledger/,
    );
    await expect(packedCase(parts, { ...wish, size: 1 })).rejects.toThrow(/audit heads/);
    const lost = { ...firstHead, keyId: '0'.repeat(64) };
    await expect(keyOfHead(parts, lost)).rejects.toMatchObject({ code: 'no-signing-key' });
    const locked = { ...parts, wrappingOf: () => createSecretKey(Buffer.alloc(32, 8)) };
    await expect(packedCase(locked, wish)).rejects.toThrow();
    await expect(packedCase({ ...parts, opening: { ...opening, why: ' ' } }, wish)).rejects.toThrow(
      /reason/i,
    );
  });
});

describe('whole simulated lives', () => {
  test('are packs that hold, with every rule they rest on', () => {
    expect(lives.map(({ zip }) => verdictOn(zip))).toEqual(
      lives.map(() => ({ exitCode: 0, damages: [] })),
    );
    expect(verdictsInPython(lives.map(({ zip }) => zip))).toEqual(lives.map(() => []));
    expect(Math.max(...lives.map(({ events }) => events))).toBeGreaterThan(20);
    expect([...unzipped(life().zip).keys()].some((name) => name.startsWith('rules/'))).toBe(true);
  });
});

/** The pack with one thing wrong, under a manifest that fits and that the house itself signed. */
function forgedBy(
  change: (files: Files, events: string) => void,
  of: Packed,
  signer: SigningKey,
): Buffer {
  const files = unzipped(of.zip);
  change(files, [...files.keys()].find((name) => name.startsWith('events/')) ?? '');
  return forged(files, signer);
}

function put(files: Files, name: string, value: unknown): void {
  files.set(name, Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
}

function json<T>(files: Files, name: string): T {
  return JSON.parse(String(files.get(name))) as T;
}

const lines = (files: Files, name: string) => linesOf(files.get(name) ?? Buffer.alloc(0));
const joined = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');

describe('a forger who makes a manifest that fits', () => {
  test.each<[string, RegExp, (files: Files, events: string) => void]>([
    [
      'changed an event',
      /^event-not-proved: \S+ 0$/,
      (files, events) =>
        put(
          files,
          events,
          String(files.get(events)).replace(/occurredAt\\":\\"2/, 'occurredAt\\":\\"1'),
        ),
    ],
    [
      'dated an event back',
      /^event-not-proved: \S+ 0$/,
      (files, events) =>
        put(files, events, String(files.get(events)).replace(/"recordedAt":"2/, '"recordedAt":"1')),
    ],
    [
      'dropped an event and its proof',
      /^event-missing: \S+ 0$/,
      (files, events) => {
        put(files, events, joined(lines(files, events).slice(1)));
        const proofs = json<{ stream: string; revision: number }[]>(files, 'proofs.json');
        put(
          files,
          'proofs.json',
          proofs.filter(({ revision }) => revision > 0),
        );
      },
    ],
    [
      'dropped the last event and left its proof',
      /^event-missing-for-proof: /,
      (files, events) => put(files, events, joined(lines(files, events).slice(0, -1))),
    ],
    [
      'put an event in',
      /^proof-missing: /,
      (files, events) => {
        const all = lines(files, events);
        const last = (all.at(-1) ?? '').replace(/revision\\":\d+/, `revision\\":${all.length}`);
        put(files, events, joined([...all, last]));
      },
    ],
    [
      'told an event twice',
      /^event-twice: /,
      (files, events) => {
        const all = lines(files, events);
        put(files, events, joined([...all, ...all.slice(-1)]));
      },
    ],
    [
      'swapped two events',
      /^event-out-of-order: /,
      (files, events) => put(files, events, joined(lines(files, events).toReversed())),
    ],
    [
      'changed a proof',
      /^event-not-proved: /,
      (files) => {
        const proofs = json<{ leaf: number }[]>(files, 'proofs.json');
        put(
          files,
          'proofs.json',
          proofs.map((one) => ({ ...one, leaf: one.leaf + 1 })),
        );
      },
    ],
    [
      'claimed another time of the head',
      /^head-signature-wrong: head.json$/,
      (files) =>
        put(files, 'head.json', {
          ...json<object>(files, 'head.json'),
          timestamp: '2020-01-01T00:00:00.000Z',
        }),
    ],
    [
      'signed with a key that nobody endorsed',
      /^key-not-endorsed: keys.json 1$/,
      (files) => {
        const key = drawSigningKey();
        const {
          signature: _signature,
          keyId: present,
          ...head
        } = json<SignedHead>(files, 'head.json');
        put(files, 'head.json', signHead(key, head));
        const own = { ...announce('simbank', key, key), replaces: present };
        put(files, 'keys.json', [...json<object[]>(files, 'keys.json'), own]);
      },
    ],
    [
      'changed a rule',
      /^rule-changed: rules\//,
      (files) => {
        const rule = [...files.keys()].find((name) => name.startsWith('rules/')) ?? '';
        put(files, rule, `${String(files.get(rule))} `);
      },
    ],
    [
      'left a rule out',
      /^rule-missing: rules\//,
      (files) =>
        void files.delete([...files.keys()].find((name) => name.startsWith('rules/')) ?? ''),
    ],
    [
      'left the head out',
      /^file-unreadable: head.json$/,
      (files) => void files.delete('head.json'),
    ],
  ])('is found who %s', (_what, says, change) => {
    const { exitCode, damages } = verdictOn(forgedBy(change, life(), lifeKey));
    expect(damages).toContainEqual(expect.stringMatching(says));
    expect(exitCode).toBe(1);
  });

  test('is found who opened a field with other words, or what is no field', () => {
    const forgery = forgedBy(
      (files) => {
        const [first, ...rest] = json<object[]>(files, 'openings.json');
        const nothing = { stream, revision: 0, path: ['no'], salt: '', value: '' };
        put(files, 'openings.json', [{ ...first, value: 'another' }, ...rest, nothing]);
      },
      pack,
      bankKey,
    );
    expect(verdictOn(forgery).damages).toEqual([
      'opening-wrong: openings.json 0',
      expect.stringMatching(/^opening-of-nothing: openings.json \d$/),
    ]);
  });
});

describe('a head that somebody kept', () => {
  const headFile = (head: object) => fileOf(JSON.stringify(head));

  test('agrees, is shown to be a beginning, or shows that history was told anew', async () => {
    expect(verdictOn(pack.zip, '--head', headFile(firstHead)).damages).toEqual([]);
    await importing.take(csvOf(sample.slice(-1)));
    const size = (await importing.all()).filter(({ stream: of }) => of.includes('-bank.')).length;
    const later = await kept(ledgerParts({ log, database }), 'bank', size);
    const heads = { first: firstHead.treeSize, second: later.treeSize };
    const proof = fileOf(JSON.stringify(await proveConsistency(ledgerIn(database), 'bank', heads)));
    const witness = ['--head', headFile(later)];
    expect(verdictOn(pack.zip, ...witness, '--consistency', proof).damages).toEqual([]);
    const unshown = `consistency-not-shown: ${heads.first} ${heads.second}`;
    expect(verdictOn(pack.zip, ...witness).damages).toEqual([unshown]);
    const other = { ...firstHead, rootHash: later.rootHash };
    expect(verdictOn(pack.zip, '--head', headFile(other)).damages).toEqual([
      'head-signature-wrong: --head',
      `history-forked: ${heads.first} ${heads.first}`,
    ]);
  });

  test('after the key was replaced is held to its proof alone: the pack cannot know the new key', async () => {
    const ledger = ledgerParts({ log, database });
    const before = await lastHead(ledgerIn(database), 'bank');
    const { treeSize: first } = before ?? expect.fail('No head was signed.');
    await rotateKey(ledger, 'bank', { actor: officer, because: 'scheduled' });
    const { keyId, ...later } = await kept(ledger, 'bank', first + 1);
    expect(keyId).not.toBe(pack.head.keyId);
    const heads = { first: pack.head.treeSize, second: later.treeSize };
    const proof = await proveConsistency(ledgerIn(database), 'bank', heads);
    const shown = (head: object) =>
      verdictOn(
        pack.zip,
        ...['--head', headFile(head), '--consistency', fileOf(JSON.stringify(proof))],
      ).damages;
    expect(shown({ ...later, keyId })).toEqual([]);
    expect(shown({ ...later, keyId, rootHash: '0'.repeat(64) })).toEqual([
      `history-forked: ${heads.first} ${heads.second}`,
    ]);
  });
});

describe('an accident', () => {
  test.each<[string, RegExp, () => Buffer]>([
    [
      'a ZIP that is cut off',
      /^zip-damaged: end$/,
      () => pack.zip.subarray(0, pack.zip.length - 30),
    ],
    ['a picture', /^zip-damaged: end$/, () => Buffer.from('\u0089PNG')],
    ['an empty file', /^zip-damaged: end$/, () => Buffer.alloc(0)],
    [
      'a byte that fell over',
      /^zip-damaged: entry 0$/,
      () => {
        const bytes = Buffer.from(pack.zip);
        bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
        return bytes;
      },
    ],
  ])('is told: %s', (_what, says, damaged) => {
    const { exitCode, unreadable } = verdictOn(damaged());
    expect(unreadable).toMatch(says);
    expect(exitCode).toBe(2);
  });
});
