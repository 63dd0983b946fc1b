import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announce } from '../../../projections/ledger/key-announcements.ts';
import { leafOf } from '../../../projections/ledger/leaf-of.ts';
import { inclusionRanges } from '../../../projections/ledger/ranges.ts';
import { drawSigningKey } from '../../../projections/ledger/signing-key.ts';
import { signHead } from '../../../projections/ledger/tree-head.ts';
import { pathOf, rootOf } from '../ledger/plain-tree.ts';
import { forged, linesOf, verdictOn, verdictsInPython } from './packs.ts';
import type { Files } from './packs.ts';

/** How many packs of each kind. REDRESS_PACK_RUNS=1000 looks further. */
const RUNS = Number(process.env['REDRESS_PACK_RUNS'] ?? 40);
const SEED = Number(process.env['REDRESS_PROPERTY_SEED'] ?? 20_261_124);
const STREAM = 'complaint-bank.0123456789AB';
const EVENTS = `events/${STREAM}.jsonl`;
const LETTER = `letters/${STREAM}/0.txt`;

type Given = {
  readonly texts: readonly string[];
  /** How many leaves of others stand before, and come after. */
  readonly before: number;
  readonly after: number;
  readonly rotations: number;
};

const given: fc.Arbitrary<Given> = fc.record({
  texts: fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 2, maxLength: 12 }),
  before: fc.nat(40),
  after: fc.nat(40),
  rotations: fc.nat(3),
});

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function filesOf({ texts, before, after, rotations }: Given): Files {
  const rule = bytes({ name: 'rule', texts: texts.length });
  const grounds = [{ name: 'regime:rule', version: '1', sha256: hash('sha256', rule, 'hex') }];
  const salt = Buffer.alloc(32, before + 1);
  const letter = `${texts.join('')}，此致`;
  const content = Buffer.from(texts.toReversed().join(''));
  const hashed = (label: string, ...parts: readonly (Buffer | string)[]) =>
    hash(
      'sha256',
      Buffer.concat([`${label}\0`, salt, ...parts].map((one) => Buffer.from(one))),
      'hex',
    );
  const document = hashed('redress/document-commitment/1', content);
  const sent = { commitment: hashed('redress/box-commitment/1', letter) };
  const events = texts.map((value, revision) => {
    const commitment = hashed('redress/box-commitment/1', value);
    const data = { said: { commitment }, ...(revision === 0 ? sent : { document }) };
    const type = revision === 0 ? 'LetterSent' : 'DocumentFiled';
    const said = { data, meta: { grounds }, revision, stream: STREAM, type };
    return { recordedAt: '2026-03-02T12:00:00.000Z', text: JSON.stringify(said) };
  });
  const others = (count: number, side: string) =>
    Array.from({ length: count }, (_, index) => hash('sha256', `${side}${index}`, 'buffer'));
  const leaves = [...others(before, 'before'), ...events.map(leafOf), ...others(after, 'after')];
  const keys = Array.from({ length: rotations + 1 }, drawSigningKey);
  const announced = keys.map((key, at) => announce('bank', key, keys[at - 1] ?? key));
  const treeSize = leaves.length;
  const head = {
    ...{ institution: 'bank', treeSize, rootHash: rootOf(leaves).toString('hex') },
    timestamp: '2026-03-02T12:05:00.000Z',
  };
  const proofs = events.map((_, revision) => {
    const leaf = before + revision;
    const path = pathOf(leaves, inclusionRanges(leaf, treeSize)).map((one) => one.toString('hex'));
    return { stream: STREAM, revision, leaf, path };
  });
  const shown = { stream: STREAM, salt: salt.toString('base64url') };
  const openings = [
    ...texts.map((value, revision) => ({ ...shown, revision, path: ['data', 'said'], value })),
    { ...shown, revision: 0, path: ['data'], value: letter },
  ];
  const file = `documents/${document}.pdf`;
  const documents = texts.slice(1).map((_, at) => ({ ...shown, revision: at + 1, document, file }));
  return new Map([
    ['manifest.json', bytes({ is: 'redress/pack/1', institution: 'bank' })],
    [EVENTS, Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''))],
    ['head.json', bytes(signHead(keys.at(-1) ?? expect.fail('No key was drawn.'), head))],
    ['keys.json', bytes(announced)],
    ['openings.json', bytes(openings)],
    ['proofs.json', bytes(proofs)],
    ['documents.json', bytes(documents)],
    [file, content],
    [LETTER, Buffer.from(letter)],
    [`rules/${hash('sha256', rule, 'hex')}.json`, rule],
  ]);
}

type Listed = { readonly [name: string]: unknown };
type Damage = (files: Files, at: number) => void;

const list = (files: Files, name: string) => JSON.parse(String(files.get(name))) as Listed[];
const change =
  (name: string, changed: (all: Listed[], at: number) => unknown): Damage =>
  (files, at) => {
    const all = list(files, name);
    files.set(name, bytes(changed(all, at % all.length)));
  };
const lines =
  (changed: (all: readonly string[], at: number) => readonly string[]): Damage =>
  (files, at) => {
    const all = linesOf(files.get(EVENTS) ?? Buffer.alloc(0));
    files.set(EVENTS, Buffer.from(changed(all, at % all.length).join('\n')));
  };

/** Each damage with the name that it must be given. */
const DAMAGES: readonly (readonly [string, Damage])[] = [
  ['event-not-proved', lines((all, at) => all.with(at, (all[at] ?? '').replace('said', 'sait')))],
  ['event-not-proved', lines((all, at) => all.with(at, (all[at] ?? '').replace('2026', '2025')))],
  ['event-missing-for-proof', lines((all, at) => all.toSpliced(at, 1))],
  ['event-twice', lines((all, at) => [...all, all[at] ?? ''])],
  ['event-out-of-order', lines((all) => all.toReversed())],
  ['event-unreadable', lines((all, at) => all.with(at, (all[at] ?? '').slice(1)))],
  ['proof-missing', change('proofs.json', (all, at) => all.toSpliced(at, 1))],
  ['proof-twice', change('proofs.json', (all, at) => [...all, all[at]])],
  [
    'event-not-proved',
    change('proofs.json', (all, at) =>
      all.with(at, { ...all[at], leaf: Number(all[at]?.['leaf']) + 1 }),
    ),
  ],
  ['event-not-proved', change('proofs.json', (all, at) => all.with(at, { ...all[at], path: [] }))],
  [
    'opening-wrong',
    change('openings.json', (all, at) => all.with(at, { ...all[at], value: 'x'.repeat(41) })),
  ],
  [
    'opening-of-nothing',
    change('openings.json', (all, at) => all.with(at, { ...all[at], path: ['no'] })),
  ],
  [
    'key-not-endorsed',
    change('keys.json', (all, at) => all.with(at, { ...all[at], replaces: 'another' })),
  ],
  ['head-key-unknown', change('keys.json', (all) => all.slice(0, -1))],
  ['head-signature-wrong', (files) => alterHead(files, { timestamp: '2026-03-02T12:06:00.000Z' })],
  ['head-signature-wrong', (files) => alterHead(files, { rootHash: '0'.repeat(64) })],
  ['head-of-another-institution', (files) => alterHead(files, { institution: 'other' })],
  ['file-unreadable', (files) => void files.delete('openings.json')],
  ['no-events', (files) => void files.delete(EVENTS)],
  ['rule-missing', (files) => void files.delete(ruleIn(files))],
  ['rule-changed', (files) => void files.set(ruleIn(files), bytes('another'))],
  ['letter-changed', (files) => void files.set(LETTER, bytes('another'))],
  ['letter-changed', (files) => void files.set('letters/of-nobody.txt', Buffer.alloc(0))],
  ['document-missing', (files) => void files.delete(documentIn(files))],
  ['document-changed', (files) => void files.set(documentIn(files), bytes('another'))],
  [
    'document-changed',
    change('documents.json', (all, at) => all.with(at, { ...all[at], salt: 'AA' })),
  ],
  ['document-not-listed', change('documents.json', (all, at) => all.toSpliced(at, 1))],
  ['document-not-listed', (files) => void files.set('documents/another', bytes('another'))],
  [
    'document-of-no-event',
    change('documents.json', (all, at) => all.with(at, { ...all[at], revision: 0 })),
  ],
  [
    'rule-of-no-event',
    (files) => void files.set(`rules/${hash('sha256', '"x"', 'hex')}.json`, bytes('x')),
  ],
];

function alterHead(files: Files, changed: Listed): void {
  const head = JSON.parse(String(files.get('head.json'))) as Listed;
  files.set('head.json', bytes({ ...head, ...changed }));
}

const ruleIn = (files: Files) => inFolder(files, 'rules/');
const documentIn = (files: Files) => inFolder(files, 'documents/');

function inFolder(files: Files, folder: string): string {
  return [...files.keys()].find((name) => name.startsWith(folder)) ?? '';
}

test('generated packs hold by both verifiers', { timeout: 600_000 }, () => {
  const packs = fc.sample(given, { numRuns: RUNS, seed: SEED }).map((one) => forged(filesOf(one)));
  expect(verdictsInPython(packs)).toEqual(packs.map(() => []));
  expect(packs.map((pack) => verdictOn(pack).damages)).toEqual(packs.map(() => []));
});

test('damaged ones are found by both, which name the same', { timeout: 600_000 }, () => {
  const some = fc.sample(fc.tuple(given, fc.nat()), { numRuns: RUNS, seed: SEED + 1 });
  const damaged = some.map(([one, at], number) => {
    const [name, damage] = DAMAGES[number % DAMAGES.length] ?? expect.fail('No damage.');
    const files = filesOf(one);
    damage(files, at);
    return { name, pack: forged(files) };
  });
  const inPython = verdictsInPython(damaged.map(({ pack }) => pack));
  for (const [number, { name, pack }] of damaged.entries()) {
    const found = verdictOn(pack).damages.toSorted();
    expect(found.map((one) => one.split(':')[0])).toContain(name);
    expect(inPython[number]).toEqual(found);
  }
});
