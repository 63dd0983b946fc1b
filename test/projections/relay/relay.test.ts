import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { box, generatedEvents, placed, writeEvents } from '../../../bench/generated-events.ts';
import type { Placed } from '../../../bench/generated-events.ts';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { BrokerUnavailable } from '../../../projections/broker/broker.ts';
import type { Broker, Outgoing } from '../../../projections/broker/broker.ts';
import { kafkaBroker } from '../../../projections/broker/kafka-broker.ts';
import { caughtUp } from '../../../projections/checkpoint.ts';
import { complaintTopics } from '../../../projections/relay/mapping.ts';
import { relayMetrics } from '../../../projections/relay/relay-metrics.ts';
import { relay } from '../../../projections/relay/relay.ts';
import type { Relay } from '../../../projections/relay/relay.ts';
import { withDatabase } from '../../with-database.ts';
import { withKafka } from '../../with-kafka.ts';
import { relayParts, relayed, withoutRepeats } from './relay-parts.ts';

const kafka = withKafka();
const { application, another, owner } = withDatabase();
const PATIENCE = 60_000;
let broker: Broker;
let prefix = '';
let round = 0;

beforeAll(async () => {
  broker = kafkaBroker({ brokers: (await kafka.brokers()).split(',') });
});
afterAll(() => broker[Symbol.asyncDispose]());

beforeEach(async () => {
  round += 1;
  prefix = `${kafka.prefix}${round}.`;
  await owner.query(`
    delete from read.parked; delete from read.checkpoints;
    alter table log.events disable trigger append_only_whole; truncate log.events;
    alter table log.events enable always trigger append_only_whole`);
});

const partsOf = (differences: Partial<Relay> = {}): Relay => ({
  ...relayParts(application, broker, prefix),
  ...differences,
});

/** Runs relays until all of the log is relayed, or `work` is done. */
async function relaying(
  relays: readonly Relay[],
  work: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const stop = new AbortController();
  const running = Promise.all(relays.map((one) => relay(one, stop.signal)));
  try {
    await work();
    const [first] = relays;
    if (first !== undefined) expect(await caughtUp(first, ['relay'], PATIENCE)).toBe(true);
  } finally {
    stop.abort();
    await running;
  }
}

const stream = (letter: string) => `complaint-bank.00000000000${letter}`;
const closed = (letter: string, count: number, from = 0): readonly Placed[] =>
  Array.from({ length: count }, (_, index) =>
    placed(stream(letter), from + index, { type: 'CaseClosed', data: { by: 'hana' } }),
  );

async function metricOf(name: string, of: Registered): Promise<number> {
  const text = await of.metrics();
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
}
type Registered = { readonly metrics: () => Promise<string> };

describe('what is relayed', () => {
  test('is every event of the mapping once, in the order of each case, and nothing personal', async () => {
    const events = [...generatedEvents(3_000)];
    await writeEvents(application, events);
    const faults: unknown[] = [];
    await relaying([partsOf({ onFault: (error) => faults.push(error) })]);
    const all = await relayed(broker, prefix);
    expect(faults, 'without a fault nothing is repeated').toEqual([]);
    expect(all).toHaveLength(events.length);
    for (const [name, ofCase] of withoutRepeats(all)) {
      const sequence = ofCase.map((event) => event.sequence);
      expect(sequence, name).toEqual(sequence.toSorted());
    }
    const expected = new Map(events.map(({ event }) => [event.id, event]));
    for (const { event, message } of all) {
      const recorded = expected.get(event.id);
      const topic = complaintTopics[recorded?.type as keyof typeof complaintTopics];
      expect(message.topic).toBe(`${prefix}${topic ?? ''}`);
      expect(event.subject).toBe(message.key?.split('.')[1]);
    }
    const said = all.map(({ message }) => message.value?.toString() ?? '').join('\n');
    for (const word of [
      'sealed',
      'Wang',
      '2026-000123',
      'narrative 9',
      'taken twice',
      '750XX',
      'hana',
    ])
      for (const form of [word, Buffer.from(word).toString('base64url').slice(0, -2)])
        if (form !== '') expect(said.includes(form), form).toBe(false);
  });

  test('is a CloudEvent whose sealed values are commitments', async () => {
    const finding = box('柜员当众朗读了我的病历');
    const said = placed(stream('A'), 0, {
      type: 'FindingRecorded',
      data: { finding, corrects: null, by: 'hana' },
    });
    await writeEvents(application, [said]);
    await relaying([partsOf()]);
    const [one] = await relayed(broker, prefix);
    expect(one?.message.headers).toEqual({
      'content-type': 'application/cloudevents+json; charset=UTF-8',
    });
    expect(one?.event).toEqual({
      specversion: '1.0',
      id: said.event.id,
      source: 'urn:redress:bank',
      type: 'redress.complaint.FindingRecorded.v1',
      subject: '00000000000A',
      time: said.event.meta.occurredAt,
      datacontenttype: 'application/json',
      dataschema: 'urn:redress:schema:relayed:complaint:FindingRecorded:1',
      sequence: '0000000000',
      recordedtime: expect.stringMatching(/Z$/) as string,
      partitionkey: stream('A'),
      data: { finding: { commitment: finding.commitment }, corrects: null },
    });
  });

  test('leaves out what stays in the house', async () => {
    const pressed = placed(stream('A'), 0, {
      type: 'InterestRecorded',
      data: { person: 'hana', as: 'relative', article: 'art. 17', mark: 'V', by: 'sun' },
    });
    await writeEvents(application, [pressed, ...closed('A', 1, 1)]);
    await relaying([partsOf()]);
    expect((await relayed(broker, prefix)).map(({ event }) => event.sequence)).toEqual([
      '0000000001',
    ]);
  });
});

describe('an event of a newer release', () => {
  test('holds back its case, which goes on with a release that knows it', async () => {
    const parked: unknown[] = [];
    await writeEvents(application, [...closed('A', 3), ...closed('B', 2)]);
    const today = partsOf();
    const older = new Map([
      [
        'complaint',
        (event: RecordedEvent) => {
          if (event.stream === stream('A') && event.revision === 1)
            throw new TypeError('run a newer release');
          return { type: event.type, data: event.data };
        },
      ],
    ]);
    const onParked = (...one: unknown[]): void => void parked.push(one);
    await relaying([partsOf({ read: older, onParked })]);
    expect(parked).toEqual([[stream('A'), 1, 'run a newer release']]);
    const before = withoutRepeats(await relayed(broker, prefix));
    expect(before.get(`${prefix}cases ${stream('A')}`)).toHaveLength(1);
    expect(before.get(`${prefix}cases ${stream('B')}`)).toHaveLength(2);

    await relaying([today], () => published(5));
    const after = await relayed(broker, prefix);
    expect(after).toHaveLength(5);
    expect(
      withoutRepeats(after)
        .get(`${prefix}cases ${stream('A')}`)
        ?.map(({ sequence }) => Number(sequence)),
    ).toEqual([0, 1, 2]);
  });
});

describe('several relays', () => {
  test('take turns: one works, and when its connection is lost another goes on within 5 s', async () => {
    const relays = [1, 2].map(() => relayParts(another(), broker, prefix));
    let took = 0;
    await relaying(relays, async () => {
      await writeEvents(application, closed('A', 3));
      await published(3);
      const ended = await owner.query(`
        select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and granted and classid::int8 = (hashtext('redress one at a time')::int8 & 4294967295)
          and database = (select oid from pg_database where datname = current_database())`);
      expect(ended.rowCount, 'one works').toBe(1);
      await writeEvents(application, closed('A', 3, 3));
      const begun = performance.now();
      await published(6);
      took = performance.now() - begun;
    });
    expect(took).toBeLessThan(5_000);
    const ids = (await relayed(broker, prefix)).map(({ event }) => event.id);
    expect(new Set(ids).size).toBe(6);
  });
});

describe('a broker that is away', () => {
  test('costs nothing but time, is not asked without pause, and its lag is seen', async () => {
    let away = true;
    const asked: number[] = [];
    const faults: unknown[] = [];
    const publish = (messages: readonly Outgoing[]): Promise<void> => {
      if (!away) return broker.publish(messages);
      asked.push(performance.now());
      return Promise.reject(new BrokerUnavailable('away'));
    };
    const registry = new Registry();
    const metrics = relayMetrics(registry);
    await writeEvents(application, closed('A', 5));
    const parts = partsOf({
      broker: { ...broker, publish },
      metrics,
      onFault: (error) => faults.push(error),
    });
    await relaying([parts], async () => {
      await sleep(4_000);
      expect(await metricOf('redress_relay_behind_seconds', registry)).toBeGreaterThan(3);
      expect(await metricOf('redress_relay_failures_total', registry)).toBeGreaterThan(1);
      away = false;
    });
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.length).toBeLessThan(6);
    expect(faults[0]).toBeInstanceOf(BrokerUnavailable);
    expect(await relayed(broker, prefix)).toHaveLength(5);
    expect(await metricOf('redress_relay_published_total', registry)).toBe(5);
  });
});

describe('an answer of the broker that is lost', () => {
  test('has its page published again, under the same ids, and nothing else', async () => {
    let lost = 0;
    const publish = async (messages: readonly Outgoing[]): Promise<void> => {
      await broker.publish(messages);
      if ((lost += 1) === 1) throw new BrokerUnavailable('the answer was lost');
    };
    await writeEvents(application, [...closed('A', 3), ...closed('B', 2)]);
    await relaying([partsOf({ broker: { ...broker, publish } })]);
    const all = await relayed(broker, prefix);
    expect(all).toHaveLength(10);
    const ofA = all.filter(({ message }) => message.key === stream('A'));
    expect(ofA.map(({ event }) => Number(event.sequence))).toEqual([0, 1, 2, 0, 1, 2]);
    expect([...withoutRepeats(all).values()].flat()).toHaveLength(5);
  });
});

async function published(count: number): Promise<void> {
  await expect
    .poll(async () => (await relayed(broker, prefix)).length, {
      timeout: 30_000,
      interval: 200,
    })
    .toBeGreaterThanOrEqual(count);
}
