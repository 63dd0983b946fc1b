import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATA, SAMPLE, importingHouse } from './an-importing-house.ts';

/** The real records, against what is known of them from elsewhere. */
const nothing = { cases: 0, repeated: 0, changed: 0, doubtful: 0, refused: 0 };

describe('the sample of 5,115 records', () => {
  const house = importingHouse();

  test('opens a case for each', async () => {
    const { counts, left } = await house.take(SAMPLE, '2023-09-01');
    expect(left).toEqual([]);
    expect(counts).toEqual({ ...nothing, rows: 5_115, cases: 5_115 });
    // 361 in progress, 61 without an answer in time.
    expect(house.attended()).toBe(422);
    expect(await house.all()).toHaveLength(5_115);
  });

  test('again changes nothing, with the same day of the snapshot or another', async () => {
    for (const on of ['2023-09-01', '2023-09-02', '2022-01-01'])
      expect((await house.take(SAMPLE, on)).counts).toEqual({
        ...nothing,
        rows: 5_115,
        repeated: 5_115,
      });
    expect(await house.all()).toHaveLength(5_115);
  });

  test('in another snapshot has changed in two cases and not in 113', async () => {
    const file = join(DATA, 'cfpb-sample-second-snapshot.csv');
    const { counts } = await house.take(file, '2023-10-01');
    expect(counts).toEqual({ ...nothing, rows: 115, changed: 2, repeated: 113 });
    const events = await house.all();
    const changes = events.slice(5_115).map((event): unknown => [event.stream, event.data]);
    expect(changes).toEqual(
      expect.arrayContaining<unknown>([
        [
          house.streamOf('3555725'),
          {
            snapshotOn: '2023-10-01',
            standing: 'closed',
            facts: {
              'company-response': 'Closed with explanation',
              'public-response': expect.any(String) as string,
            },
          },
        ],
        [
          house.streamOf('3103938'),
          { snapshotOn: '2023-10-01', facts: { 'sub-issue': expect.any(String) as string } },
        ],
      ]),
    );
    expect((await house.take(file, '2023-10-01')).counts).toEqual({
      ...nothing,
      rows: 115,
      repeated: 115,
    });
    expect((await house.take(SAMPLE, '2023-09-30')).counts.repeated).toBe(5_115);
    expect(await house.all()).toHaveLength(5_117);
  });

  test('after a round trip through a spreadsheet changes nothing in silence', async () => {
    const { counts, left } = await house.take(join(DATA, 'cfpb-sample-excel-roundtrip.csv'));
    expect(counts).toEqual({ ...nothing, rows: 90, doubtful: 90 });
    expect(left[0]?.reasons.join()).toContain('"2018/12/17"');
    expect(await house.all()).toHaveLength(5_117);
  });
});

test('records without an ID are known by file and row; three were sent before they were received', async () => {
  const house = importingHouse();
  const file = join(DATA, 'cfpb-noid-disputed-sample.csv');
  const { counts, left } = await house.take(file);
  expect(counts).toEqual({ ...nothing, rows: 1_017, cases: 1_014, doubtful: 3 });
  expect(left.map(({ reasons }) => reasons)).toEqual(
    Array.from({ length: 3 }, () => [expect.stringContaining('before it was received') as string]),
  );
  expect((await house.take(file)).counts).toEqual({
    ...nothing,
    rows: 1_017,
    repeated: 1_014,
    doubtful: 3,
  });
});
