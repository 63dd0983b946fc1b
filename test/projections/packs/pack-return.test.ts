import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { stateFigure } from '../../../activities/figure-book.ts';
import { folderStore } from '../../../documents/document-store.ts';
import { FIGURES } from '../../../events/institution/institution-events.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { memoryKeyRing } from '../../../keys/memory-key-ring.ts';
import { readDatabase } from '../../../projections/database.ts';
import { keyOfHead } from '../../../projections/packs/manifest-signature.ts';
import type { PackParts } from '../../../projections/packs/pack-parts.ts';
import { packReturn } from '../../../projections/packs/pack-return.ts';
import type { ReturnWish } from '../../../projections/packs/pack-return.ts';
import { askedPeriod } from '../../../projections/returns/asked-period.ts';
import { cellCases } from '../../../projections/returns/cell-cases.ts';
import { countReturn } from '../../../projections/returns/count-return.ts';
import type { CountedReturn } from '../../../projections/returns/count-return.ts';
import { pinOf } from '../../../projections/returns/pin.ts';
import { returns } from '../../../projections/returns/returns.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { withDatabase } from '../../with-database.ts';
import { WRAPPING } from '../ledger/ledger-parts.ts';
import { modelNamed, project } from '../projected.ts';
import { forged, shownInPython, shownOn, unzipped, verdictOn, verdictsInPython } from './packs.ts';
import { recordedLives } from './recorded-lives.ts';

const { application } = withDatabase();
const [log, database] = [postgresLog(application), readDatabase(application)];
const officer = { id: 'sun', role: 'auditor', unit: 'audit', rank: 'auditor' };
const parts: PackParts = {
  ...{ log, database, shelf: [...readShelf(REGIMES), ...readCalendars(CALENDARS)] },
  documents: folderStore(mkdtempSync(join(tmpdir(), 'redress-documents-'))),
  wrappingOf: () => WRAPPING,
  opening: {
    ...{ ring: memoryKeyRing(), who: officer, why: 'filed return', record: () => undefined },
  },
};
const institution = 'simbank';
const beforehand = () => Promise.resolve();
const newFile = () => join(mkdtempSync(join(tmpdir(), 'redress-pack-')), 'return.zip');
const CFPB = { institution, name: 'us-cfpb', period: '2023-12-01..2024-12-31' } as const;
const BULLETIN = { institution, name: 'cn-bulletin', period: '2024-Q1' } as const;

type Row = { cell: string; cases: number; value: string };
type Told = Omit<CountedReturn, 'tables'> & { pin: { at: string }; tables: { rows: Row[] }[] };
type Listed = {
  stream: string;
  cells: { cell: string; value: string; events: { revision: number; effect: string }[] }[];
};

beforeAll(async () => {
  for (const figure of FIGURES) {
    const said = { figure, on: '2024-03-31', value: '10432', source: 'Annual report' };
    const statement = { institution, who: officer, said, at: new Date().toISOString() };
    await stateFigure(log, { ...statement, submission: `person:test:${figure}` });
  }
  await recordedLives({ log, database }, institution, 16, FIGURES.length);
  const onParked = (stream: string) => expect.fail(stream);
  await project({ log, database, onParked }, [modelNamed('returns')]);
}, 60_000);

async function packed(wish: ReturnWish) {
  const file = newFile();
  const pack = await packReturn(parts, wish, file, { beforehand });
  expect(readdirSync(dirname(file))).toEqual(['return.zip']);
  const zip = readFileSync(file);
  const files = unzipped(zip);
  const told = JSON.parse(String(files.get('return.json'))) as Told;
  const cells = JSON.parse(String(files.get('cells.json'))) as Listed[];
  return { pack, zip, files, told, cells, key: await keyOfHead(parts, pack.head) };
}

describe('a return', () => {
  test.each([[CFPB], [BULLETIN]])('%o holds by both verifiers, cell by cell', async (wish) => {
    const { zip, told, pack, files } = await packed(wish);
    expect(verdictOn(zip)).toEqual({ exitCode: 0, damages: [] });
    expect(verdictsInPython([zip])).toEqual([[]]);
    expect(shownInPython(zip)).toEqual(shownOn(zip));
    expect(shownOn(zip).signedOnly).toEqual(expect.arrayContaining(['return.csv', 'return.json']));
    expect(pack.cases.length).toBeGreaterThan(1);
    expect(told.tables.flatMap(({ rows }) => rows).some(({ cases }) => cases > 0)).toBe(true);
    expect(String(files.get('return.csv'))).toContain(`${wish.name},${institution},`);
    expect(String(files.get('openings.json'))).toBe('[\n]\n');
  });

  test('is the one that is made at its pin, with the cases of each cell and their events', async () => {
    const { told, cells } = await packed(CFPB);
    const form = returns[CFPB.name];
    const period = askedPeriod(form, CFPB.period);
    const pin = await pinOf({ log, database, institution }, told.pin.at, new Date());
    const asked = { institution, form, period, pin };
    const made = await countReturn({ log, database }, asked);
    expect(told).toMatchObject(JSON.parse(JSON.stringify(made)) as object);
    for (const { cell, cases } of made.tables.flatMap(({ rows }) => rows)) {
      const page = await cellCases({ log, database }, { ...asked, cell, limit: 500 });
      const listed = cells.flatMap(({ stream, cells: its }) =>
        its.flatMap((one) =>
          one.cell === cell
            ? [{ case: stream.slice(-12), value: one.value, events: one.events }]
            : [],
        ),
      );
      expect(listed).toHaveLength(cases);
      expect(page.cases).toMatchObject(listed);
    }
  });

  test('has with its ratios what the institution stated, and the same bytes when made again', async () => {
    const first = await packed(BULLETIN);
    expect(first.files.has(`events/institution-${institution}.000000000000.jsonl`)).toBe(true);
    expect(first.told.ratios.length).toBeGreaterThan(0);
    const again = await packed({ ...BULLETIN, at: first.told.pin.at });
    expect(again.zip.equals(first.zip)).toBe(true);
  });

  test('that cannot be made, or counts nothing, is told', async () => {
    const refused = (wish: Partial<ReturnWish>) =>
      packReturn(parts, { ...CFPB, ...wish }, newFile(), { beforehand });
    await expect(refused({ period: 'soon' })).rejects.toThrow(/is no period of this return/);
    await expect(refused({ period: '2199-01-01..2199-12-31' })).rejects.toThrow(/had not begun/);
    await expect(refused({ period: '1999-01-01..1999-12-31' })).rejects.toThrow(/nothing to prove/);
    await expect(refused({ institution: 'nobank' })).rejects.toThrow(/start the role ledger/);
    await expect(refused({ at: '999999999' })).rejects.toThrow(/No event stands at position/);
    const name = 'cn-bulletin';
    await expect(refused({ name, period: '2024' })).rejects.toThrow(/had not stated/);
  });
});

describe('a forger of a return who makes a manifest that fits, and has it signed', () => {
  type Change = (told: Told, cells: Listed[]) => void;
  const row = (told: Told) =>
    told.tables.flatMap(({ rows }) => rows).find(({ cases }) => cases > 0) ?? expect.fail();
  const first = (cells: Listed[]) => cells[0] ?? expect.fail();
  const cell = (cells: Listed[]) => first(cells).cells[0] ?? expect.fail();
  test.each<[string, string, Change]>([
    ['tells of another sum', 'cell-miscounted', (told) => (row(told).value = '77')],
    ['tells of other cases', 'cell-miscounted', (told) => (row(told).cases += 1)],
    ['adds another value', 'cell-miscounted', (_, cells) => (cell(cells).value = '0.5')],
    ['counts a case twice', 'case-twice', (_, cells) => cells.push(first(cells))],
    ['leaves one uncounted', 'case-not-listed', (_, cells) => cells.shift()],
    ['counts one that is not there', 'case-of-no-event', (_, cells) => (first(cells).stream = 'x')],
    [
      'rests a cell on no event',
      'cell-of-no-event',
      (_, cells) => cell(cells).events.push({ revision: 9_999, effect: 'came' }),
    ],
    ['has a cell of its own', 'cell-unknown', (_, cells) => (cell(cells).cell = 'another:one')],
  ])('is found who %s', async (_what, code, change) => {
    const { files, told, cells, key } = await packed(CFPB);
    change(told, cells);
    files.set('return.json', Buffer.from(JSON.stringify(told)));
    files.set('cells.json', Buffer.from(JSON.stringify(cells)));
    const zip = forged(files, key);
    const { damages } = verdictOn(zip);
    expect(damages.map((one) => one.split(':')[0])).toContain(code);
    expect(verdictsInPython([zip])).toEqual([damages.toSorted()]);
  });

  test.each<[string, string, unknown]>([
    ['cells.json', 'no row', [null]],
    ['cells.json', 'a row without cells', [{ stream: 'x' }]],
    ['cells.json', 'a cell that is none', [{ stream: 'x', cells: [null] }]],
    ['cells.json', 'a cell without events', [{ stream: 'x', cells: [{ cell: 'a', value: '1' }] }]],
    [
      'cells.json',
      'an event that is none',
      [{ stream: 'x', cells: [{ cell: 'a', value: '1', events: [7] }] }],
    ],
    ['return.json', 'a table that is none', { tables: [null] }],
    ['return.json', 'a table without rows', { tables: [{}] }],
    ['return.json', 'a row that is none', { tables: [{ rows: [7] }] }],
  ])('is found who makes of %s %s', async (name, _what, says) => {
    const { files, key } = await packed(CFPB);
    files.set(name, Buffer.from(JSON.stringify(says)));
    const zip = forged(files, key);
    const { damages } = verdictOn(zip);
    expect(damages).toEqual([`file-unreadable: ${name}`]);
    expect(verdictsInPython([zip])).toEqual([damages]);
  });

  test('is found who writes a sum that is no decimal', async () => {
    const { files, told, key } = await packed(CFPB);
    const forgery = row(told);
    forgery.value = `${forgery.value}/1`;
    files.set('return.json', Buffer.from(JSON.stringify(told)));
    const zip = forged(files, key);
    const { damages } = verdictOn(zip);
    expect(damages).toEqual([`cell-miscounted: ${forgery.cell}`]);
    expect(verdictsInPython([zip])).toEqual([damages]);
  });
});
