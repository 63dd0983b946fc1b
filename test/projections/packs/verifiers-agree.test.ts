import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawSigningKey } from '../../../projections/ledger/signing-key.ts';
import type { SigningKey } from '../../../projections/ledger/signing-key.ts';
import { signManifest } from '../../../projections/packs/manifest-signature.ts';
import { DAMAGES, overwrite } from './damages.ts';
import { EXPLANATION, STREAM, bytes, given, madeUpPack } from './made-up-pack.ts';
import type { MadeUp } from './made-up-pack.ts';
import {
  forged,
  shownInPython,
  shownOn,
  textOn,
  unzipped,
  verdictInPython,
  verdictOn,
  verdictsInPython,
  zipOf,
} from './packs.ts';
import type { Files } from './packs.ts';

/** How many packs of each kind, and every damage at least once. REDRESS_PACK_RUNS=1000 looks further. */
const RUNS = Number(process.env['REDRESS_PACK_RUNS'] ?? 40);
const SEED = Number(process.env['REDRESS_PROPERTY_SEED'] ?? 20_261_124);

/** Who signed what was made to fit, and what is found of that alone. */
const SIGNERS: readonly (readonly [string, readonly string[], (pack: MadeUp) => Buffer])[] = [
  ['the house', [], ({ files, key }) => forged(files, key)],
  [
    'another',
    ['manifest-key-unknown: manifest.sig.json'],
    ({ files }) => forged(files, drawSigningKey()),
  ],
  ['nobody', ['manifest-not-signed: manifest.sig.json'], ({ files }) => forged(files)],
  [
    'the house, before it was changed',
    ['manifest-signature-wrong: manifest.sig.json'],
    ({ files, key }) => forged(signedBefore(files, key)),
  ],
];

function signedBefore(files: Files, key: SigningKey): Files {
  const before = signManifest(key, 'bank', Buffer.from('as it was'));
  return new Map(files).set('manifest.sig.json', bytes(before));
}

test(
  'generated packs hold by both verifiers, which say the same of them',
  { timeout: 600_000 },
  () => {
    const packs = fc
      .sample(given, { numRuns: RUNS, seed: SEED })
      .map(madeUpPack)
      .map(({ files, key }) => forged(files, key));
    expect(verdictsInPython(packs)).toEqual(packs.map(() => []));
    expect(packs.map((pack) => verdictOn(pack).damages)).toEqual(packs.map(() => []));
    const [pack] = packs;
    if (pack !== undefined) expect(shownInPython(pack)).toEqual(shownOn(pack));
  },
);

test('damaged ones are found by both, which name the same', { timeout: 600_000 }, () => {
  const numRuns = Math.max(RUNS, DAMAGES.length);
  const some = fc.sample(fc.tuple(given, fc.nat()), { numRuns, seed: SEED + 1 });
  const damaged = some.map(([one, at], number) => {
    const [name, damage] = DAMAGES[number % DAMAGES.length] ?? expect.fail('No damage.');
    const made = madeUpPack(one);
    damage(made.files, at);
    const round = Math.floor(number / DAMAGES.length);
    const [, says, sign] = SIGNERS[(number + round) % SIGNERS.length] ?? expect.fail('No signer.');
    return { name, says, pack: sign(made) };
  });
  const inPython = verdictsInPython(damaged.map(({ pack }) => pack));
  for (const [number, { name, says, pack }] of damaged.entries()) {
    const found = verdictOn(pack).damages.toSorted();
    expect(found.map((one) => one.split(':')[0])).toContain(name);
    // No head or no keys, and nothing can be said of a signature.
    if (!found.some((one) => /^(head|key)-|: (head|keys)\.json/.test(one)))
      expect(found).toEqual(expect.arrayContaining([...says]));
    expect(inPython[number]).toEqual(found);
  }
});

test('whatever else stands at a place, both name the same', { timeout: 600_000 }, () => {
  const some = fc.sample(fc.tuple(given, fc.nat(), fc.nat(), fc.jsonValue()), {
    ...{ numRuns: RUNS, seed: SEED + 2 },
  });
  const packs = some.map(([one, which, where, value]) => {
    const { files, key } = madeUpPack(one);
    overwrite(files, { which, where, value });
    return forged(files, key);
  });
  const found = packs.map((pack) => verdictOn(pack).damages.toSorted());
  expect(verdictsInPython(packs)).toEqual(found);
});

test.each(SIGNERS)('what no event shows is the word of who signed it: %s', (_who, says, sign) => {
  const [one] = fc.sample(given, { numRuns: 1, seed: SEED });
  const made = madeUpPack(one ?? expect.fail('No pack.'));
  made.files.set(EXPLANATION, Buffer.from('Because we say so.'));
  const pack = sign(made);
  expect(verdictOn(pack)).toEqual({ exitCode: says.length === 0 ? 0 : 1, damages: says });
  expect(verdictsInPython([pack])).toEqual([says]);
  const text = textOn(forged(made.files, made.key));
  expect(text).toMatch(/Proved by events .+:\n {2}documents, .+letters\.json, .+sign-offs\.json\n/);
  expect(text).toMatch(
    /signed word, .+仅为机构签名之陈述.+:\n {2}explanations, .+letters\.json demanded\n/,
  );
  expect(text).toMatch(/Not proved · 未获证明:\n {2}true-when-recorded: .+所记录的内容属实\n/);
  const { signedOnly, proved } = shownOn(forged(made.files, made.key));
  expect(signedOnly).toContain('explanations');
  expect(proved).not.toContain('explanations');
});

test('a return tells of no letter, sign-off or document, but of none that was not', () => {
  const [one] = fc.sample(given, { numRuns: 1, seed: SEED });
  const { files, key } = madeUpPack(one ?? expect.fail('No pack.'));
  const says = { is: 'redress/pack/1', institution: 'bank', return: 'cn-bulletin', period: 'Q1' };
  files.set('manifest.json', bytes(says)).set('return.json', bytes({ tables: [] }));
  files.set('cells.json', bytes([{ stream: STREAM, cells: [] }]));
  const told = forged(files, key);
  for (const name of ['letters', 'sign-offs', 'documents', 'openings', 'erasures'])
    files.set(`${name}.json`, bytes([]));
  for (const name of files.keys()) if (/^(letters|documents)\//.test(name)) files.delete(name);
  const untold = forged(files, key);
  files.set('sign-offs.json', bytes([{ stream: STREAM, revision: 6, verdict: 'agreed' }]));
  const packs = [told, untold, forged(files, key)];
  const found = [[], [], ['sign-off-changed: sign-offs.json 0']];
  expect(packs.map((pack) => verdictOn(pack).damages)).toEqual(found);
  expect(verdictsInPython(packs)).toEqual(found);
  expect(shownOn(untold).notProved).toContain('right-cells');
  expect(shownInPython(untold)).toEqual(shownOn(untold));
});

test('a manifest that is no text is found, and a signature that is none', () => {
  const [one] = fc.sample(given, { numRuns: 1, seed: SEED });
  const { files, key } = madeUpPack(one ?? expect.fail('No pack.'));
  const broken = new Map(unzipped(forged(files, key))).set('manifest.json', Buffer.of(0x7b, 0xff));
  const unsigned = new Map(unzipped(forged(files, key))).set('manifest.sig.json', bytes(7));
  const packs = [zipOf(broken), zipOf(unsigned)];
  const found = packs.map((pack) => verdictOn(pack).damages.toSorted());
  expect(found).toEqual([
    ['manifest-signature-wrong: manifest.sig.json', 'not-utf-8: manifest.json'],
    ['file-unreadable: manifest.sig.json'],
  ]);
  expect(verdictsInPython(packs)).toEqual(found);
});

test('what cannot be read is told as a verdict by both, with the same exit code', () => {
  const [one] = fc.sample(given, { numRuns: 1, seed: SEED });
  const { files, key } = madeUpPack(one ?? expect.fail('No pack.'));
  const pack = forged(files, key);
  const flipped = (at: number) =>
    Buffer.concat([pack.subarray(0, at), Buffer.of((pack[at] ?? 0) ^ 0xff), pack.subarray(at + 1)]);
  const content = pack.indexOf('redress/pack/1');
  const unreadable: readonly (Buffer | string)[] = [
    ...[0, 3, 100, pack.length / 2, pack.length - 30, pack.length - 1].map((length) =>
      pack.subarray(0, length),
    ),
    ...[content, 0, pack.length - 3].map(flipped),
    Buffer.from('no ZIP'),
    '/nowhere/pack.zip',
  ];
  for (const broken of unreadable) {
    const told = { exitCode: 2, damages: [], unreadable: expect.any(String) as string };
    expect(verdictOn(broken)).toEqual(told);
    expect(verdictInPython(broken)).toEqual(told);
  }
  for (const [exitCode, zip] of [
    [0, pack],
    [1, forged(files)],
  ] as const) {
    expect(verdictOn(zip).exitCode).toBe(exitCode);
    expect(verdictInPython(zip).exitCode).toBe(exitCode);
  }
});
