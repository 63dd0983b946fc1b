import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import { announce } from '../../../projections/ledger/key-announcements.ts';
import { leafOf } from '../../../projections/ledger/leaf-of.ts';
import { inclusionRanges } from '../../../projections/ledger/ranges.ts';
import { drawSigningKey } from '../../../projections/ledger/signing-key.ts';
import type { SigningKey } from '../../../projections/ledger/signing-key.ts';
import { signHead } from '../../../projections/ledger/tree-head.ts';
import { pathOf, rootOf } from '../ledger/plain-tree.ts';
import type { Files } from './packs.ts';

/** A pack that no house made, of the smallest case that has a letter, decisions of both instances and documents. */

export const STREAM = 'complaint-bank.0123456789AB';
export const EVENTS = `events/${STREAM}.jsonl`;
/** Of the event by which the acknowledgement was sent. */
export const LETTER = `letters/${STREAM}/3.txt`;
export const EXPLANATION = `explanations/${STREAM}/clocks.en.txt`;

export type Given = {
  readonly texts: readonly string[];
  /** How many leaves of others stand before, and come after. */
  readonly before: number;
  readonly after: number;
  readonly rotations: number;
};

export const given: fc.Arbitrary<Given> = fc.record({
  texts: fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 2, maxLength: 12 }),
  before: fc.nat(40),
  after: fc.nat(40),
  rotations: fc.nat(3),
});

export function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

const SALT = Buffer.alloc(32, 1);
const salt = SALT.toString('base64url');
const hashed = (label: string, text: Buffer | string) =>
  hash('sha256', Buffer.concat([Buffer.from(`${label}\0`), SALT, Buffer.from(text)]), 'hex');
const box = (text: string) => ({ commitment: hashed('redress/box-commitment/1', text) });

type Said = { readonly type: string; readonly data: { readonly [name: string]: unknown } };

const AT = '2026-03-02T12:00:00.000Z';
const ACTOR = { id: 'otto', role: 'head', unit: 'claims', rank: 'executive' };
const SIGNED_OFF = {
  authority: { name: 'rank', article: 'art. 19', mark: 'V' },
  class: 'complex',
  clocks: [{ clock: 'decide', dueAt: AT, step: 'complex' }],
};
const PLACE = { stream: STREAM, at: AT, by: ACTOR };

/** The case up to its documents, and what is told of it. */
function handled(letter: string): readonly Said[] {
  const { commitment: letterCommitment } = box('The decision.');
  const proposal = { outcome: 'upheld', reasons: box('It is so.'), letter: box('The decision.') };
  return [
    { type: 'ComplaintReceived', data: { said: box(letter) } },
    { type: 'LetterOrdered', data: { letter: 'acknowledgement', about: 0, attempt: 1 } },
    { type: 'LetterFailed', data: { letter: 'acknowledgement', order: 1, attempt: 1 } },
    {
      type: 'LetterSent',
      data: { letter: 'acknowledgement', order: 1, sentAt: AT, ...box(letter) },
    },
    {
      type: 'DecisionProposed',
      data: {
        ...proposal,
        remedy: { kind: 'none' },
        covers: ['grounds'],
        restsOn: [0],
        by: 'hana',
      },
    },
    { type: 'DecisionReturned', data: { proposal: 4, reasons: box('No.'), by: 'otto' } },
    { type: 'DecisionSignedOff', data: { proposal: 4, letterCommitment, ...SIGNED_OFF } },
    { type: 'LetterOrdered', data: { letter: 'decision', about: 4, attempt: 1 } },
    { type: 'ReviewProposed', data: { ...proposal, remedies: [{ kind: 'apology' }], by: 'ida' } },
    { type: 'ReviewSignedOff', data: { proposal: 8, letterCommitment } },
  ];
}

function toldOf(letter: string) {
  const { commitment: letterCommitment } = box('The decision.');
  const commitments = { reasonsCommitment: box('It is so.').commitment, letterCommitment };
  const proposal = {
    ...{ revision: 4, by: 'hana', at: AT, outcome: 'upheld', covers: ['grounds'], restsOn: [0] },
    ...{ remedies: [{ kind: 'none' }], ...commitments },
  };
  const review = {
    ...{ revision: 8, by: 'ida', at: AT, outcome: 'upheld', covers: [], restsOn: [] },
    ...{ remedies: [{ kind: 'apology' }], ...commitments },
  };
  const { authority, ...shown } = SIGNED_OFF;
  const signed = { verdict: 'signed-off', letterCommitment, readWhatWasProposed: true };
  const unsigned = { authority: null, letterCommitment: null, readWhatWasProposed: null };
  const signOffs = [
    {
      ...PLACE,
      revision: 5,
      instance: 'first',
      verdict: 'returned',
      proposal,
      ...unsigned,
      shown: null,
    },
    { ...PLACE, revision: 6, instance: 'first', ...signed, proposal, authority, shown },
    {
      ...PLACE,
      revision: 9,
      instance: 'review',
      ...signed,
      proposal: review,
      authority: null,
      shown: {},
    },
  ];
  const demanded = [{ regime: 'cn-nfra-2020', article: 'art. 19', sections: ['grounds'] }];
  const letters = [
    {
      ...{ stream: STREAM, ordered: 1, sent: 3, sentAt: AT, failed: 1, letter: 'acknowledgement' },
      ...{ about: { revision: 0, event: 'ComplaintReceived' }, covers: [], demanded: [] },
      ...{ ...box(letter), text: LETTER },
    },
    {
      ...{ stream: STREAM, ordered: 7, sent: null, sentAt: null, failed: 0, letter: 'decision' },
      ...{ about: { revision: 4, event: 'DecisionProposed' }, covers: ['grounds'], demanded },
      ...{ commitment: null, text: null },
    },
  ];
  return { signOffs, letters };
}

export type MadeUp = { readonly files: Files; readonly key: SigningKey };

export function madeUpPack({ texts, before, after, rotations }: Given): MadeUp {
  const rule = bytes({ name: 'rule', texts: texts.length });
  const grounds = [{ name: 'regime:rule', version: '1', sha256: hash('sha256', rule, 'hex') }];
  const letter = `${texts.join('')}，此致`;
  const content = Buffer.from(texts.toReversed().join(''));
  const document = hashed('redress/document-commitment/1', content);
  const file = `documents/${document}.pdf`;
  const filed = { document, kind: 'contract', mediaType: 'text/plain', bytes: content.length };
  const begun = handled(letter);
  const all = [
    ...begun,
    ...texts.map((name) => ({
      type: 'DocumentFiled',
      data: { ...filed, name: box(name), by: 'hana' },
    })),
  ];
  const events = all.map((one, revision) => {
    const meta = { actor: ACTOR, grounds, occurredAt: AT };
    return { recordedAt: AT, text: JSON.stringify({ ...one, meta, revision, stream: STREAM }) };
  });
  const { head, keys, proofs, key } = treeOf(events, { before, after, rotations });
  // What the last document is called stays sealed, unless another is called so too.
  const [opened, sealed] = [texts.slice(0, -1), texts.at(-1) ?? ''];
  const openings = [
    { stream: STREAM, revision: 0, path: ['data', 'said'], salt, value: letter },
    ...opened.map((value, at) => ({
      ...{ stream: STREAM, revision: begun.length + at, path: ['data', 'name'], salt, value },
    })),
    { stream: STREAM, revision: 3, path: ['data'], salt, value: letter },
  ];
  const place = { stream: STREAM, revision: begun.length + opened.length, path: ['data', 'name'] };
  const erasures = [{ ...place, ...box(sealed), why: 'key-destroyed', destroyedAt: AT }];
  const documents = texts.map((name, at) => ({
    ...{ stream: STREAM, revision: begun.length + at, ...filed, filedBy: 'hana', filedAt: AT },
    name: name === sealed && !opened.includes(name) ? null : name,
    ...(at === 0 ? { file: null, salt: null, without: 'erased' } : { file, salt, without: null }),
  }));
  const { signOffs, letters } = toldOf(letter);
  const files: Files = new Map([
    ['manifest.json', bytes({ is: 'redress/pack/1', institution: 'bank' })],
    [EVENTS, Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''))],
    ['head.json', bytes(head)],
    ['keys.json', bytes(keys)],
    ['openings.json', bytes(openings)],
    ['erasures.json', bytes(erasures)],
    ['proofs.json', bytes(proofs)],
    ['sign-offs.json', bytes(signOffs)],
    ['letters.json', bytes(letters)],
    ['documents.json', bytes(documents)],
    [file, content],
    [LETTER, Buffer.from(letter)],
    [EXPLANATION, Buffer.from('Why this date?')],
    [`rules/${hash('sha256', rule, 'hex')}.json`, rule],
  ]);
  return { files, key };
}

function treeOf(
  events: readonly { readonly recordedAt: string; readonly text: string }[],
  { before, after, rotations }: Omit<Given, 'texts'>,
) {
  const others = (count: number, side: string) =>
    Array.from({ length: count }, (_, index) => hash('sha256', `${side}${index}`, 'buffer'));
  const leaves = [...others(before, 'before'), ...events.map(leafOf), ...others(after, 'after')];
  const drawn = Array.from({ length: rotations + 1 }, drawSigningKey);
  const keys = drawn.map((one, at) => announce('bank', one, drawn[at - 1] ?? one));
  const key = drawn.at(-1) ?? expect.fail('No key was drawn.');
  const treeSize = leaves.length;
  const head = signHead(key, {
    ...{ institution: 'bank', treeSize, rootHash: rootOf(leaves).toString('hex') },
    timestamp: '2026-03-02T12:05:00.000Z',
  });
  const proofs = events.map((_, revision) => {
    const leaf = before + revision;
    const path = pathOf(leaves, inclusionRanges(leaf, treeSize)).map((one) => one.toString('hex'));
    return { stream: STREAM, revision, leaf, path };
  });
  return { head, keys, proofs, key };
}
