import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { cfpb } from '../cli/import/cfpb.ts';
import { checkFile, importFile } from '../cli/import/import-file.ts';
import { INSTITUTION } from '../cli/address.ts';
import { up } from '../cli/installation.ts';
import type { EventLog } from '../events/log/event-log.ts';
import type { ReadDatabase } from '../projections/database.ts';
import { readConfiguration } from '../workers/configuration.ts';
import { openHouse } from '../workers/house.ts';
import type { AssembledHouse } from '../workers/house.ts';
import { houseLogger } from '../workers/logger.ts';

export type ImportBench = {
  /** Rows a second from the first byte of the file until every read model shows the last of them. */
  readonly rowsPerSecond: number;
  readonly goal: number;
  /** The same until the last row is recorded. */
  readonly recordedPerSecond: number;
  readonly rows: number;
  /** Of them, cases that are open, each of which starts a workflow. */
  readonly open: number;
  readonly seconds: number;
  /** Milliseconds from the last row to the last read model. */
  readonly behind: number;
  /** The same as a table for people. */
  readonly table: string;
};

const GOAL = 1_000;
const DATA = join(import.meta.dirname, '..', 'test', 'data');
const SAMPLE = join(DATA, 'cfpb-sample.csv');
/** Other records, imported before and not counted, so that every process is warm. */
const WARM_UP = join(DATA, 'cfpb-noid-disputed-sample.csv');
const POLL = 25;
const PATIENCE = 120_000;

/** The real sample imported into a new home with everything running: workers, workflow engine and projectors. */
export async function benchImport(wish: {
  readonly home: string;
  readonly say?: (line: string) => void;
}): Promise<ImportBench> {
  const { home, say = () => undefined } = wish;
  const { databaseUrl, temporalAddress, temporalNamespace } = await up(home, false, say);
  const configuration = readConfiguration({
    REDRESS_HOME: home,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: temporalNamespace,
  });
  await using house = await openHouse(configuration, houseLogger(pino.destination(2), 'warn'));
  await take(house, WARM_UP);
  await caughtUp(house);
  const started = performance.now();
  const rows = await take(house, SAMPLE);
  const recorded = performance.now();
  await caughtUp(house);
  const shown = performance.now();
  return report({
    rows,
    open: await openCases(house.database),
    recordedIn: (recorded - started) / 1_000,
    shownIn: (shown - started) / 1_000,
  });
}

async function take(house: AssembledHouse, file: string): Promise<number> {
  const today = new Date().toISOString().slice(0, 10);
  const { identity } = house.keysOf(INSTITUTION);
  const wanted = { file, format: cfpb, institution: INSTITUTION, identity, house };
  const counts = await importFile(
    { ...wanted, snapshotOn: today, today },
    await checkFile(file, cfpb),
  );
  return counts.rows;
}

/** Waits until every read model has taken the log's last event. */
async function caughtUp({ log, database, readModels }: AssembledHouse): Promise<void> {
  const last = await lastPosition(log, database);
  for (const until = performance.now() + PATIENCE; ; await sleep(POLL)) {
    const positions = await database.selectFrom('read.checkpoints').select('position').execute();
    const behind = positions.filter(({ position }) => log.compare(position, last) < 0);
    if (positions.length >= readModels.size && behind.length === 0) return;
    if (performance.now() > until) throw new Error('The read models do not catch up.');
  }
}

/** From the furthest read model on, so that the whole log need not be read. */
async function lastPosition(log: EventLog, database: ReadDatabase): Promise<string> {
  const positions = await database.selectFrom('read.checkpoints').select('position').execute();
  let last =
    positions
      .map(({ position }) => position)
      .toSorted(log.compare)
      .at(-1) ?? log.start;
  for (;;) {
    const { position } = await log.feed({ after: last, limit: 1_000 });
    if (position === last) return last;
    last = position;
  }
}

async function openCases(database: ReadDatabase): Promise<number> {
  const { count } = await database
    .selectFrom('read.standing')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('closed', '=', false)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function report(measured: {
  readonly rows: number;
  readonly open: number;
  readonly recordedIn: number;
  readonly shownIn: number;
}): ImportBench {
  const { rows, open, recordedIn, shownIn } = measured;
  const rowsPerSecond = Math.round(rows / shownIn);
  const recordedPerSecond = Math.round(rows / recordedIn);
  const behind = Math.round((shownIn - recordedIn) * 1_000);
  return {
    rowsPerSecond,
    goal: GOAL,
    recordedPerSecond,
    rows,
    open,
    seconds: Number(shownIn.toFixed(2)),
    behind,
    table: `${rows} rows, ${open} of them open: ${rowsPerSecond} rows/s with read models up to date (goal ${GOAL}), ${recordedPerSecond} rows/s recorded, read models ${behind} ms behind`,
  };
}
