import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announce } from '../../../projections/ledger/key-announcements.ts';
import { leafOf } from '../../../projections/ledger/leaf-of.ts';
import { consistencyRanges } from '../../../projections/ledger/ranges.ts';
import { drawSigningKey } from '../../../projections/ledger/signing-key.ts';
import type { SigningKey } from '../../../projections/ledger/signing-key.ts';
import { signHead } from '../../../projections/ledger/tree-head.ts';
import type { SignedHead } from '../../../projections/ledger/tree-head.ts';
import { pathOf, rootOf } from '../ledger/plain-tree.ts';
import { EVENTS, bytes, given, madeUpPack } from './made-up-pack.ts';
import type { MadeUp } from './made-up-pack.ts';
import {
  fileOf,
  forged,
  linesOf,
  shownInPython,
  shownOn,
  textOn,
  verdictInPython,
  verdictOn,
} from './packs.ts';

/** Whose key signed a pack: known to its receiver, or brought by the pack alone. */
const [some] = fc.sample(given, { numRuns: 1, seed: 20_261_129 });
const one = { ...(some ?? expect.fail('No pack.')), rotations: 2 };
const made = madeUpPack(one);
const pack = forged(made.files, made.key);
const json = <Value>({ files }: MadeUp, name: string) =>
  JSON.parse(String(files.get(name))) as Value;
const keys = json<{ publicKey: string; keyId: string }[]>(made, 'keys.json');
const house = keys.at(-1) ?? expect.fail('No key.');
const head = json<SignedHead>(made, 'head.json');
const { keyId: _keyId, signature: _signature, ...tree } = head;

/** The leaves of the pack's tree, and some that came later. */
const EVENT_LEAVES = linesOf(made.files.get(EVENTS) ?? Buffer.alloc(0)).map((line) =>
  leafOf(JSON.parse(line) as { readonly recordedAt: string; readonly text: string }),
);
const others = (count: number, side: string) =>
  Array.from({ length: count }, (_, at) => hash('sha256', `${side}${at}`, 'buffer'));
const LEAVES = [
  ...others(one.before, 'before'),
  ...EVENT_LEAVES,
  ...others(one.after + 9, 'after'),
];

const headOf = (treeSize: number, signer: SigningKey) =>
  signHead(signer, {
    ...{ ...tree, treeSize },
    rootHash: rootOf(LEAVES.slice(0, treeSize)).toString('hex'),
  });

function found(zip: Buffer, ...options: readonly string[]): readonly string[] {
  const { exitCode, damages } = verdictOn(zip, ...options);
  expect(exitCode).toBe(damages.length === 0 ? 0 : 1);
  expect(verdictInPython(zip, ...options)).toEqual({ exitCode, damages });
  return damages;
}

function shown(zip: Buffer, ...options: readonly string[]) {
  const said = shownOn(zip, ...options);
  expect(shownInPython(zip, ...options)).toEqual(said);
  return said;
}

type Drawn = ReturnType<typeof drawSigningKey>;

/** All of a pack signed anew by a stranger, whose keys are announced as he likes. */
function strangers(announced: (own: Drawn) => readonly object[]): Buffer {
  const own = drawSigningKey();
  const files = new Map(made.files).set('head.json', bytes(signHead(own, tree)));
  return forged(files.set('keys.json', bytes(announced(own))), own);
}
const alone = (own: Drawn) => [announce('bank', own, own)];

test('a pack that a stranger made anew holds in itself, and both say that nobody knows the key', () => {
  const forgery = strangers(alone);
  for (const zip of [pack, forgery]) {
    expect(found(zip)).toEqual([]);
    expect(shown(zip)).toMatchObject({
      ...{ heldAgainst: ['pack'], keyKnown: false },
      notProved: expect.arrayContaining(['against-key-holder', 'whose-key']) as string[],
    });
  }
  expect(shown(pack).signedBy).toEqual([head.keyId]);
  expect(shown(forgery).signedBy).not.toEqual([head.keyId]);
  const [first, second, , zh] = textOn(pack).split('\n');
  expect(first).toBe(`The pack holds in itself, signed by key ${head.keyId}.`);
  expect(second).toMatch(/^Whose key this is, no pack can say: compare its id /);
  expect(zh).toMatch(/^该密钥属于何人，证据包无法自证/);
  expect(found(forgery, '--key', house.publicKey)).toEqual(['key-not-trusted: keys.json']);
});

test('a key that is known vouches for itself and for those after it', () => {
  for (const { publicKey } of keys) {
    expect(found(pack, '--key', publicKey)).toEqual([]);
    const { notProved, ...said } = shown(pack, '--key', publicKey);
    expect(said).toMatchObject({ heldAgainst: ['key'], keyKnown: true });
    // Who holds that key could have told all anew.
    expect(notProved).toContain('against-key-holder');
    expect(notProved).not.toContain('whose-key');
  }
  expect(textOn(pack, '--key', house.publicKey)).toMatch(
    /^The pack holds, and agrees with the key that you gave, signed by key .+\n证据包完整，并与您提供的公钥一致/,
  );
});

test('but not for one that a stranger put before it', () => {
  const forgery = strangers((own) => [...alone(own), announce('bank', house, own)]);
  expect(found(forgery)).toEqual([]);
  expect(found(forgery, '--key', house.publicKey)).toEqual([
    'key-not-trusted: head.json',
    'key-not-trusted: manifest.sig.json',
  ]);
});

test('a head that was kept shows its key, and what stands under it', () => {
  const kept = ['--head', fileOf(JSON.stringify(head))];
  expect(found(pack, ...kept)).toEqual([]);
  const { notProved, ...said } = shown(pack, ...kept);
  expect(said).toMatchObject({ heldAgainst: ['head'], keyKnown: true });
  expect(notProved).toEqual(['true-when-recorded', 'newest-events', 'all-opened']);
  const both = shown(pack, '--key', house.publicKey, ...kept);
  expect(both).toEqual({ ...said, notProved, heldAgainst: ['key', 'head'] });
  expect(found(strangers(alone), ...kept)).toEqual(['head-key-unknown: --head']);
  const another = { ...head, institution: 'other' };
  expect(found(pack, '--head', fileOf(JSON.stringify(another)))).toEqual([
    'witness-of-another-institution: --head',
  ]);
});

test('of every size of a kept tree both say the same, and whether it only grew', () => {
  const size = head.treeSize;
  for (const other of [1, 2, 3, size >> 1, size - 1, size + 1, size + 9]) {
    const [first, second] = [Math.min(other, size), Math.max(other, size)];
    const path = pathOf(LEAVES.slice(0, second), consistencyRanges(first, second)).map((part) =>
      part.toString('hex'),
    );
    const against = (parts: readonly string[], signer: SigningKey = made.key) => [
      ...['--head', fileOf(JSON.stringify(headOf(other, signer)))],
      ...['--consistency', fileOf(JSON.stringify({ path: parts }))],
    ];
    expect(found(pack, ...against(path))).toEqual([]);
    const { keyKnown, notProved } = shown(pack, ...against(path));
    expect(keyKnown).toBe(true);
    // What was recorded after it could still be told anew.
    const isUnder = other >= one.before + EVENT_LEAVES.length;
    expect(notProved.includes('against-key-holder')).toBe(!isUnder);
    const forked = [`history-forked: ${first} ${second}`];
    expect(found(pack, ...against([...path, '0'.repeat(64)]))).toEqual(forked);
    expect(found(pack, ...against(path.map(() => '0'.repeat(64))))).toEqual(forked);
    expect(found(pack, ...against(path).slice(0, 2))).toEqual([
      `consistency-not-shown: ${first} ${second}`,
    ]);
    if (other < size) continue;
    // Signed by a key that came later: it shows the events, and not whose the key of the pack is.
    const later = against(path, drawSigningKey());
    expect(found(pack, ...later)).toEqual([]);
    expect(shown(pack, ...later)).toMatchObject({ heldAgainst: ['head'], keyKnown: false });
    expect(textOn(pack, ...later)).toMatch(
      /^The pack holds in itself, and agrees with the head that you kept, signed by .+\nWhose key/,
    );
  }
});
