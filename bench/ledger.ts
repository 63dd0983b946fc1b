import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { Registry } from 'prom-client';
import type { NewEvent } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { applicationPool } from '../events/log/postgres/pools.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import { caughtUp } from '../projections/checkpoint.ts';
import { readDatabase } from '../projections/database.ts';
import type { ReadDatabase } from '../projections/database.ts';
import { keepLedger } from '../projections/ledger/keep-ledger.ts';
import { sizeOf } from '../projections/ledger/leaf-rows.ts';
import { ledgerMetrics } from '../projections/ledger/ledger-metrics.ts';
import { ledgerIn } from '../projections/ledger/ledger-tables.ts';
import { proveInclusion } from '../projections/ledger/prove.ts';
import { LEDGER_CHECKPOINT } from '../projections/ledger/take-leaves.ts';
import { verifyLedger } from '../projections/ledger/verify/verify-ledger.ts';
import type { Verified } from '../projections/ledger/verify/verify-ledger.ts';
import { migrateAll } from '../workers/migrate.ts';
import { generatedEvents, writeEvents } from './generated-events.ts';
import { inOwnDatabase } from './own-database.ts';
import { median, quantile } from './quantile.ts';

export type LedgerBench = {
  /** Latency of an append at half load with the ledger following, over that without; medians, median of the pairs. */
  readonly appendRatio: number;
  /** At each size of the tree, in milliseconds: 99 of 100 proofs took no longer. */
  readonly proofs: readonly { readonly leaves: number; readonly p99: number }[];
  readonly verifyPerSecond: number;
  readonly ok: boolean;
  readonly goals: { readonly appendRatio: number; readonly proof: number; readonly verify: number };
  /** The same as a table for people. */
  readonly table: string;
};

type Wish = {
  readonly ownerUrl: string;
  /** A folder for witnessed heads. */
  readonly home: string;
  /** Leaves of the trees, rising. */
  readonly sizes: readonly number[];
  readonly seconds: number;
  readonly say?: (line: string) => void;
};

type Parts = {
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly witness: string;
  readonly say?: (line: string) => void;
};

const GOALS = { appendRatio: 1.05, proof: 10, verify: 20_000 } as const;
const BANK = 'bench';
const WRAPPING = createSecretKey(randomBytes(32));
const PROOFS = 200;
const PATIENCE = 1_800_000;
/** Milliseconds until it is the other's turn. */
const WINDOW = 2_000;
const SETTLE = 3_000;

/** What keeping the ledger costs who appends, what a proof costs, and how fast everything is computed anew. */
export function benchLedger({ ownerUrl, home, sizes, seconds, say }: Wish): Promise<LedgerBench> {
  return inOwnDatabase(ownerUrl, async (url) => {
    await migrateAll(url);
    const pool = applicationPool(url);
    const shared = { pool, database: readDatabase(pool), ...(say === undefined ? {} : { say }) };
    const parts: Parts = { ...shared, log: postgresLog(pool), witness: join(home, 'witness') };
    try {
      const appendRatio = await measureAppends(parts, seconds);
      const proofs = await measureProofs(parts, sizes);
      const verified = await verifyLedger(parts);
      return report({ appendRatio, proofs, verified });
    } finally {
      await pool.end();
    }
  });
}

/** With the ledger kept meanwhile, and caught up before the work begins. */
async function following<Result>(parts: Parts, work: () => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  const keeping = keepLedger(
    {
      ...parts,
      ...{ wrappingOf: () => WRAPPING, everyEvents: 1_000, everySeconds: 300 },
      metrics: ledgerMetrics(new Registry()),
    },
    stop.signal,
  );
  try {
    await caughtUp(parts, [LEDGER_CHECKPOINT], PATIENCE);
    return await work();
  } finally {
    stop.abort();
    await keeping;
  }
}

/** A writer that begins an append at a fixed pace, at half of what it does when it never waits. */
async function measureAppends(parts: Parts, seconds: number): Promise<number> {
  const { log, say } = parts;
  const fastest = median(await appends(log, 0));
  const pace = 2 * fastest;
  say?.(`An append takes ${fastest.toFixed(2)} ms; one is begun every ${pace.toFixed(2)} ms.`);
  const pairs = Math.max(3, Math.round((seconds * 1_000) / (2 * WINDOW)));
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const without = median(await appends(log, pace));
    const beside = median(await following(parts, () => appends(log, pace)));
    ratios.push(beside / without);
    say?.(`  ${without.toFixed(2)} ms without, ${beside.toFixed(2)} ms with the ledger following`);
  }
  return median(ratios);
}

/** The latencies of one window, in milliseconds. */
async function appends(log: EventLog, pace: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  const until = performance.now() + WINDOW;
  for (let next = performance.now(); next < until; next += pace) {
    if (pace > 0) await sleep(Math.max(0, next - performance.now()));
    const began = performance.now();
    await log.append(newStream(), [someEvent()], 'none');
    latencies.push(performance.now() - began);
    if (pace === 0) next = performance.now();
  }
  return latencies;
}

/** One tree, grown to each size in turn. */
async function measureProofs(
  parts: Parts,
  sizes: readonly number[],
): Promise<LedgerBench['proofs']> {
  const { pool, database, say } = parts;
  const events = generatedEvents(Math.max(...sizes), BANK);
  const measured: { leaves: number; p99: number }[] = [];
  let written = 0;
  for (const size of sizes) {
    say?.(`Writing until there are ${size} events …`);
    written += await writeEvents(pool, next(events, size - written));
    // A head is signed once its key's announcement has a leaf: two turns of the ledger.
    await following(parts, () => sleep(SETTLE));
    const leaves = await sizeOf(ledgerIn(database), BANK);
    measured.push({ leaves, p99: quantile(await proofTimes(database, leaves), 0.99) });
  }
  return measured;
}

/** The next so many, without ending the generator as a loop over it would. */
function* next<Item>(items: Iterator<Item>, count: number): Generator<Item> {
  for (let left = count; left > 0; left -= 1) {
    const item = items.next();
    if (item.done === true) return;
    yield item.value;
  }
}

/** Of leaves all over the tree, in milliseconds. */
async function proofTimes(database: ReadDatabase, leaves: number): Promise<readonly number[]> {
  const ledger = ledgerIn(database);
  const times: number[] = [];
  for (let proof = 0; proof < PROOFS; proof += 1) {
    const number = Math.floor((proof * leaves) / PROOFS);
    const { stream, revision } = await ledger
      .selectFrom('ledger.leaves')
      .select(['stream', 'revision'])
      .where('institution', '=', BANK)
      .where('number', '=', String(number))
      .executeTakeFirstOrThrow();
    const began = performance.now();
    await proveInclusion(ledger, BANK, { stream, revision, size: leaves });
    times.push(performance.now() - began);
  }
  return times;
}

function newStream(): string {
  const name = randomBytes(12).map((byte) => CROCKFORD.charCodeAt(byte % CROCKFORD.length));
  return `complaint-${BANK}.${name.toString()}`;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function someEvent(): NewEvent {
  const id = randomUUID();
  const at = '2026-03-02T12:00:00.000Z';
  return {
    ...{ id, type: 'FindingRecorded', version: 1 },
    data: { finding: 'fee-not-disclosed', because: 'The fee was not shown. '.repeat(12) },
    meta: {
      submission: { id: `person:bench:${id}`, command: 0, of: 1 },
      actor: { id: 'clerk-1', role: 'handler', unit: 'consumer-protection', rank: 'handler' },
      ...{ occurredAt: at, decidedAt: at, grounds: [] },
    },
  };
}

type Measured = Pick<LedgerBench, 'appendRatio' | 'proofs'> & { readonly verified: Verified };

function report({ appendRatio, proofs, verified }: Measured): LedgerBench {
  const { ok, events, eventsPerSecond: verifyPerSecond } = verified;
  const table = [
    `append at half load, with the ledger following over without: ${appendRatio.toFixed(3)} (goal ${GOALS.appendRatio})`,
    ...proofs.map(
      ({ leaves, p99 }) =>
        `proof among ${leaves} leaves: p99 ${p99.toFixed(2)} ms (goal ${GOALS.proof})`,
    ),
    `verify: ${verifyPerSecond} events a second over ${events} (goal ${GOALS.verify}); ${ok ? 'nothing differs' : 'SOMETHING DIFFERS'}`,
  ].join('\n');
  return { appendRatio, proofs, verifyPerSecond, ok, goals: GOALS, table };
}
