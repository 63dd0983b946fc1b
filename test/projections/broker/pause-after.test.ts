import { expect, test } from 'vitest';
import { BrokerUnavailable, TopicsDiffer } from '../../../projections/broker/broker.ts';
import { pauseAfter } from '../../../projections/broker/pause-after.ts';

const pauses = (errors: readonly Error[]): readonly number[] =>
  errors.reduce<readonly number[]>(
    (waited, error) => [...waited, pauseAfter(error, waited.at(-1) ?? 0)],
    [],
  );

test('a broker that is away is asked again in a second, each time', () => {
  const away = new BrokerUnavailable('away');
  expect(pauses([away, away, away])).toEqual([1_000, 1_000, 1_000]);
});

test('topics that differ are looked at more and more seldom, until something else is wrong', () => {
  const differing = Array.from({ length: 7 }, () => new TopicsDiffer('fewer partitions'));
  expect(pauses([...differing, new BrokerUnavailable('away')])).toEqual([
    ...[1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000],
    1_000,
  ]);
});
