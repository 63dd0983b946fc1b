import { describe, expect, test } from 'vitest';
import { copyLog } from '../../events/log/copy/copy-log.ts';
import { kurrentTarget } from '../../events/log/kurrent/kurrent-target.ts';
import { kurrentLog } from '../../events/log/kurrent/kurrent-log.ts';
import { applicationPool } from '../../events/log/postgres/pools.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { quietSource } from '../../events/log/postgres/stored-events.ts';
import { openLog } from '../../workers/open-log.ts';
import { askingOf, complaintOf, receiptOf } from '../api/ask.ts';
import { event, stream } from '../events/log/events.ts';
import { standIn } from '../events/log/kurrent/stand-in.ts';
import { KURRENT, withKurrent } from '../events/log/kurrent/with-kurrent.ts';
import { rebuild } from '../../projections/rebuild.ts';
import { readDatabase } from '../../projections/database.ts';
import { readModels } from '../../projections/read-models.ts';
import { kinds } from '../../workers/house.ts';
import * as lives from '../projections/lives.ts';
import { allRows, project, record } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';
import { withHouse } from '../with-house.ts';

const { url } = await withKurrent();

describe(`a whole house (${KURRENT})`, () => {
  const house = withHouse({ kurrentdbUrl: url });
  const { ask, submit } = askingOf(house);

  test('takes a complaint, attends to it and shows it, and PostgreSQL’s log stays empty', async () => {
    expect((await ask('GET', '/health/ready')).statusCode).toBe(200);
    const { case: number, position } = receiptOf(await submit(complaintOf()), 201);
    const shown = await ask('GET', `/complaints/${number}`);
    expect(shown.statusCode).toBe(200);
    await project(house.house());
    const listed = await ask('GET', `/cases?atLeast=${position}`);
    expect(listed.statusCode).toBe(200);
    expect(listed.json<{ cases: readonly { case: string }[] }>().cases).toContainEqual(
      expect.objectContaining({ case: number }),
    );
    expect(await house.recorded()).toBe(0);
  });
});

describe('read models of a log that was moved', () => {
  const database = withDatabase();

  test('are refused with what to do, and are the same once they are made anew', async () => {
    await using server = await standIn();
    const pool = applicationPool(database.url, 4);
    const parts = { log: postgresLog(pool), database: readDatabase(pool) };
    await record(parts.log, [
      ...lives.told('onebank', 1, lives.breached),
      ...lives.told('twobank', 2, lives.proposed),
    ]);
    await project(parts);
    const before = withoutPositions(await allRows(parts.database));
    await using source = await quietSource(database.owner);
    await using target = kurrentTarget(server.url);
    await copyLog({ source, target });
    await using log = await openLog(pool, server.url);
    const moved = { ...parts, log };
    await expect(project(moved)).rejects.toThrow(/redress rebuild all/);
    for (const model of readModels(kinds).values())
      await rebuild({ ...moved, model, onParked: () => undefined });
    await project(moved);
    expect(withoutPositions(await allRows(parts.database))).toEqual(before);
    await pool.end();
  });
});

/** Another log counts its events otherwise. */
function withoutPositions(rows: Awaited<ReturnType<typeof allRows>>): unknown {
  const says = JSON.stringify(rows).replaceAll(/"(opened_)?position":"?\d+"?/g, '"$1position":0');
  return JSON.parse(says);
}

describe('a log that is opened', () => {
  const database = withDatabase();

  test('on KurrentDB holds all that stands in PostgreSQL', async () => {
    await using empty = await standIn();
    const pool = applicationPool(database.url, 2);
    await using log = await openLog(pool, empty.url);
    expect((await log.append(stream(1), [event()], 'none')).status).toBe('appended');
    await postgresLog(pool).append(stream(1), [event()], 'none');
    await using another = await standIn();
    await expect(openLog(pool, another.url)).rejects.toThrow(/redress migrate-log/);
    await using moved = kurrentLog(another.url);
    await moved.append(stream(1), await postgresLog(pool).read(stream(1)), 'none');
    await using opened = await openLog(pool, another.url);
    expect(await opened.read(stream(1))).toHaveLength(1);
    await pool.end();
  });
});
