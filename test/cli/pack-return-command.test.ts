import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { accessBook } from '../../activities/access-book.ts';
import { EXIT } from '../../cli/output.ts';
import { addPackCommands } from '../../cli/pack-commands.ts';
import { refusing } from '../../cli/pack-home.ts';
import { writeReturn } from '../../cli/pack-return-home.ts';
import { folderStore } from '../../documents/document-store.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { streamBeside } from '../../keys/case-number.ts';
import { memoryKeyRing } from '../../keys/memory-key-ring.ts';
import { readDatabase } from '../../projections/database.ts';
import { WRAPPING } from '../projections/ledger/ledger-parts.ts';
import { modelNamed, project } from '../projections/projected.ts';
import { recordedLives } from '../projections/packs/recorded-lives.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application } = withDatabase();
const [log, database] = [postgresLog(application), readDatabase(application)];
const house = {
  ...{ log, database, ring: memoryKeyRing(), noteAccess: accessBook(log) },
  documents: folderStore(mkdtempSync(join(tmpdir(), 'redress-documents-'))),
  keysOf: () => ({ identity: WRAPPING, wrapping: WRAPPING }),
  shelf: [...readShelf(REGIMES), ...readCalendars(CALENDARS)],
  recordAccess: () => Promise.resolve(),
};
const order = {
  institution: 'onebank',
  name: 'us-cfpb',
  period: '2023-12-01..2024-12-31',
  ...{ purpose: 'filed return', actor: { id: 'sun', role: 'auditor', unit: 'audit', rank: 'x' } },
} as const;
const newFile = () => join(mkdtempSync(join(tmpdir(), 'redress-pack-')), 'return.zip');
let streams: readonly string[] = [];

beforeAll(async () => {
  streams = await recordedLives({ log, database }, 'onebank', 16);
  const onParked = (stream: string) => expect.fail(stream);
  await project({ log, database, onParked }, [modelNamed('returns')]);
}, 30_000);

test('every case that a return counts has on record that it left the house', async () => {
  const { sha256, cases } = await writeReturn(house, { ...order, file: newFile() });
  const noted = await Promise.all(streams.map((one) => log.read(streamBeside('access', one))));
  const exported = noted.flat().map(({ type, data }) => ({ type, data }));
  expect(exported).toHaveLength(cases);
  for (const one of exported)
    expect(one).toMatchObject({ type: 'CaseExported', data: { what: 'return-pack', sha256 } });
});

test('what cannot be made is told as a refusal', async () => {
  const period = '1999-01-01..1999-12-31';
  await expect(
    refusing(writeReturn(house, { ...order, period, file: newFile() })),
  ).rejects.toMatchObject({ exitCode: EXIT.refused });
});

test.each(['2026-11-31T00:00:00.000Z', '1207@2026-02-30T00:00:00.000Z', 'yesterday'])(
  'a pin of %s is refused, and what a pin is',
  async (at) => {
    const line = ['--out', newFile(), '--purpose', 'why', '--as', 'sun', '--at', at];
    await expect(
      runLine([addPackCommands], ['pack', 'return', 'cn-bulletin', '2026-Q1', ...line]),
    ).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('--at must be a position') as string,
    });
  },
);

test('an unknown return is refused', async () => {
  const line = ['pack', 'return', 'gossip', '2026-Q1', '--out', newFile(), '--purpose', 'why'];
  await expect(runLine([addPackCommands], [...line, '--as', 'sun'])).rejects.toThrow(/gossip/);
});
