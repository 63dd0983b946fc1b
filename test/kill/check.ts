import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { expect } from 'vitest';
import type { RecordedEvent } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import { categoryOf } from '../../events/stream-category.ts';
import type { ReadDatabase } from '../../projections/database.ts';
import { kinds } from '../../workers/house.ts';
import { reconcile } from '../../workers/reconcile/reconcile.ts';
import { complaintKind } from '../../workflows/complaint/complaint.ts';
import { standing } from '../../workflows/standing.ts';
import type { Standing } from '../../workflows/process.ts';
import type { Acknowledged } from './load.ts';

export type Checked = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly client: Client;
};

/** How long a case may take to be attended to again, in milliseconds. */
const MINUTE = 60_000;

/** Every acknowledged command stands in the log exactly once, and every event has its own place. */
export async function checkAcknowledged(
  log: EventLog,
  acknowledged: readonly Acknowledged[],
): Promise<{ readonly cases: number; readonly events: number; readonly commands: number }> {
  const streams = await everything(log);
  for (const events of streams.values()) {
    expect(events.map(({ revision }) => revision)).toEqual([...events.keys()]);
    // One submission's commands stand once: the same event never comes back under another id.
    const causes = events.map(({ meta, type, data }) =>
      JSON.stringify([meta.submission.id, meta.submission.command, type, data]),
    );
    expect(new Set(causes).size).toBe(causes.length);
  }
  for (const { key, receipt } of acknowledged) {
    const events = streams.get(`complaint-demobank.${receipt.case}`) ?? [];
    const recorded = events.filter(({ meta }) => meta.submission.id === `person:demo:${key}`);
    if (receipt.outcome === 'recorded')
      expect(recorded.map(({ id, type, revision }) => ({ id, type, revision }))).toEqual(
        receipt.events,
      );
  }
  const events = [...streams.values()].reduce((sum, one) => sum + one.length, 0);
  return { cases: streams.size, events, commands: acknowledged.length };
}

/** Within a minute nothing is overdue, no errand is left, and whatever awaits something is attended to. */
export async function checkAttended({ log, database, client }: Checked): Promise<void> {
  const until = Date.now() + MINUTE;
  let left: readonly string[] = [];
  do {
    left = await unattended(log, client);
    if (left.length > 0) await sleep(1_000);
  } while (left.length > 0 && Date.now() < until);
  expect(left, 'cases that nobody attended to within a minute').toEqual([]);
  await checkDeadlinesOnce(log);
  await checkStanding(log, database);
  const { drifts, unread } = await reconcile({ log, database, client, kinds });
  expect([...drifts, ...unread], 'what the log and the workflow engine disagree on').toEqual([]);
}

async function unattended(log: EventLog, client: Client): Promise<readonly string[]> {
  const left: string[] = [];
  for (const [stream, events] of await everything(log)) {
    const { wakeAt, errands } = standingOf(events);
    const now = new Date().toISOString();
    if (wakeAt !== undefined && wakeAt < now) left.push(`${stream} awaits ${wakeAt}`);
    if (errands.length > 0) left.push(`${stream} has ${errands.map(({ name }) => name).join()}`);
    if (wakeAt !== undefined && !(await isRunning(client, stream))) left.push(`${stream} is alone`);
  }
  return left;
}

async function isRunning(client: Client, stream: string): Promise<boolean> {
  const description = await client.workflow
    .getHandle(stream)
    .describe()
    .catch(() => undefined);
  return description?.status.name === 'RUNNING';
}

/** What falls due at one instant of one promise is recorded once. */
async function checkDeadlinesOnce(log: EventLog): Promise<void> {
  for (const events of (await everything(log)).values()) {
    const due = events
      .map(({ meta }) => meta.submission)
      .filter(({ id }) => id.startsWith('deadline:'))
      .map(({ id, command }) => `${id}/${command}`);
    const commands = events.filter(({ meta }) => meta.command !== undefined);
    const first = commands.filter(({ meta }) => meta.submission.id.startsWith('deadline:'));
    expect(new Set(due).size).toBe(first.length);
  }
}

async function checkStanding(log: EventLog, database: ReadDatabase): Promise<void> {
  const streams = await everything(log);
  await expect
    .poll(
      async () => {
        const rows = await database
          .selectFrom('read.standing')
          .select(['stream', 'revision', 'closed'])
          .execute();
        return Object.fromEntries(rows.map(({ stream, ...row }) => [stream, row]));
      },
      { timeout: MINUTE },
    )
    .toEqual(
      Object.fromEntries(
        [...streams].map(([stream, events]) => {
          const { revision, closed } = standingOf(events);
          return [stream, { revision, closed }];
        }),
      ),
    );
}

function standingOf(events: readonly RecordedEvent[]): Standing {
  const { process, words } = complaintKind;
  const state = events.reduce(
    (before, event) => process.evolve(before, words.read(event), event.revision),
    process.initial,
  );
  return standing(process, state, events.length - 1);
}

/** The events of every case, by case. */
async function everything(log: EventLog): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
  return Map.groupBy(await casesEvents(log), ({ stream }) => stream);
}

/** Every event of every case, in the order of the log; what stands beside the cases is left out. */
export async function casesEvents(log: EventLog): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let after = log.start; ;) {
    const page = await log.feed({ after, limit: 1_000 });
    events.push(...page.events.filter(({ stream }) => categoryOf(stream) === 'complaint'));
    if (page.position === after) return events;
    after = page.position;
  }
}
