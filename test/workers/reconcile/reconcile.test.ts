import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { TASK_QUEUE } from '../../../activities/attendance.ts';
import { streamBeside } from '../../../keys/case-number.ts';
import { caughtUp } from '../../../projections/checkpoint.ts';
import { readModels } from '../../../projections/read-models.ts';
import { kinds } from '../../../workers/house.ts';
import { differencesIn } from '../../../workers/reconcile/agreement.ts';
import type { Agreement } from '../../../workers/reconcile/agreement.ts';
import { reconcile } from '../../../workers/reconcile/reconcile.ts';
import { reconciling } from '../../../workers/reconcile/reconciling.ts';
import { repair } from '../../../workers/reconcile/repair.ts';
import { askingOf } from '../../api/ask.ts';
import { project } from '../../projections/projected.ts';
import { CLERK, withHouse } from '../../with-house.ts';

const DAY = 86_400_000;

const house = withHouse();
const { received } = askingOf(house);
const streamOf = (number: string): string => `complaint-demobank.${number}`;
const parts = (ahead = 0) => {
  const { log, database, client, attendance } = house.house();
  return {
    ...{ log, database, client, kinds, look: attendance.look, settle: 500 },
    now: () => Date.now() + ahead,
  };
};
const models = readModels(kinds);
const broughtUp = async (): Promise<void> => {
  do await project(house.house(), [...models.values()]);
  while (!(await caughtUp(house.house(), [...models.keys()], 0)));
};
/** The read model is brought up to date first, for it says where to look. */
const found = async (ahead?: number) => {
  await broughtUp();
  return reconcile(parts(ahead));
};
const recordsOf = async (stream: string) =>
  (await house.house().log.read(streamBeside('reconciliation', stream))).map(({ type, data }) => ({
    ...data,
    type,
  }));
const end = (stream: string) =>
  house.house().client.workflow.getHandle(stream).terminate('by hand');

let stream = '';
beforeAll(async () => {
  stream = streamOf(await received());
  await received();
});
afterEach(async () => {
  await repair(parts(), (await found()).drifts);
  expect((await found()).drifts).toEqual([]);
});

test('cases that are attended to as the log awaits do not differ', async () => {
  expect(await found()).toEqual({ compared: 2, drifts: [], unread: [] });
});

test('an attendance that was ended is missed, stood up, and its repair is on record', async () => {
  await end(stream);
  const { drifts } = await found();
  expect(drifts).toMatchObject([
    { stream, kind: 'not-attended', holds: null, cause: 'terminated: by hand' },
  ]);
  expect(drifts[0]?.awaits).toMatch(/^\d{4}-.*Z$/);
  expect(await repair(parts(), drifts)).toMatchObject([{ stream, by: 'look' }]);
  expect((await found()).drifts).toEqual([]);
  expect(await recordsOf(stream)).toMatchObject([
    { type: 'DriftRepaired', drift: 'not-attended', cause: 'terminated: by hand', by: 'look' },
  ]);
});

test('a case that the log does not know is attended to in vain, until that is ended', async () => {
  const unknown = streamOf('ZZZZZZZZZZZZ');
  // It cannot be visited, so the attendance tries for ever.
  const args: [string] = ['nothing-demobank.ZZZZZZZZZZZZ'];
  const { workflow } = house.house().client;
  await workflow.start('complaint', { workflowId: unknown, args, taskQueue: TASK_QUEUE });
  const { drifts } = await found();
  expect(drifts).toMatchObject([
    { stream: unknown, kind: 'attended-in-vain', cause: 'the log knows no such case' },
  ]);
  expect(await repair(parts(), drifts)).toMatchObject([{ by: 'end' }]);
  expect(await recordsOf(unknown)).toMatchObject([{ type: 'DriftRepaired', by: 'end' }]);
});

test('a case that the engine has never heard of is missed, and stood up', async () => {
  const unheard = streamOf('0123456789AB');
  const { desk, log } = house.house();
  const [first] = await log.read(stream);
  if (first?.meta.command === undefined) throw new Error('The case was not received by command.');
  const submission = {
    ...{ id: 'person:test:unheard', actor: first.meta.actor, commands: [first.meta.command] },
  };
  await desk.visit(unheard, [submission], new Date().toISOString());
  const { drifts } = await found();
  expect(drifts).toMatchObject([
    { stream: unheard, kind: 'not-attended', cause: 'the workflow engine knows no attendance' },
  ]);
  expect(await repair(parts(), drifts)).toMatchObject([{ by: 'look' }]);
});

test('an errand that passed the attendance by is lost, and a look begins it', async () => {
  const passed = streamOf(await received());
  const { desk, log } = house.house();
  const { sub: id, role, unit, rank } = CLERK;
  const submission = {
    id: `person:test:${randomUUID()}`,
    actor: { id, role, unit, rank },
    commands: [{ type: 'AcknowledgeComplaint', data: {} }],
  };
  await desk.visit(passed, [submission], new Date().toISOString());
  const lost = (await found(DAY)).drifts.filter((drift) => drift.stream === passed);
  expect(lost.map(({ kind }) => kind)).toContain('errand-lost');
  expect(await repair(parts(), lost)).toMatchObject(lost.map(() => ({ by: 'look' })));
  const types = async () => (await log.read(passed)).map(({ type }) => type);
  await expect.poll(types).toContain('LetterSent');
});

test('a deadline that is past and unseen is late', async () => {
  const { drifts } = await found(400 * DAY);
  expect(drifts.map(({ kind }) => kind)).toContain('late');
});

test('rounds tell of what differs until they are aborted, and repair nothing', async () => {
  await end(stream);
  await broughtUp();
  const { database } = house.house();
  const shift = (by: number) =>
    sql`update read.cases set revision = revision + ${by} where stream = ${stream}`.execute(
      database,
    );
  await shift(1);
  const stop = new AbortController();
  const metrics = new Registry();
  const rounds: Agreement[] = [];
  const faults: unknown[] = [];
  const running = reconciling(
    {
      ...{ ...parts(), metrics, every: 200, cases: 10 },
      ...{ models: [...models.values()], followers: [...models.keys()] },
      onRound: (found) => rounds.push(found),
      onFault: (error) => faults.push(error),
    },
    stop.signal,
  );
  await expect.poll(() => rounds.length, { timeout: 20_000 }).toBeGreaterThan(1);
  const told = await metrics.metrics();
  expect(told).toMatch(/redress_drifts\{kind="not-attended"\} 1/);
  expect(told).toMatch(/redress_read_model_differences\{model="cases"\} 1/);
  expect(told).toMatch(/redress_read_model_differences\{model="deadlines"\} 0/);
  expect(told).toMatch(/redress_checkpoints_ahead 0/);
  stop.abort();
  await running;
  for (const found of rounds) {
    expect(found.drifts.map((drift) => drift.stream)).toEqual([stream]);
    expect(differencesIn(found)).toEqual([{ model: 'cases', stream, table: 'read.cases' }]);
  }
  expect(faults).toEqual([]);
  await shift(-1);
});
