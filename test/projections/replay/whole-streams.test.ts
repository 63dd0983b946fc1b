import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { oneStream, wholeStreams } from '../../../projections/replay/whole-streams.ts';
import * as lives from '../lives.ts';
import { record } from '../projected.ts';

const log = memoryLog();
const named = (place: number): string => lives.streamNamed('onebank', place);
for (let place = 0; place < 3; place += 1)
  await record(log, lives.told('onebank', place, lives.received));
const all = async (streams: AsyncIterable<readonly RecordedEvent[]>) => {
  const read: (readonly RecordedEvent[])[] = [];
  for await (const events of streams) read.push(events);
  return read;
};

test('streams come whole, one after the other, those that are wanted', async () => {
  const { streams, each } = await wholeStreams(log, (stream) => stream !== named(1));
  expect(streams).toEqual([named(0), named(2)]);
  const read = await all(each());
  expect(read.map((events) => events.map(({ stream, revision }) => [stream, revision]))).toEqual(
    [0, 2].map((place) => lives.received.map((_, revision) => [named(place), revision])),
  );
});

test('one stream alone is the same; one that has no event is none', async () => {
  expect((await all(oneStream(log, named(1)).each()))[0]).toEqual(await log.read(named(1)));
  expect(await all(oneStream(log, named(7)).each())).toEqual([]);
});
