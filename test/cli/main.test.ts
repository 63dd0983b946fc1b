import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { redress } from '../../cli/program.ts';
import { institutionKeysOf } from '../../keys/institution-keys.ts';
import { postgresKeyRing } from '../../keys/postgres-key-ring.ts';
import { readDatabase } from '../../projections/database.ts';
import { lastHead } from '../../projections/ledger/head-rows.ts';
import { ledgerIn } from '../../projections/ledger/ledger-tables.ts';
import { unzipped, verdictsInPython } from '../projections/packs/packs.ts';
import { walkedLines } from '../walked-pages.ts';
import { withDatabase } from '../with-database.ts';
import { withKafka } from '../with-kafka.ts';

/**
 * The program itself, as a process, on one home: that a command works when it is called from a test says little of
 * what happens when its process opens the house, and ends.
 */
const ROOT = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'redress-program-'));
const database = withDatabase();
const kafka = withKafka();
const namespace = `test-${randomBytes(6).toString('hex')}`;
const PATIENCE = 120_000;
/** Namespaces forget closed workflows after this long, in seconds: the shortest there is. */
const DAY = 86_400;
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  ...{ REDRESS_HOME: home, NO_COLOR: '1', REDRESS_LEDGER_SECONDS: '1' },
  ...{ DATABASE_URL: database.url, TEMPORAL_ADDRESS: inject('temporalAddress') },
  ...{ TEMPORAL_NAMESPACE: namespace, KAFKA_TOPIC_PREFIX: kafka.prefix },
};
const auditor = '--as sun --role auditor';
let number = '';
let document = '';

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs a line of the program; its words are those of a shell without quotes. */
async function run(line: string): Promise<Ran> {
  const words = line.replaceAll('CASE', number).replaceAll('DOCUMENT', document).split(' ');
  const program = spawn(join(ROOT, 'redress'), words, {
    ...{ cwd: home, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  let [out, err] = ['', ''];
  program.stdout.on('data', (text: Buffer) => (out += String(text)));
  program.stderr.on('data', (text: Buffer) => (err += String(text)));
  const { promise, resolve } = Promise.withResolvers<number | null>();
  program.once('close', resolve);
  return { code: await promise, out, err };
}

async function done(line: string): Promise<string> {
  const { code, out, err } = await run(line);
  expect(code, `redress ${line}\n${out}${err}`).toBe(0);
  return out;
}

beforeAll(async () => {
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  // eslint-disable-next-line no-restricted-syntax -- Temporal's own name.
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: DAY as never },
  });
  await connection.close();
  environment['KAFKA_BROKERS'] = await kafka.brokers();
  await done('up');
  const complaint = JSON.parse(
    readFileSync(join(ROOT, 'examples', 'complaint.json'), 'utf8'),
  ) as object;
  const received = { ...complaint, receivedAt: new Date().toISOString() };
  writeFileSync(join(home, 'complaint.json'), JSON.stringify(received));
  const receipt = await done('submit complaint.json --key one --json');
  number = (JSON.parse(receipt) as { case: string }).case;
  await done('case file-document CASE complaint.json --kind contract');
  const { events } = JSON.parse(await done('case history CASE --json')) as {
    events: { type: string; data: { document: string } }[];
  };
  document = events.find(({ type }) => type === 'DocumentFiled')?.data.document ?? '';
}, PATIENCE);
afterAll(async () => {
  await done('down');
  rmSync(home, { recursive: true });
}, PATIENCE);

/** One line of each command that opens the house, its log or its ledger, and what it then says; they change little. */
const LINES: readonly (readonly [line: string, says: RegExp, code?: number])[] = [
  ['status', /api +│/],
  ['token', /^eyJ/],
  ['migrate', /^The schemas are those of this release/],
  ['institution add twobank', /Made the keys of twobank/],
  ['institution list', /demobank/],
  ['case clocks CASE', /^decide .*2020-03-01/],
  ['case open-document CASE DOCUMENT --purpose look --out copy', /^copy: \d+ bytes/],
  [`case accesses CASE ${auditor}`, /clerk-1 \(clerk, consumer-protection\)/],
  [
    'returns amended us-cfpb --period 2014-01-01..2026-12-31 --from 1 --to 2',
    /Nothing differs · 无差异/,
  ],
  ['figure import --as ada', /Recorded: 0; recorded before: 0/],
  ['reconcile', /^1 cases compared with Temporal, 0 drifts; .* topics with the relay. They agree/],
  ['reattend', /^Looked at 1 cases; 0 did not answer/],
  ['parked list', /Nothing is parked/],
  ['parked retry', /Nothing is parked/],
  ['audit verify', /Nothing differs/],
  ['audit heads', /│ signed/],
  ['audit keys', /│ public key/],
  ['audit prove complaint-demobank.CASE 0', /^Event 0 of .* is leaf 0 of \d+/],
  ['audit consistency 1 2', /^The tree of 1 leaves is the beginning of that of 2/],
  [
    'pack period 2026-01-01 2099-12-31 --out period.zip --purpose look --as sun',
    /period.zip: 1 case, \d+ events, under the signed head/,
  ],
  [
    `pack return cn-bulletin ${new Date().getFullYear()}-Q1 --out r.zip --purpose look --as sun`,
    /No case stands in cn-bulletin/,
    1,
  ],
  ['dead-letters list', /There is no dead letter/],
  ['dead-letters retry', /There is no dead letter/],
  ['regime adopt', /^0 of 1 open cases moved; 0 did not answer/],
  ['calendar apply', /^0 of 0 cases that waited go on/],
];

/** Commands that open no house of this home, and where they run as a process if they do. */
const ELSEWHERE: readonly string[] = [
  // Each has a house of its own, or is told what to do by its process manager.
  ...['demo', 'test', 'simulate', 'start', 'bench'],
  // test/cli/migrate-log-command.test.ts runs it as a process.
  'migrate-log',
  // They read files alone.
  ...['letter', 'audit check', 'calendar list', 'regime check', 'regime show', 'regime diff'],
  ...['regime explain', 'regime deadlines', 'regime schema'],
];

/** Those that the tests here run, one after the other. */
const HERE: readonly string[] = [
  ...['up', 'submit', 'case file-document', 'case history', 'down'],
  ...['audit rotate-key', 'pack case'],
];

test('every command is run as a process on a home, here or by a page of the documents', () => {
  const walked = walkedLines().map((words) => words.join(' '));
  const run = [...HERE, ...ELSEWHERE, ...LINES.map(([line]) => line), ...walked];
  const isRun = (name: string): boolean =>
    run.some((line) => `${line} `.startsWith(`${name} `) || name.startsWith(`${line} `));
  const names = [...leavesOf(redress().program)];
  expect(names.filter((name) => !isRun(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(70);
  const unknown = [...HERE, ...ELSEWHERE].filter(
    (line) => !names.some((name) => `${name} `.startsWith(`${line} `)),
  );
  expect(unknown, 'commands that are no more').toEqual([]);
});

function* leavesOf(command: Command, above = ''): Generator<string> {
  for (const child of command.commands) {
    const name = `${above}${child.name()}`;
    if (child.commands.length === 0) yield name;
    else yield* leavesOf(child, `${name} `);
  }
}

describe.concurrent('on a home where a case is', () => {
  test.for(LINES)(
    'redress %s',
    { timeout: PATIENCE },
    async ([line, says, code = 0], { expect: within }) => {
      const { code: ended, out, err } = await run(line);
      within(ended, `${out}${err}`).toBe(code);
      within(`${out}${err}`).toMatch(says);
    },
  );
});

describe('the ledger’s key is replaced, and the key of a case destroyed', () => {
  test('a pack is made, names what is erased, and both verifiers hold it', async () => {
    const rotated = JSON.parse(await done('audit rotate-key --as ada --json')) as { keyId: string };
    const ledger = ledgerIn(readDatabase(database.application));
    while ((await lastHead(ledger, 'demobank'))?.keyId !== rotated.keyId) await sleep(200);
    const keysOf = institutionKeysOf(home);
    const wrappingOf = (institution: string) => keysOf(institution).wrapping;
    await using ring = postgresKeyRing({ pool: database.application, wrappingOf });
    const by = { id: 'li', role: 'supervisor', unit: 'consumer-protection', rank: 'supervisor' };
    await ring.destroy(`complaint-demobank.${number}`, { by, because: 'he asked for it' });
    const said = await done(
      'pack case CASE --out case.zip --profile regulator --purpose look --as sun',
    );
    expect(said).toMatch(/The key of \d+ fields is destroyed: erasures.json names them/);
    const zip = readFileSync(join(home, 'case.zip'));
    const files = unzipped(zip);
    const json = (name: string) => JSON.parse(String(files.get(name))) as object[];
    expect(json('keys.json')).toHaveLength(2);
    expect(json('openings.json')).toEqual([]);
    expect(json('erasures.json')).toContainEqual(
      expect.objectContaining({ revision: 0, why: 'key-destroyed' }),
    );
    writeFileSync(join(home, 'verify.mjs'), files.get('verify.mjs') ?? '');
    const verifying = ['verify.mjs', 'case.zip'];
    const { status, stdout } = spawnSync(process.execPath, verifying, {
      ...{ cwd: home, encoding: 'utf8' },
    });
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^The pack holds in itself, signed by key /),
    ]);
    expect(verdictsInPython([zip])).toEqual([[]]);
  });
});
