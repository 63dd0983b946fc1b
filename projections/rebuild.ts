import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Position } from '../events/envelope.ts';
import { ForeignPosition } from '../events/log/log-faults.ts';
import { beginBuild, buildOn, catchUp, dropBuild, forget, waitForTheLog } from './builder.ts';
import type { Build } from './builder.ts';
import { holdCheckpoint, moveCheckpoint, positionOf } from './checkpoint.ts';
import { NOTHING, compareTables } from './compare.ts';
import type { Comparison } from './compare.ts';
import type { ReadDatabase } from './database.ts';
import type { Follower } from './follow.ts';
import { heardAfterwards } from './heard-afterwards.ts';
import { inNextSchema } from './next-schema.ts';
import { parkedOf } from './parked.ts';
import type { ReadModel, ReadTransaction } from './read-model.ts';

export type Progress = {
  readonly events: number;
  readonly eventsPerSecond: number;
  /** Rows compared, once all events are read. */
  readonly compared?: number;
};

export type Rebuilt = Progress & {
  readonly model: string;
  readonly seconds: number;
  /** Streams that it could not take. */
  readonly parked: number;
  readonly comparison: Comparison & {
    /** The position at which both sides stood. */
    readonly position: Position;
  };
  /** Whether the new rows are served now. */
  readonly switched: boolean;
};

export type Rebuild = Pick<Follower, 'log' | 'database' | 'model' | 'onParked'> &
  Pick<Build, 'keep' | 'batch'> & {
    /** Hears how far it is, about once a second. */
    readonly onProgress?: (progress: Progress) => void;
    /** What is built is compared and then dropped. */
    readonly compareOnly?: boolean;
  };

/** A second rebuild of a read model while one is under way. */
export class RebuildUnderWay extends Error {
  override readonly name = 'RebuildUnderWay';
  constructor(model: string) {
    super(`${model} is being rebuilt already; wait until that is done.`);
  }
}

/**
 * Makes a read model anew from the whole log, beside the one that is served and followed meanwhile. It is built in
 * committed batches in schema `read_next` and compared row by row where both stand at one position; then its tables
 * take the place of the others in one transaction, in which it catches up with the follower, who goes on from there.
 * Parked streams are tried again. One that fails or is killed leaves what is served as it was.
 */
export async function rebuild(parts: Rebuild): Promise<Rebuilt> {
  return parts.database.connection().execute(async (connection) => {
    const key = sql`hashtext('redress rebuild'), hashtext(${parts.model.name})`;
    const { rows } = await sql<{ held: boolean }>`
      select pg_try_advisory_lock(${key}) as held`.execute(connection);
    if (rows[0]?.held !== true) throw new RebuildUnderWay(parts.model.name);
    try {
      return await rebuildAlone(connection, parts);
    } finally {
      // A connection that is lost has let go of it already.
      await sql`select pg_advisory_unlock(${key})`.execute(connection).catch(() => undefined);
    }
  });
}

async function rebuildAlone(connection: ReadDatabase, parts: Rebuild): Promise<Rebuilt> {
  const { log, model, compareOnly = false } = parts;
  const meter = newMeter(parts.onProgress);
  const build: Build = { ...parts, onRead: meter.read };
  await beginBuild(connection, model);
  const served = await positionServed(connection, build);
  // Never beyond what is served until both are compared: that is when they must stand at one position.
  await buildOn(connection, build, served);
  const comparison =
    served === undefined && !compareOnly
      ? { ...NOTHING, position: log.start }
      : await compareAtOnePosition(connection, build, meter.compared);
  if (!compareOnly) {
    await buildOn(connection, build);
    await sql`select read_next.analyze_build(${[...model.tables]}::text[])`.execute(connection);
  }
  const parked = compareOnly
    ? await parkedInBuild(connection, model)
    : await switchOver(connection, build);
  if (compareOnly) await dropBuild(connection, model);
  return { model: model.name, ...meter.end(), parked, comparison, switched: !compareOnly };
}

/** Undefined for rows that were made from another log, before it was moved: they stand nowhere in this one. */
async function positionServed(
  connection: ReadDatabase,
  { log, model }: Build,
): Promise<Position | undefined> {
  const position = await positionOf(connection, model.name, log.start);
  try {
    await log.feed({ after: position, limit: 1 });
    return position;
  } catch (error) {
    if (error instanceof ForeignPosition) return undefined;
    throw error;
  }
}

/**
 * In one snapshot, in which the served rows stand still while their follower goes on: what is built catches up with
 * them there and is compared.
 */
function compareAtOnePosition(
  connection: ReadDatabase,
  build: Build,
  onCompared: (rows: number) => void,
): Promise<Rebuilt['comparison']> {
  const { model, log } = build;
  const hears = heardAfterwards(build.onParked);
  const snapshot = connection.transaction().setIsolationLevel('repeatable read');
  return snapshot.execute(async (transaction) => {
    await waitForTheLog(transaction);
    const served = await positionOf(transaction, model.name, log.start);
    const position = await catchUp(transaction, { ...build, onParked: hears.onParked }, served);
    if (log.compare(position, served) !== 0)
      throw new RangeError(
        `${model.name} stands at ${served}, but the log ends at ${position}: they are not of one house.`,
      );
    const comparison = await compareTables(transaction, model.tables, onCompared);
    hears.tell();
    return { ...comparison, position };
  });
}

/** Readers who come while the switch itself waits for a long query wait no longer than this, in milliseconds. */
const LONGEST_WAIT = 2_000;
const ATTEMPTS = 10;
const PAUSE = 1_000;

/** Answers how many streams are parked. */
async function switchOver(connection: ReadDatabase, build: Build): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const hears = heardAfterwards(build.onParked);
    try {
      const parked = await connection
        .transaction()
        .execute((transaction) => switchIn(transaction, { ...build, onParked: hears.onParked }));
      hears.tell();
      return parked;
    } catch (error) {
      if (!isLockTimeout(error) || attempt === ATTEMPTS) throw error;
      await sleep(PAUSE);
    }
  }
}

async function switchIn(transaction: ReadTransaction, build: Build): Promise<number> {
  const { model, log } = build;
  await waitForTheLog(transaction);
  // Nobody moves it while it is held.
  await holdCheckpoint(transaction, model.name, log.start);
  const position = await catchUp(transaction, build, await positionServed(transaction, build));
  const parked = await parkedOf(inNextSchema(transaction), model.name);
  await sql`set local lock_timeout = ${sql.lit(LONGEST_WAIT)}`.execute(transaction);
  await sql`select read_next.switch_build(${[...model.tables]}::text[])`.execute(transaction);
  await transaction.deleteFrom('read.parked').where('model', '=', model.name).execute();
  await sql`insert into read.parked select * from read_next.parked where model = ${model.name}`.execute(
    transaction,
  );
  await moveCheckpoint(transaction, model.name, position);
  await forget(transaction, model);
  return parked.length;
}

async function parkedInBuild(connection: ReadDatabase, model: ReadModel): Promise<number> {
  const next = inNextSchema(connection);
  return (await parkedOf(next, model.name)).length;
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}

const SECOND = 1_000;

function newMeter(onProgress: Rebuild['onProgress']) {
  const started = performance.now();
  let told = started;
  let events = 0;
  let compared = 0;
  const now = (): Progress => ({
    events,
    eventsPerSecond: Math.round((events * SECOND) / Math.max(performance.now() - started, 1)),
    ...(compared === 0 ? {} : { compared }),
  });
  const tell = (): void => {
    if (performance.now() - told < SECOND) return;
    told = performance.now();
    onProgress?.(now());
  };
  return {
    read: (more: number): void => {
      events += more;
      tell();
    },
    compared: (more: number): void => {
      compared += more;
      tell();
    },
    end: () => ({ ...now(), seconds: (performance.now() - started) / SECOND }),
  };
}
