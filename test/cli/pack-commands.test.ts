import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessBook } from '../../activities/access-book.ts';
import { addPackCommands, packText } from '../../cli/pack-commands.ts';
import { writePack } from '../../cli/pack-home.ts';
import { run } from '../../cli/run.ts';
import { EXIT } from '../../cli/output.ts';
import { folderStore } from '../../documents/document-store.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { streamBeside } from '../../keys/case-number.ts';
import { memoryKeyRing } from '../../keys/memory-key-ring.ts';
import { readDatabase } from '../../projections/database.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { event } from '../events/log/events.ts';
import { WRAPPING, kept, ledgerParts } from '../projections/ledger/ledger-parts.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application } = withDatabase();
const [log, database] = [postgresLog(application), readDatabase(application)];
const stream = 'complaint-onebank.0123456789AB';
const order = {
  stream,
  profile: 'regulator',
  purpose: 'request 2026-17',
  actor: { id: 'sun', role: 'auditor', unit: 'audit', rank: 'auditor' },
} as const;
const house = {
  ...{ log, database, ring: memoryKeyRing(), noteAccess: accessBook(log) },
  documents: folderStore(mkdtempSync(join(tmpdir(), 'redress-documents-'))),
  keysOf: () => ({ identity: WRAPPING, wrapping: WRAPPING }),
  shelf: [...readShelf(REGIMES), ...readCalendars(CALENDARS)],
  recordAccess: () => Promise.resolve(),
};
const newFile = () => join(mkdtempSync(join(tmpdir(), 'redress-pack-')), 'case.zip');

test('a pack goes on record with its hash; without a signed head there is none', async () => {
  const data = { by: 'chen', at: '2026-03-02T12:00:00.000Z' };
  await log.append(stream, [{ ...event(data), type: 'ComplaintAcknowledged' }], 'none');
  const file = newFile();
  await expect(writePack(house, { ...order, file })).rejects.toThrow(/start the role ledger/);
  expect(existsSync(file)).toBe(false);
  await kept(ledgerParts({ log, database }), 'onebank', 2);
  const made = await writePack(house, { ...order, file });
  const sha256 = hash('sha256', readFileSync(file), 'hex');
  expect(made).toEqual({ ...{ file, sha256 }, events: 1, later: 0, erased: 0, treeSize: 2 });
  const [exported] = await log.read(streamBeside('access', stream));
  expect(exported).toMatchObject({
    type: 'CaseExported',
    data: { what: 'pack', purpose: 'request 2026-17', profile: 'regulator', sha256 },
    meta: { actor: order.actor },
  });
});

test('tells of events that are under no head yet, and of fields that are erased', () => {
  const made = { file: 'case.zip', sha256: 'ab', events: 7, later: 2, erased: 3, treeSize: 90 };
  expect(packText(made)).toContain('2 later events of the case are under no head yet');
  expect(packText({ ...made, later: 0 })).not.toContain('later');
  expect(packText(made)).toContain('The key of 3 fields is destroyed: erasures.json names them.');
  expect(packText({ ...made, erased: 0 })).not.toContain('erasures');
});

test.each([
  ['an unknown profile', ['--profile', 'press', '--purpose', 'why']],
  [
    'documents for a complainant',
    ['--profile', 'complainant', '--purpose', 'why', '--with-documents'],
  ],
  ['no purpose', ['--profile', 'regulator']],
  ['a purpose of nothing but spaces', ['--profile', 'regulator', '--purpose', '   ']],
  ['a purpose that the API would refuse', ['--profile', 'regulator', '--purpose', 'no']],
  ['a size that is no number', ['--profile', 'regulator', '--purpose', 'why', '--size', 'many']],
])('%s is refused', async (_what, line) => {
  const words = ['pack', 'case', '0123456789AB', '--as', 'sun', '--out', newFile(), ...line];
  expect(await run(words)).toBe(EXIT.usage);
});

test('a purpose that says nothing is refused in both languages', async () => {
  const line = ['--as', 'sun', '--profile', 'regulator', '--purpose', ' ', '--out', newFile()];
  const packing = runLine([addPackCommands], ['pack', 'case', '0123456789AB', ...line]);
  await expect(packing).rejects.toMatchObject({
    because: {
      en: '--purpose must have at least 3 characters. --purpose must say why in words.',
      zh: '--purpose 至少 3 个字符。--purpose 应以文字说明理由。',
    },
  });
});

test('so is what is no case number, a file that is there, and one that nobody can write', async () => {
  const line = ['--as', 'sun', '--profile', 'regulator', '--purpose', 'why', '--out'];
  expect(await run(['pack', 'case', 'none', ...line, newFile()])).toBe(EXIT.usage);
  const places = [
    import.meta.filename,
    '/nowhere/case.zip',
    join(import.meta.filename, 'case.zip'),
  ];
  for (const place of places)
    expect(await run(['pack', 'case', '0123456789AB', ...line, place])).toBe(EXIT.usage);
});
