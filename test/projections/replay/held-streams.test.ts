import { expect, test } from 'vitest';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { isComplaintOf } from '../../../projections/complaint-stream.ts';
import { heldStreams } from '../../../projections/replay/held-streams.ts';
import { wholeStreams } from '../../../projections/replay/whole-streams.ts';
import * as lives from '../lives.ts';
import { record } from '../projected.ts';

const log = memoryLog();
await record(log, [
  ...lives.told('onebank', 1, lives.received),
  ...lives.told('twobank', 2, lives.received),
  ...lives.told('onebank', 3, lives.breached),
]);
const isOwn = (stream: string): boolean => isComplaintOf(stream, 'onebank');
const { events: all } = await log.feed({ after: log.start, limit: 1_000 });

test('a short log is read once, and gives the same streams as one after the other', async () => {
  const each: unknown[] = [];
  for await (const events of (await wholeStreams(log, isOwn)).each()) each.push(events);
  expect(await heldStreams(log, isOwn, all.length)).toEqual({ streams: each });
  expect(await heldStreams(memoryLog(), isOwn, 1)).toEqual({ streams: [] });
});

test('a log with one event more is not read, whosever they are', async () => {
  expect(await heldStreams(log, isOwn, all.length - 1)).toEqual({ not: 'too-long' });
});
