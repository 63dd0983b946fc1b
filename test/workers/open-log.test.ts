import { describe, expect, test } from 'vitest';
import { kurrentLog } from '../../events/log/kurrent/kurrent-log.ts';
import { applicationPool } from '../../events/log/postgres/pools.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { openLog } from '../../workers/open-log.ts';
import { askingOf, complaintOf, receiptOf } from '../api/ask.ts';
import { event, stream } from '../events/log/events.ts';
import { standIn } from '../events/log/kurrent/stand-in.ts';
import { KURRENT, withKurrent } from '../events/log/kurrent/with-kurrent.ts';
import { project } from '../projections/projected.ts';
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
