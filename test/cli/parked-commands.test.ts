import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addParkedCommands } from '../../cli/parked-commands.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../projections/database.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import * as lives from '../projections/lives.ts';
import { modelNamed, project, record, said } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application, url } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const good = lives.streamNamed('onebank', 1);
const bad = lives.streamNamed('onebank', 2);

beforeAll(async () => {
  vi.stubEnv('DATABASE_URL', url);
  const stray = { clock: 'other', at: '2026-03-05T02:00:00.000Z', inTime: true };
  await record(log, [
    ...lives.told('onebank', 1, lives.received),
    ...lives.told('onebank', 2, lives.received),
    ...said(
      bad,
      [{ type: 'ClockStopped', data: { ...stray, dueAt: '2026-03-17T15:59:59.999Z' } }],
      lives.received.length,
    ),
  ]);
  // An older release did not understand the first case at all; nothing understands the second's last event.
  const older = (model: ReadModel): ReadModel => ({
    ...model,
    evolve: (state, event) => {
      if (event.stream === good) throw new TypeError('not understood');
      return model.evolve(state, event);
    },
  });
  await project({ log, database }, ['cases', 'deadlines'].map(modelNamed).map(older));
});
afterAll(() => {
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

async function run(...line: readonly string[]) {
  process.exitCode = 0;
  const ran = await runLine([addParkedCommands], ['parked', ...line]);
  return { ...ran, exitCode: process.exitCode };
}

test('parked streams are listed, of all read models or of one', async () => {
  const { value, text } = await run('list');
  expect(value).toMatchObject({
    parked: [
      {
        model: 'cases',
        stream: good,
        revision: 0,
        reason: expect.stringContaining('not') as string,
      },
      { model: 'cases', stream: bad, revision: lives.received.length },
      { model: 'deadlines', stream: good },
      { model: 'deadlines', stream: bad },
    ],
  });
  expect(text).toContain(good);
  expect(text, 'reasons are whole').not.toContain('…');
  expect((await run('list', '--model', 'sign-offs')).text).toContain('Nothing is parked');
  await expect(run('list', '--model', 'lost')).rejects.toThrow('No read model is called lost');
});

test('one or all are tried again; exit code 1 says that some stay parked', async () => {
  expect(await run('retry', good, '--model', 'deadlines')).toMatchObject({
    value: { taken: 1, parked: [] },
    exitCode: 0,
  });
  expect(await run('retry')).toMatchObject({
    value: { taken: 1, parked: [{ model: 'cases', stream: bad }, { model: 'deadlines' }] },
    exitCode: 1,
  });
  await expect(run('retry', good)).rejects.toThrow(`${good} is not parked by a read model`);
});

test('what the relay has parked is listed too, and left to the relay', async () => {
  await database
    .insertInto('read.parked')
    .values({ model: 'relay', stream: good, revision: 1, reason: 'run a newer release' })
    .execute();
  const { value } = await run('list', '--model', 'relay');
  expect(value).toMatchObject({ parked: [{ model: 'relay', stream: good, revision: 1 }] });
  expect((await run('list')).text).toContain('run a newer release');
  await expect(run('retry', good)).rejects.toThrow('the relay tries its own whenever it begins');
});
