import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderStore } from '../../../documents/document-store.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import type { KeyRing } from '../../../keys/key-ring.ts';
import type { Access } from '../../../keys/open-personal.ts';
import { readDatabase } from '../../../projections/database.ts';
import { keyOfHead } from '../../../projections/packs/manifest-signature.ts';
import type { PackParts } from '../../../projections/packs/pack-parts.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { people } from '../../complaint-house.ts';
import { withDatabase } from '../../with-database.ts';
import { WRAPPING, kept, ledgerParts } from '../ledger/ledger-parts.ts';
import { CONTRACT, LETTER, NARRATIVE, fullCase } from './a-full-case.ts';
import { forged, linesOf, packedCase, unzipped, verdictOn, verdictsInPython } from './packs.ts';
import type { Files, Packed } from './packs.ts';

/** A whole case as a supervisor gets it: documents, letters, sign-offs, times, all of it checked by both verifiers. */
const { application } = withDatabase();
const [log, database] = [postgresLog(application), readDatabase(application)];
const documents = folderStore(mkdtempSync(join(tmpdir(), 'redress-documents-')));
const stream = 'complaint-onebank.0123456789AB';
const recorded: Access[] = [];
const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
let ring: KeyRing;
let parts: PackParts;
let pack: Packed;
let files: Files;

beforeAll(async () => {
  ring = await fullCase(log, documents, stream);
  const who = { ...people.maria, id: 'sun', role: 'auditor' };
  const record = (access: Access) => void recorded.push(access);
  const opening = { ring, who, why: 'request 2026-17', record };
  const wrappingOf = () => WRAPPING;
  parts = { log, database, shelf, documents, wrappingOf, opening };
  const count = (await log.read(stream)).length;
  await kept(ledgerParts({ log, database }), 'onebank', count + 1);
  pack = await packedCase(parts, { stream, profile: 'regulator', withDocuments: true });
  files = unzipped(pack.zip);
}, 60_000);

type Erasure = {
  readonly stream: string;
  readonly revision: number;
  readonly path: readonly (string | number)[];
  readonly commitment: string;
};

type Opened = Omit<Erasure, 'commitment'> & { readonly salt: string; readonly value: string };

/** What stands at a place of an event in a pack. */
function boxAt(
  its: Files,
  { of, revision, path }: { of: string } & Omit<Erasure, 'stream' | 'commitment'>,
) {
  const line = linesOf(its.get(`events/${of}.jsonl`) ?? Buffer.alloc(0))[revision] ?? '';
  const event: unknown = JSON.parse((JSON.parse(line) as { text: string }).text);
  return path.reduce((value, step) => (value as Record<string | number, unknown>)[step], event);
}

const json = (name: string): unknown => JSON.parse(String(files.get(name)));
const holds = (zip: Buffer) => {
  expect(verdictOn(zip)).toEqual({ exitCode: 0, damages: [] });
  expect(verdictsInPython([zip])).toEqual([[]]);
};

test('holds by both verifiers, and again from the same head byte by byte', async () => {
  holds(pack.zip);
  const again = await packedCase(parts, { stream, profile: 'regulator', withDocuments: true });
  expect(again.zip.equals(pack.zip)).toBe(true);
});

test('gives the documents with what shows that they are those that were filed', () => {
  const [document] = json('documents.json') as { file: string; document: string }[];
  expect(document).toMatchObject({ name: '保险合同.txt', bytes: CONTRACT.length, filedBy: 'hana' });
  expect(files.get(document?.file ?? '')).toEqual(CONTRACT);
  expect(recorded).toContainEqual(expect.objectContaining({ document: document?.document }));
});

test('gives each letter as it was posted, with what it had to say', () => {
  const letters = json('letters.json') as { letter: string; text: string | null }[];
  expect(letters.map(({ letter }) => letter)).toEqual(['acknowledgement', 'decision']);
  const decision = letters.find(({ letter }) => letter === 'decision');
  expect(decision).toMatchObject({
    covers: ['verified', 'grounds', 'routes'],
    demanded: [{ regime: 'cn-nfra-2020', article: 'Order 2020-3 art. 19' }],
  });
  const words = String(files.get(decision?.text ?? ''));
  expect(words).toBe(`周长河：\n\n${LETTER}\n\n案号：0123456789AB\n`);
});

test('says who signed what, and what he saw', () => {
  const [returned, signed] = json('sign-offs.json') as object[];
  expect(returned).toMatchObject({ verdict: 'returned', by: { id: 'otto', rank: 'executive' } });
  expect(signed).toMatchObject({
    ...{ verdict: 'signed-off', instance: 'first', readWhatWasProposed: true },
    by: { id: 'otto', rank: 'executive' },
    proposal: { outcome: 'partly-upheld', by: 'hana' },
    shown: { class: 'complex', clocks: [{ clock: 'decide', step: 'complex' }] },
  });
});

test('says in both languages why each date is what it is', () => {
  const text = (language: string) =>
    String(files.get(`explanations/${stream}/clocks.${language}.txt`));
  expect(text('en')).toContain('Decide and tell the complainant [decide] – legal limit');
  expect(text('en')).toContain('The period is now 30 calendar days in all');
  expect(text('zh-CN')).toContain('作出处理决定并告知投诉人 [decide] – 法定期限');
  expect(text('zh-CN')).toContain('共30个自然日');
});

test('is told to people in both languages, as a page and as a PDF', () => {
  const report = (name: string) => files.get(`report.${name}`) ?? expect.fail(name);
  const zh = String(report('zh-CN.html'));
  expect(zh).toContain('案件报告 0123456789AB');
  for (const told of ['周长河', '销售录音中未提示退保损失。', '处理决定审批通过', '保险合同.txt'])
    expect(zh).toContain(told);
  expect(zh).toContain('保单号 P-2026-0077');
  expect(zh).not.toContain('<b>&amp;');
  const en = String(report('en.html'));
  expect(en).toContain('Report on case 0123456789AB');
  expect(en).toContain('The period is now 30 calendar days in all');
  expect(en).toContain('Order 2020-3 art. 19 (V), cn-nfra-2020');
  expect(en).toMatch(/cn-nfra-2020\n[\d-]+<.td><td>[0-9a-f]{64}\nrules\/[0-9a-f]{64}\.json/);
  for (const language of ['zh-CN', 'en'])
    expect(String(report(`${language}.pdf`).subarray(0, 8))).toMatch(/^%PDF-1\.7/);
});

test('lists documents without what they hold, unless it is asked for and the profile allows it', async () => {
  const listed = async (wish: object) => {
    const wished = { stream, profile: 'regulator', withoutReport: true, ...wish } as const;
    const made = await packedCase(parts, wished);
    holds(made.zip);
    const its = unzipped(made.zip);
    expect([...its.keys()].filter((name) => name.startsWith('documents/'))).toEqual([]);
    expect(String(its.get('openings.json'))).toContain(JSON.stringify(NARRATIVE).slice(1, -1));
    return JSON.parse(String(its.get('documents.json'))) as object[];
  };
  expect(await listed({})).toMatchObject([{ without: 'not-asked-for', file: null }]);
  const his = { profile: 'complainant', withDocuments: true };
  expect(await listed(his)).toMatchObject([{ without: 'not-for-this-profile', name: null }]);
});

test('of a complainant has the letters that he got, and nothing that others wrote about him', async () => {
  const made = await packedCase(parts, { stream, profile: 'complainant' });
  const its = unzipped(made.zip);
  const all = String(Buffer.concat([...its.values()]));
  const texts = ['现要求全额退保', LETTER, '销售录音中未提示退保损失。', '信函未说明付款时间。'];
  expect(texts.map((text) => all.includes(text))).toEqual([true, true, false, false]);
  expect(String(its.get('report.en.html'))).toContain('[sealed, commitment ');
});

test.each<[string, string, RegExp]>([
  ['a document', 'documents/', /^document-changed: documents\//],
  ['a letter', 'letters/', /^letter-changed: letters\//],
])('%s that was changed is found though the house signed it', async (_what, folder, says) => {
  const name = [...files.keys()].find((one) => one.startsWith(folder)) ?? '';
  const changed = new Map(files).set(name, Buffer.from('another'));
  const forgery = forged(changed, await keyOfHead(parts, pack.head));
  expect(verdictOn(forgery).damages).toEqual([expect.stringMatching(says)]);
  expect(verdictsInPython([forgery])[0]).toEqual(verdictOn(forgery).damages);
});

test('holds once the key of the case is destroyed, and names field by field what is erased', async () => {
  const [tombstone] = await ring.destroy(stream, {
    ...{ by: people.maria, because: 'retention has ended' },
  });
  const made = await packedCase(parts, { stream, profile: 'regulator', withDocuments: true });
  holds(made.zip);
  const its = unzipped(made.zip);
  const listed = (name: string) => JSON.parse(String(its.get(name))) as object[];
  expect(listed('openings.json')).toEqual([]);
  expect(listed('documents.json')).toMatchObject([{ without: 'erased', file: null, name: null }]);
  expect(listed('letters.json')).toMatchObject([{ text: null }, { text: null }]);
  const lost = (json('openings.json') as Opened[]).map(
    ({ salt: _salt, value: _value, ...place }) => ({
      ...place,
      ...{ why: 'key-destroyed', destroyedAt: tombstone?.at },
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    }),
  );
  expect(listed('erasures.json')).toEqual(lost);
  expect(made.erased).toBe(lost.length);
  for (const { stream: of, revision, path, commitment } of listed('erasures.json') as Erasure[])
    expect(boxAt(its, { of, revision, path })).toMatchObject({ commitment });
  const report = String(its.get('report.zh-CN.html'));
  expect(report).toContain('［已删除（密钥已销毁），承诺值');
  expect(report).toContain('信函原文已随案件个人信息一并删除');
  expect(report).not.toContain('［已密封');
  expect(String(its.get('report.en.html'))).toContain('erased, its key destroyed');
});

test('names to a complainant what is erased of his own, and no other field', async () => {
  const made = await packedCase(parts, { stream, profile: 'complainant', withoutReport: true });
  holds(made.zip);
  const erased = JSON.parse(String(unzipped(made.zip).get('erasures.json'))) as Erasure[];
  const own = erased.filter(({ path }) => path.length > 1).map(({ revision }) => revision);
  expect(new Set(own)).toEqual(new Set([0]));
  expect(erased.some(({ path }) => path.length === 1)).toBe(true);
});
