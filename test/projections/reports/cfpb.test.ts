import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeEvents } from '../../../bench/generated-events.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../../projections/database.ts';
import { rebuild } from '../../../projections/rebuild.ts';
import { cfpb } from '../../../projections/reports/cfpb.ts';
import { countVolumes } from '../../../projections/reports/volumes.ts';
import { withDatabase } from '../../with-database.ts';
import { cfpbRows, importedEvent, streamFor } from '../cfpb-events.ts';
import { modelNamed, project, record, said } from '../projected.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const golden: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'data', 'cfpb-sample-golden.json'), 'utf8'),
);
const rows = cfpbRows('cfpb-sample.csv');

test('the report on the imported sample equals counts made without this software, cell by cell', async () => {
  await writeEvents(
    application,
    rows.map((row) => importedEvent(row, 'onebank')),
  );
  await project({ log, database });
  expect(await cfpb.count(database, { institution: 'onebank', now: new Date() })).toEqual(golden);
});

test('another institution’s report counts nothing of it', async () => {
  expect(await cfpb.count(database, { institution: 'twobank', now: new Date() })).toMatchObject({
    rows: 0,
    first_received: null,
    Product: {},
    received_by_month: {},
  });
});

test('volumes agree with a count of the file made here', async () => {
  const counted = new Map<string, number>();
  for (const row of rows) {
    const { facts, receivedOn } = importedEvent(row, 'onebank').event.data as {
      facts: { [name: string]: string };
      receivedOn: string;
    };
    const timely = { Yes: true, No: false }[facts['timely'] ?? ''] ?? null;
    const key = [receivedOn.slice(0, 7), facts['product'], facts['company-response'], timely];
    counted.set(JSON.stringify(key), (counted.get(JSON.stringify(key)) ?? 0) + 1);
  }
  const volumes = await countVolumes(database, { institution: 'onebank', now: new Date() });
  const shown = volumes.map(({ month, product, outcome, timely, cases }) => [
    JSON.stringify([month, product, outcome, timely]),
    cases,
  ]);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(counted));
});

test('a rebuild gives the same report, and a later snapshot moves only the cells it changed', async () => {
  await rebuild({ log, database, model: modelNamed('cases') });
  expect(await cfpb.count(database, { institution: 'onebank', now: new Date() })).toEqual(golden);
  const changed = {
    snapshotOn: '2024-01-01',
    standing: 'closed',
    facts: {
      'company-response': 'Closed with explanation',
      'public-response': 'Company disputes the facts presented in the complaint',
    },
  };
  const stream = streamFor('3555725', 'onebank');
  await record(log, said(stream, [{ type: 'ImportedFactsChanged', data: changed }], 1));
  await project({ log, database });
  const report = await cfpb.count(database, { institution: 'onebank', now: new Date() });
  const before = golden as { [title: string]: { [value: string]: number } };
  const responses = before['Company response to consumer'] ?? {};
  expect(report).toMatchObject({
    rows: 5115,
    Product: before['Product'],
    'Company response to consumer': {
      ...responses,
      'In progress': 360,
      'Closed with explanation': 3787,
    },
  });
});
