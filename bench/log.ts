import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { NewEvent } from '../events/envelope.ts';
import { applicationPool, ownerPool } from '../events/log/postgres/pools.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import { migrateLog } from '../events/log/postgres/schema.ts';
import { inOwnDatabase } from './own-database.ts';
import { median } from './quantile.ts';

export type LogBench = {
  readonly result: {
    /** The lowest of the loads' ratios: what is promised holds for each of them. */
    readonly appendRatio: number;
    readonly loads: readonly LoadResult[];
  };
  /** The same as a table for people. */
  readonly table: string;
};

export type Load = { readonly writers: number; readonly batch: number };

export type LoadResult = Load & {
  /** Appends a second, median over the pairs. */
  readonly appends: number;
  readonly rawInserts: number;
  /** Median over the pairs of appends to raw inserts. */
  readonly ratio: number;
};

const LOADS: readonly Load[] = [
  { writers: 1, batch: 1 },
  { writers: 1, batch: 5 },
  { writers: 16, batch: 1 },
  { writers: 16, batch: 5 },
];
/** Milliseconds until it is the other's turn: short, so that whatever else the machine does meets both. */
const SLICE = 100;
/** Pairs that are run but not counted, while statements are prepared and code is compiled. */
const WARM_UP = 3;
/** Appends to a stream before the next one: about the life of a case. */
const APPENDS_PER_STREAM = 20;

/** One append of a writer: the next events of its stream. */
type Write = (stream: string, from: number, events: readonly NewEvent[]) => Promise<unknown>;

/**
 * Appending to the log against a bare INSERT of as many rows, each event in one `JSON.stringify`, into a table with
 * the same columns and indexes. Both take turns in one run, in a database made for it on the owner's server and
 * dropped afterwards. What the log adds – checks, canonical text, expected revision, the feed's lock, reading back
 * what was stored – is on its side only.
 */
export async function benchLog(wish: {
  readonly ownerUrl: string;
  readonly seconds: number;
}): Promise<LogBench> {
  return inOwnDatabase(wish.ownerUrl, async (url) => {
    await prepare(url);
    return report(await measure(url, wish.seconds));
  });
}

async function prepare(url: string): Promise<void> {
  const owner = ownerPool(url);
  try {
    await migrateLog(owner);
    await owner.query(`
      create table log.bare (like log.events including all);
      grant insert, select on log.bare to redress_application`);
  } finally {
    await owner.end();
  }
}

async function measure(url: string, seconds: number): Promise<readonly LoadResult[]> {
  const pool = applicationPool(url, Math.max(...LOADS.map(({ writers }) => writers)));
  const log = postgresLog(pool);
  const append: Write = (stream, from, events) =>
    log.append(stream, events, from === 0 ? 'none' : from - 1);
  const count = Math.max(3, Math.round((seconds * 1_000) / (LOADS.length * 2 * SLICE)));
  const results: LoadResult[] = [];
  try {
    for (const load of LOADS) {
      const insert = bare(pool, load.batch);
      await pairs(append, insert, load, WARM_UP);
      results.push(await pairs(append, insert, load, count));
    }
  } finally {
    await pool.end();
  }
  return results;
}

async function pairs(append: Write, insert: Write, load: Load, count: number): Promise<LoadResult> {
  const measured: { appends: number; rawInserts: number }[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    // Who goes first changes, so that neither profits from what the other leaves behind.
    const first = pair % 2 === 0;
    const before = await perSecond(first ? append : insert, load);
    const after = await perSecond(first ? insert : append, load);
    measured.push({ appends: first ? before : after, rawInserts: first ? after : before });
  }
  return {
    ...load,
    appends: median(measured.map(({ appends }) => appends)),
    rawInserts: median(measured.map(({ rawInserts }) => rawInserts)),
    ratio: median(measured.map(({ appends, rawInserts }) => appends / rawInserts)),
  };
}

/** Writes a second, with all writers at once for one slice. */
async function perSecond(write: Write, { writers, batch }: Load): Promise<number> {
  const started = performance.now();
  const until = started + SLICE;
  const written = await Promise.all(
    Array.from({ length: writers }, async () => {
      let count = 0;
      for (let stream = newStream(); performance.now() < until; count += 1) {
        const from = (count % APPENDS_PER_STREAM) * batch;
        if (from === 0) stream = newStream();
        await write(stream, from, Array.from({ length: batch }, someEvent));
      }
      return count;
    }),
  );
  const total = written.reduce((sum, count) => sum + count, 0);
  return total / ((performance.now() - started) / 1_000);
}

function bare(pool: pg.Pool, batch: number): Write {
  const rows = Array.from(
    { length: batch },
    (_, row) => `(${[1, 2, 3, 4].map((column) => `$${row * 4 + column}`).join(', ')})`,
  );
  const text = `insert into log.bare (stream, revision, id, bytes) values ${rows.join(', ')}
    returning position, recorded_at`;
  return (stream, from, events) =>
    pool.query({
      name: `bare-${batch}`,
      text,
      values: events.flatMap((event, index) => {
        const revision = from + index;
        return [stream, revision, event.id, JSON.stringify({ ...event, stream, revision })];
      }),
    });
}

function newStream(): string {
  const name = randomBytes(12).map((byte) => CROCKFORD.charCodeAt(byte % CROCKFORD.length));
  return `complaint-bench.${name.toString()}`;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** About the size of an event of a complaint: 900 bytes. */
function someEvent(): NewEvent {
  const id = randomUUID();
  return {
    id,
    type: 'FindingRecorded',
    version: 1,
    data: {
      finding: 'fee-not-disclosed',
      because: 'The fee of 12.30 CNY was not shown before the contract was concluded. '.repeat(3),
      remedy: { amount: '12.30', currency: 'CNY' },
    },
    meta: {
      submission: { id: `person:bench:${id}`, command: 0, of: 1 },
      actor: { id: 'clerk-1', role: 'handler', unit: 'consumer-protection', rank: 'handler' },
      occurredAt: '2026-03-02T12:00:00.000Z',
      decidedAt: '2026-03-02T12:00:00.000Z',
      grounds: [{ name: 'cn-nfra-2020', version: '1', sha256: '0'.repeat(64) }],
    },
  };
}

function report(loads: readonly LoadResult[]): LogBench {
  const lines = loads.map(({ writers, batch, appends, rawInserts, ratio }) =>
    [writers, batch, appends.toFixed(0), rawInserts.toFixed(0), ratio.toFixed(2)]
      .map((cell) => String(cell).padStart(9))
      .join(''),
  );
  const head = ['writers', 'events', 'appends/s', 'raw/s', 'ratio'];
  return {
    result: { appendRatio: Math.min(...loads.map(({ ratio }) => ratio)), loads },
    table: [head.map((cell) => cell.padStart(9)).join(''), ...lines].join('\n'),
  };
}
