import { createSecretKey } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { caseNumber } from '../../keys/case-number.ts';
import { postgresKeyRing } from '../../keys/postgres-key-ring.ts';
import { withDatabase } from '../with-database.ts';
import { keyRingRules, officer } from './key-ring-rules.ts';

const database = withDatabase();
const wrapping = createSecretKey(new Uint8Array(32).fill(2));
const identity = createSecretKey(new Uint8Array(32).fill(1));
let drawn = 0;
const freshStream = () => `complaint-demo.${caseNumber(identity, 'test', String((drawn += 1)))}`;
const SHORT = 200;
const another = () =>
  postgresKeyRing({ pool: database.application, wrappingOf: () => wrapping, lifetime: SHORT });
const ring = another();
const retention = { by: officer, because: 'retention' };

keyRingRules(() => ring, freshStream);

describe('two processes', () => {
  test('that make the key of a case at once get the same', async () => {
    for (let round = 0; round < 20; round += 1) {
      const stream = freshStream();
      const keys = await Promise.all(
        [another(), another(), another()].map((one) => one.caseKey(stream)),
      );
      expect(new Set(keys.map(({ id, key }) => id + key.export().toString('hex'))).size).toBe(1);
    }
  });

  test('making and destroying at once leave one key at most and every tombstone', async () => {
    const stream = freshStream();
    const rings = [another(), another(), another(), another()];
    await Promise.all(
      rings.map(async (one, index) => {
        for (let round = 0; round < 10; round += 1)
          await (index === 0 ? one.destroy(stream, retention) : one.caseKey(stream));
      }),
    );
    const { rows } = await database.application.query<{ generation: number; held: boolean }>(
      'select generation, wrapped is not null as held from keys.case_keys where stream = $1 order by 1',
      [stream],
    );
    expect(rows.map(({ generation }) => generation)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.slice(0, -1).every(({ held }) => !held)).toBe(true);
  });

  test('hold what the other destroyed for no longer than the lifetime', async () => {
    const [stream, other] = [freshStream(), another()];
    const { id } = await ring.caseKey(stream);
    await other.caseKey(stream);
    await ring.destroy(stream, retention);
    expect((await ring.find(id)).status).toBe('destroyed');
    await expect
      .poll(async () => (await other.find(id)).status, { timeout: 5_000 })
      .toBe('destroyed');
    expect((await other.caseKey(stream)).id).toBe(`${stream}#2`);
  });
});

test('a key that was read before a destruction is not kept after it', async () => {
  const stream = freshStream();
  const { id } = await ring.caseKey(stream);
  const [read, release] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let held = false;
  // The first answer is held back on its way, as by a slow network.
  const slow = {
    query: async (text: string, values: unknown[]) => {
      const answer = await database.application.query(text, values);
      if (held) return answer;
      held = true;
      read.resolve(undefined);
      await release.promise;
      return answer;
    },
  } as unknown as pg.Pool;
  const one = postgresKeyRing({ pool: slow, wrappingOf: () => wrapping, lifetime: 60_000 });
  const found = one.find(id);
  await read.promise;
  await one.destroy(stream, retention);
  release.resolve(undefined);
  expect((await found).status).toBe('held');
  expect((await one.find(id)).status).toBe('destroyed');
});

describe('the table of case keys', () => {
  const stored = async (stream: string) =>
    (
      await database.application.query<{ wrapped: Buffer | null }>(
        'select wrapped from keys.case_keys where stream = $1',
        [stream],
      )
    ).rows[0]?.wrapped;

  test('holds wrapped keys only, and nothing once a key is destroyed', async () => {
    const stream = freshStream();
    const { key } = await ring.caseKey(stream);
    expect((await stored(stream))?.length).toBe(60);
    expect((await stored(stream))?.includes(key.export())).toBe(false);
    await ring.destroy(stream, retention);
    expect(await stored(stream)).toBeNull();
  });

  test('tells when the wrapping key is another', async () => {
    const stream = freshStream();
    const { id } = await ring.caseKey(stream);
    const wrong = createSecretKey(new Uint8Array(32).fill(3));
    const other = postgresKeyRing({ pool: database.application, wrappingOf: () => wrong });
    await expect(other.find(id)).rejects.toMatchObject({ code: 'wrapping-mismatch' });
    await expect(other.caseKey(stream)).rejects.toMatchObject({ code: 'wrapping-mismatch' });
  });

  test("does not take one case's wrapped key for another's", async () => {
    const [one, other] = [freshStream(), freshStream()];
    await ring.caseKey(one);
    await database.application.query(
      'insert into keys.case_keys (stream, generation, wrapped) values ($1, 1, $2)',
      [other, await stored(one)],
    );
    await expect(ring.caseKey(other)).rejects.toMatchObject({ code: 'wrapping-mismatch' });
  });

  const alterations = [
    ['replacing a key', `update keys.case_keys set wrapped = '\\x00' where stream = $1`],
    [
      'replacing a key as if it were destroyed',
      `update keys.case_keys set wrapped = '\\x00', destroyed_at = now(), destroyed_by = '{}', because = 'x'
        where stream = $1`,
    ],
    ['deleting a row', 'delete from keys.case_keys where stream = $1'],
    ['renaming a case', `update keys.case_keys set stream = 'x' where stream = $1`],
    [
      'another date of making',
      `update keys.case_keys set wrapped = null, created_at = now() where stream = $1`,
    ],
    ['rewriting a reason', `update keys.case_keys set because = 'x' where stream = $1`],
    ['destroying again', 'update keys.case_keys set wrapped = null where stream = $1'],
  ] as const;

  const refuse = async (statement: string, stream: string) => {
    for (const pool of [database.application, database.owner])
      await expect(pool.query(statement, [stream])).rejects.toMatchObject({ code: '42501' });
  };

  test.each(alterations)('refuses %s on a tombstone, even to the owner', async (_, statement) => {
    const stream = freshStream();
    await ring.caseKey(stream);
    await ring.destroy(stream, retention);
    await refuse(statement, stream);
  });

  test.each(alterations.slice(0, 5))('refuses %s on a held key too', async (_, statement) => {
    const stream = freshStream();
    await ring.caseKey(stream);
    await refuse(statement, stream);
  });

  test('takes no destruction that does not say who and why', async () => {
    const stream = freshStream();
    await ring.caseKey(stream);
    const bare = 'update keys.case_keys set wrapped = null where stream = $1';
    await expect(database.application.query(bare, [stream])).rejects.toMatchObject({
      code: '23514',
    });
  });

  test('takes no second key while one is held', async () => {
    const stream = freshStream();
    await ring.caseKey(stream);
    const second = `insert into keys.case_keys (stream, generation, wrapped) values ($1, 2, '\\x00')`;
    await expect(database.application.query(second, [stream])).rejects.toMatchObject({
      code: '23505',
    });
  });

  test('takes no forged tombstone, and cannot be emptied', async () => {
    const values = [freshStream()];
    const forged = `insert into keys.case_keys (stream, generation, destroyed_at, destroyed_by, because)
      values ($1, 1, now(), '{}', 'x')`;
    await expect(database.application.query(forged, values)).rejects.toMatchObject({
      code: '42501',
    });
    for (const pool of [database.application, database.owner])
      await expect(pool.query('truncate keys.case_keys')).rejects.toMatchObject({ code: '42501' });
  });
});

test('a ring without its database says so', async () => {
  await using pool = {
    pg: new pg.Pool({ host: '127.0.0.1', port: 1 }),
    [Symbol.asyncDispose]: () => pool.pg.end(),
  };
  const lost = postgresKeyRing({ pool: pool.pg, wrappingOf: () => wrapping });
  await expect(lost.caseKey(freshStream())).rejects.toMatchObject({ code: 'key-ring-unavailable' });
});
