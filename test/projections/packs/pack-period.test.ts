import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessBook } from '../../../activities/access-book.ts';
import { folderStore } from '../../../documents/document-store.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { memoryKeyRing } from '../../../keys/memory-key-ring.ts';
import { readDatabase } from '../../../projections/database.ts';
import { packPeriod } from '../../../projections/packs/pack-period.ts';
import { keyOfHead } from '../../../projections/packs/manifest-signature.ts';
import type { PackParts } from '../../../projections/packs/pack-parts.ts';
import { periodNamed } from '../../../projections/returns/period.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { dayOf } from '../../../workflows/calendar.ts';
import { withDatabase } from '../../with-database.ts';
import { WRAPPING, kept, ledgerParts } from '../ledger/ledger-parts.ts';
import { forged, shownInPython, shownOn, unzipped, verdictOn, verdictsInPython } from './packs.ts';
import type { Files } from './packs.ts';
import { recordedLives } from './recorded-lives.ts';

const { application } = withDatabase();
const [log, database] = [postgresLog(application), readDatabase(application)];
const officer = { id: 'sun', role: 'auditor', unit: 'audit', rank: 'auditor' };
const parts: PackParts = {
  ...{ log, database, shelf: [...readShelf(REGIMES), ...readCalendars(CALENDARS)] },
  documents: folderStore(mkdtempSync(join(tmpdir(), 'redress-documents-'))),
  wrappingOf: () => WRAPPING,
  opening: {
    ring: memoryKeyRing(),
    who: officer,
    why: 'inspection 2026-4',
    record: () => undefined,
  },
};
type Listed = { readonly [name: string]: unknown };

const institution = 'simbank';
const newFile = () => join(mkdtempSync(join(tmpdir(), 'redress-pack-')), 'period.zip');
const beforehand = () => Promise.resolve();

/** When each case was received: as its source states, or by the day in the zone of its first clock. */
const days = new Map<string, string>();
let [from, middle, to] = ['', '', ''];

beforeAll(async () => {
  for (const stream of await recordedLives({ log, database }, institution, 12)) {
    const said = (await log.read(stream)).map(({ data }) => data as Listed);
    const first = (name: string) => said.find((data) => name in data)?.[name];
    const stated = said.findLast((data) => 'receivedOn' in data)?.['receivedOn'];
    const corrected = said.findLast(({ fact }) => fact === 'received-at')?.['after'];
    const counted = () => dayOf(String(corrected ?? first('receivedAt')), String(first('zone')));
    days.set(stream, typeof stated === 'string' ? stated : counted());
  }
  const sorted = [...days.values()].toSorted();
  from = sorted[0] ?? '';
  middle = sorted[Math.floor(sorted.length / 2)] ?? '';
  to = sorted.at(-1) ?? '';
}, 60_000);

const between = (first: string, last: string) =>
  periodNamed(`${first}..${last}`) ?? expect.fail(`${first}..${last}`);
const receivedIn = (first: string, last: string) =>
  [...days].filter(([, day]) => first <= day && day <= last).map(([stream]) => stream);

async function packed(first: string, last: string, size?: number) {
  const file = newFile();
  const wish = {
    institution,
    period: between(first, last),
    ...(size === undefined ? {} : { size }),
  };
  const pack = await packPeriod(parts, wish, file, { beforehand });
  return { file, pack, zip: readFileSync(file) };
}

describe('a period', () => {
  test('has the cases received in it, both days included, and holds by both verifiers', async () => {
    expect(middle > from && middle < to).toBe(true);
    const whole = await packed(from, to);
    expect(whole.pack.cases).toEqual([...days.keys()]);
    const half = await packed(from, middle);
    expect(half.pack.cases).toEqual(receivedIn(from, middle));
    expect(half.pack.cases.length).toBeLessThan(days.size);
    for (const { pack, zip, file } of [whole, half]) {
      expect(verdictOn(zip)).toEqual({ exitCode: 0, damages: [] });
      expect(hash('sha256', zip, 'hex')).toBe(pack.sha256);
      // Nothing but the file is left.
      expect(readdirSync(dirname(file))).toEqual(['period.zip']);
    }
    expect(verdictsInPython([whole.zip, half.zip])).toEqual([[], []]);
    expect(shownInPython(whole.zip)).toEqual(shownOn(whole.zip));
    expect(shownOn(whole.zip).notProved).toContain('all-cases');
  });

  test('tells of each case when it was received, and holds what is told of a single case', async () => {
    const files = unzipped((await packed(from, to)).zip);
    const listed = JSON.parse(String(files.get('cases.json'))) as object[];
    expect(listed).toEqual(
      [...days].map(([stream, receivedOn]) => ({ case: stream.slice(-12), stream, receivedOn })),
    );
    for (const stream of days.keys())
      expect(files.has(`explanations/${stream}/clocks.en.txt`)).toBe(true);
    const proofs = JSON.parse(String(files.get('proofs.json'))) as unknown[];
    expect(JSON.parse(String(files.get('manifest.json')))).toMatchObject({
      ...{ institution, period: { from, to }, cases: days.size },
      purpose: 'inspection 2026-4',
    });
    expect(proofs.length).toBeGreaterThan(days.size);
  });

  test('has the same bytes when it is made again from the same head, and tells what came later', async () => {
    const before = await packed(from, middle);
    const [stream = ''] = before.pack.cases;
    const at = new Date().toISOString();
    const view = { stream, who: officer, at, type: 'CaseViewed', data: { what: 'case' } } as const;
    await accessBook(log)(view);
    const { treeSize } = before.pack.head;
    const again = await packed(from, middle, treeSize);
    expect(again.zip.equals(before.zip)).toBe(true);
    await kept(ledgerParts({ log, database }), institution, treeSize + 1);
    const seen = await packed(from, middle);
    expect(seen.pack.events).toBe(before.pack.events + 1);
    expect(unzipped(seen.zip).has(`events/access-${institution}.${stream.slice(-12)}.jsonl`)).toBe(
      true,
    );
    expect(verdictOn(seen.zip).damages).toEqual([]);
  });

  test('in which nothing was received, and an institution without a head, are told', async () => {
    await expect(packed('1999-01-01', '1999-12-31')).rejects.toThrow(
      /No case received from 1999-01-01 to 1999-12-31 is under the head/,
    );
    const file = newFile();
    const wish = { institution: 'nobank', period: between(from, to) };
    await expect(packPeriod(parts, wish, file, { beforehand })).rejects.toThrow(/role ledger/);
    expect(existsSync(file)).toBe(false);
  });

  test('is not there when what must be done before fails, and leaves nothing behind', async () => {
    const file = newFile();
    const refuse = () => Promise.reject(new Error('not on record'));
    const wish = { institution, period: between(from, to) };
    await expect(packPeriod(parts, wish, file, { beforehand: refuse })).rejects.toThrow(
      'not on record',
    );
    expect(readdirSync(dirname(file))).toEqual([]);
  });
});

describe('a forger of a period who makes a manifest that fits, and has it signed', () => {
  async function listing(change: (all: readonly unknown[]) => readonly unknown[]) {
    const { zip: before, pack } = await packed(from, middle);
    const files: Files = unzipped(before);
    const all = JSON.parse(String(files.get('cases.json'))) as readonly unknown[];
    files.set('cases.json', Buffer.from(JSON.stringify(change(all))));
    const zip = forged(files, await keyOfHead(parts, pack.head));
    return { zip, damages: verdictOn(zip).damages };
  }
  test.each<[string, string, (all: readonly Listed[]) => readonly Listed[]]>([
    ['lists a case twice', 'case-twice', (all) => [...all, ...all.slice(0, 1)]],
    ['does not list one', 'case-not-listed', (all) => all.slice(1)],
    [
      'lists one that is not there',
      'case-of-no-event',
      (all) => [...all, { stream: 'another', receivedOn: from }],
    ],
    [
      'has one from another time',
      'case-outside-period',
      (all) => [{ ...all[0], receivedOn: '1999-01-01' }, ...all.slice(1)],
    ],
  ])('is found who %s', async (_what, code, change) => {
    const { zip, damages } = await listing((all) => change(all as readonly Listed[]));
    expect(damages.map((one) => one.split(':')[0])).toEqual([code]);
    expect(verdictsInPython([zip])).toEqual([damages]);
  });

  test.each([[null], [7], ['complaint-simbank.000000000000'], [[]], [{ stream: ['another'] }]])(
    'is found who lists %j',
    async (row) => {
      const { zip, damages } = await listing((all) => [...all, row]);
      expect(damages).toContain('file-unreadable: cases.json');
      expect(verdictsInPython([zip])).toEqual([damages.toSorted()]);
    },
  );
});
