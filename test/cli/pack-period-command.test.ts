import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accessBook } from '../../activities/access-book.ts';
import { EXIT } from '../../cli/output.ts';
import { addPackCommands } from '../../cli/pack-commands.ts';
import { writePeriod } from '../../cli/pack-period-home.ts';
import { manyText } from '../../cli/packed-text.ts';
import { folderStore } from '../../documents/document-store.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { streamBeside } from '../../keys/case-number.ts';
import { memoryKeyRing } from '../../keys/memory-key-ring.ts';
import { readDatabase } from '../../projections/database.ts';
import { periodNamed } from '../../projections/returns/period.ts';
import { WRAPPING, kept, ledgerParts } from '../projections/ledger/ledger-parts.ts';
import { receivedCase } from '../received-case.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application } = withDatabase();
const [log, database] = [postgresLog(application), readDatabase(application)];
const actor = { id: 'sun', role: 'auditor', unit: 'audit', rank: 'auditor' };
const house = {
  ...{ log, database, ring: memoryKeyRing(), noteAccess: accessBook(log) },
  documents: folderStore(mkdtempSync(join(tmpdir(), 'redress-documents-'))),
  keysOf: () => ({ identity: WRAPPING, wrapping: WRAPPING }),
  shelf: [...readShelf(REGIMES), ...readCalendars(CALENDARS)],
  recordAccess: () => Promise.resolve(),
};
const newFile = () => join(mkdtempSync(join(tmpdir(), 'redress-pack-')), 'period.zip');
const saying = { say: () => undefined };

test('every case of the pack has on record that it left the house, before it does', async () => {
  const streams = [1, 2].map((place) => `complaint-onebank.00000000000${place}`);
  for (const stream of streams) await receivedCase(log, stream, '2026-03-03T01:30:00.000Z');
  const events = (await Promise.all(streams.map((stream) => log.read(stream)))).flat().length;
  await kept(ledgerParts({ log, database }), 'onebank', events + 1);
  const file = newFile();
  const period = periodNamed('2026-03') ?? expect.fail();
  const order = { institution: 'onebank', purpose: 'inspection 2026-4', file, actor, period };
  const made = await writePeriod(house, order, saying);
  const sha256 = hash('sha256', readFileSync(file), 'hex');
  expect(made).toEqual({ ...{ file, sha256, cases: 2, events }, later: 0, treeSize: events + 1 });
  for (const stream of streams)
    expect(await log.read(streamBeside('access', stream))).toMatchObject([
      {
        type: 'CaseExported',
        data: { what: 'period-pack', purpose: 'inspection 2026-4', profile: 'regulator', sha256 },
        meta: { actor },
      },
    ]);
  expect(manyText(made)).toContain(`2 cases, ${events} events`);
  expect(manyText({ ...made, later: 3 })).toContain('3 later events of these cases');
  const unrecorded = { ...house, noteAccess: () => Promise.reject(new Error('away')) };
  const other = newFile();
  await expect(writePeriod(unrecorded, { ...order, file: other }, saying)).rejects.toThrow('away');
  expect(existsSync(other)).toBe(false);
});

test.each([
  ['a day that is none', ['2026-02-30', '2026-03-31']],
  ['days in the wrong order', ['2026-03-31', '2026-03-01']],
  ['one day alone', ['2026-03-31']],
])('%s is refused', async (_what, days) => {
  const line = ['pack', 'period', ...days, '--out', newFile(), '--purpose', 'why', '--as', 'sun'];
  await expect(runLine([addPackCommands], line)).rejects.toThrow(/is no period|missing required/);
});

test('so is a file that is there', async () => {
  const line = ['--out', import.meta.filename, '--purpose', 'why', '--as', 'sun'];
  const days = ['2026-03-01', '2026-03-31'];
  await expect(
    runLine([addPackCommands], ['pack', 'period', ...days, ...line]),
  ).rejects.toMatchObject({ exitCode: EXIT.usage });
});
