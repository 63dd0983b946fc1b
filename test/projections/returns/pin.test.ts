import { beforeAll, describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { postgresLog } from '../../../events/log/postgres/postgres-log.ts';
import { readDatabase } from '../../../projections/database.ts';
import { isPin, pinOf } from '../../../projections/returns/pin.ts';
import { withDatabase } from '../../with-database.ts';
import { told } from '../lives.ts';
import { modelNamed, project, record } from '../projected.ts';
import { quarterOfLives } from './return-lives.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);
const LATER = new Date(Date.now() + 3_600_000);
let events: readonly RecordedEvent[] = [];

const pin = (at: string | undefined, now = LATER, institution = 'onebank') =>
  pinOf({ log, database, institution }, at, now);

beforeAll(async () => {
  await record(
    log,
    quarterOfLives()
      .slice(0, 12)
      .flatMap((life, place) => told(place % 3 === 0 ? 'twobank' : 'onebank', place, life)),
  );
  await project({ log, database }, [modelNamed('returns')]);
  ({ events } = await log.feed({ after: log.start, limit: 1_000 }));
});

test.each(['1207', '2026-04-10T00:00:00Z', '1207@2026-04-10T00:00:00.000Z'])('%s is a pin', (at) =>
  expect(isPin(at)).toBe(true),
);
test.each([
  '',
  'now',
  '12a',
  '1@2',
  '2026-04-10',
  '2026-99-10T00:00:00Z',
  '2026-02-30T00:00:00.000Z',
  '1207@2026-11-31T00:00:00.000Z',
  '1207@',
  '1@2026-13-01T00:00:00Z',
])('%j is none', (at) => expect(isPin(at)).toBe(false));

describe('a pin', () => {
  test('by position is when the event there was recorded, whosever it is', async () => {
    for (const { position, recordedAt } of events)
      expect(await pin(position)).toEqual({ position, knownAt: recordedAt, recordedAt });
    const [first] = events;
    const at = `${first?.position ?? ''}@2026-04-10T00:00:00.000Z`;
    expect(await pin(at)).toMatchObject({ knownAt: '2026-04-10T00:00:00.000Z' });
  });

  test('by instant is the last event that was recorded by then', async () => {
    for (const { recordedAt } of events) {
      const last = events.findLast((event) => event.recordedAt <= recordedAt);
      expect(await pin(recordedAt)).toMatchObject({
        position: last?.position,
        knownAt: recordedAt,
      });
    }
    expect(await pin('2020-01-01T00:00:00Z')).toMatchObject({ position: log.start });
    expect(await pin(LATER.toISOString(), new Date(LATER.getTime() + 10_000))).toMatchObject({
      position: events.at(-1)?.position,
    });
  });

  test('of an institution without cases is found all the same', async () => {
    const last = events.at(-1);
    expect(await pin(last?.position, LATER, 'nobank')).toMatchObject({ position: last?.position });
  });

  test('left out is all that was taken', async () => {
    expect(await pin(undefined)).toMatchObject({
      position: events.at(-1)?.position,
      knownAt: LATER.toISOString(),
    });
  });

  test.each(['0', '999999999'])('at %s is refused: no event stands there', async (position) => {
    await expect(pin(position)).rejects.toMatchObject({ code: 'position-not-in-log' });
  });

  test('of the last ten seconds is refused: more could come', async () => {
    const at = new Date(LATER.getTime() - 9_999).toISOString();
    await expect(pin(at)).rejects.toMatchObject({ code: 'instant-too-recent' });
  });
});
