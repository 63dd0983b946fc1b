import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Claims } from '../../../api/actor.ts';
import { listDeadLetters, retryDeadLetter } from '../../../api/intake/dead-letters.ts';
import { intake } from '../../../api/intake/intake.ts';
import type { Intake } from '../../../api/intake/intake.ts';
import { intakeTopics } from '../../../api/intake/topics.ts';
import type { Problem } from '../../../api/problems.ts';
import type { Receipt } from '../../../api/responses.ts';
import type { Broker, Headers } from '../../../projections/broker/broker.ts';
import { kafkaBroker } from '../../../projections/broker/kafka-broker.ts';
import { findIn } from '../../planted.ts';
import { withHouse } from '../../with-house.ts';
import { withKafka } from '../../with-kafka.ts';
import { complaintOf } from '../ask.ts';

const kafka = withKafka();
const house = withHouse();
const { prefix } = kafka;
const topics = intakeTopics(prefix);
let broker: Broker;
beforeAll(async () => {
  broker = kafkaBroker({ brokers: (await kafka.brokers()).split(',') });
  await broker.ensureTopics(Object.values(topics));
});
afterAll(() => broker[Symbol.asyncDispose]());

type Told = {
  readonly message: { readonly partition: number; readonly offset: string };
  readonly receipt?: Receipt;
  readonly problem?: Problem;
};

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

function takingIn(differences: Partial<Intake> = {}): void {
  const ended = new AbortController();
  const running = intake({ house: house.house(), broker, prefix, ...differences }, ended.signal);
  stop = async () => {
    ended.abort();
    await running;
  };
}

type Sent = {
  readonly body: unknown;
  readonly headers?: Headers;
  readonly as?: Partial<Claims>;
};

/** Sends a message as a channel would, and answers its correlation id. */
async function send({ body, headers = {}, as = {} }: Sent): Promise<string> {
  const id = `c-${randomUUID()}`;
  await broker.publish([
    {
      topic: topics.submissions.name,
      key: headers['case'] ?? 'one-sender',
      value: typeof body === 'string' ? body : JSON.stringify(body),
      headers: {
        authorization: `Bearer ${await house.token(as)}`,
        request: 'submit-complaint',
        'idempotency-key': id,
        'correlation-id': id,
        ...headers,
      },
    },
  ]);
  return id;
}

/** All answers to a message that came so far, as soon as there are so many. */
async function answersTo(correlation: string, count = 1): Promise<readonly Told[]> {
  let found: readonly Told[] = [];
  await expect
    .poll(
      async () => {
        found = (await broker.readAll(topics.answers.name))
          .filter(({ headers }) => headers['correlation-id'] === correlation)
          .map(({ value }) => JSON.parse(value?.toString() ?? '') as Told);
        return found.length;
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBeGreaterThanOrEqual(count);
  return found;
}

const answerTo = async (correlation: string): Promise<Told> => {
  const [told] = await answersTo(correlation);
  if (told === undefined) throw new Error('There is no answer.');
  return told;
};

describe('a submission', () => {
  test('is recorded as over HTTP, and answered with a receipt; again, it is recognised', async () => {
    takingIn();
    const body = complaintOf();
    const headers = { 'idempotency-key': randomUUID() };
    const { receipt } = await answerTo(await send({ body, headers }));
    expect(receipt).toMatchObject({ outcome: 'recorded', repeated: false });
    const recorded = await house.recorded(receipt?.case);
    const again = await answerTo(await send({ body, headers }));
    expect(again.receipt).toEqual({ ...receipt, repeated: true });
    expect(await house.recorded(receipt?.case)).toBe(recorded);
    const client = await house.client();
    expect(await client.submit(body, headers['idempotency-key'])).toEqual({
      ...receipt,
      repeated: true,
    });
  });

  test('of commands is taken in its order, and its refusals are answered', async () => {
    takingIn();
    const first = await answerTo(await send({ body: complaintOf() }));
    const headers = { request: 'give-commands', case: first.receipt?.case ?? '' };
    const commands = (type: string, data: object) => ({ commands: [{ type, data }] });
    const acknowledged = await send({ body: commands('AcknowledgeComplaint', {}), headers });
    const refused = await send({ body: commands('CloseCase', {}), headers });
    const stale = await send({
      body: commands('AcknowledgeComplaint', {}),
      headers: { ...headers, 'if-match': '"0"' },
    });
    expect((await answerTo(acknowledged)).receipt).toMatchObject({ case: headers.case });
    expect((await answerTo(refused)).problem).toMatchObject({ status: 409 });
    expect((await answerTo(stale)).problem).toMatchObject({ status: 412, code: 'case-has-moved' });
    const missing = await send({
      body: commands('AcknowledgeComplaint', {}),
      headers: { ...headers, case: '0123456789AB' },
    });
    expect((await answerTo(missing)).problem).toMatchObject({ status: 404, code: 'no-such-case' });
  });

  test('whose token ran out after the broker had it is taken', async () => {
    const correlation = await send({
      body: complaintOf(),
      headers: { authorization: `Bearer ${await house.token({}, 2 / 3_600)}` },
    });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    takingIn();
    expect((await answerTo(correlation)).receipt).toMatchObject({ outcome: 'recorded' });
  });
});

describe('a message that cannot be understood', () => {
  const name = '欧阳晓岚Zvqtrix';
  const phone = '13977419026371';

  test('is answered with every fault, kept without what it holds, and holds up nobody', async () => {
    takingIn();
    const { unit: _unit, ...incomplete } = complaintOf({ complainant: { name, phone } });
    const sent = {
      malformed: await send({ body: { ...incomplete, channel: 'pigeon', [name]: phone } }),
      broken: await send({ body: `{"complainant": "${name}` }),
      unknown: await send({ body: complaintOf(), headers: { request: 'make-tea' } }),
      keyless: await send({ body: complaintOf(), headers: { 'idempotency-key': name } }),
      forged: await send({ body: complaintOf(), headers: { authorization: 'Bearer a.b.c' } }),
      stranger: await send({ body: complaintOf(), as: { institution: 'nobank' } }),
      large: await send({ body: complaintOf({ narrative: 'x'.repeat(300_000) }) }),
    };
    const after = await send({ body: complaintOf() });
    expect((await answerTo(after)).receipt).toMatchObject({ outcome: 'recorded' });
    const told = async (one: keyof typeof sent) => (await answerTo(sent[one])).problem;
    const placesOf = async (one: keyof typeof sent) =>
      (await told(one))?.faults?.map(({ at }) => at).toSorted();
    expect(await placesOf('malformed')).toEqual(['body/channel', 'body/unit', 'body/…']);
    expect(await told('broken')).toMatchObject({ status: 400, code: 'malformed-json' });
    expect(await placesOf('unknown')).toEqual(['headers/request']);
    expect(await placesOf('keyless')).toEqual(['headers/idempotency-key']);
    expect(await told('forged')).toMatchObject({ status: 401 });
    expect(await told('stranger')).toMatchObject({ status: 403, code: 'institution-unknown' });
    expect(await told('large')).toMatchObject({ code: 'body-too-large' });

    const letters = await listDeadLetters(broker, prefix);
    expect(letters).toHaveLength(7);
    for (const topic of [topics.answers.name, topics.deadLetters.name]) {
      const kept = (await broker.readAll(topic)).map(({ key, value, headers }) =>
        Buffer.from(`${key ?? ''} ${value?.toString() ?? ''} ${JSON.stringify(headers)}`),
      );
      expect(findIn(Buffer.concat(kept), [name, phone])).toEqual([]);
    }
    const dump = await house.database.owner.query<{ bytes: string }>(
      'select bytes from log.events',
    );
    const log = Buffer.from(dump.rows.map(({ bytes }) => bytes).join('\n'));
    expect(findIn(log, [name, phone, '信用卡被重复收取年费'])).toEqual([]);
  });

  test('is settled when it is retried and understood, and stays when it is not', async () => {
    const [first] = await listDeadLetters(broker, prefix);
    if (first === undefined) throw new Error('There is no dead letter.');
    expect(await retryDeadLetter(house.house(), broker, prefix, first)).toBe('dead');
    const before = await listDeadLetters(broker, prefix);
    expect(before.map(({ id }) => id)).toContain(first.id);
    // Nothing ever was at this place any more: the topic has let it go.
    expect(
      await retryDeadLetter(house.house(), broker, prefix, { ...first, offset: '999999' }),
    ).toBe('gone');

    // The log is away for this intake, and comes back for the retry.
    const away = {
      ...house.house(),
      attendance: {
        ...house.house().attendance,
        submit: () => Promise.resolve({ status: 'unknown' } as const),
      },
    };
    takingIn({ house: away, patience: 1_500 });
    const correlation = await send({ body: complaintOf() });
    expect((await answerTo(correlation)).problem).toMatchObject({ code: 'outcome-unknown' });
    const late = (await listDeadLetters(broker, prefix)).find(
      ({ problem }) => problem.code === 'outcome-unknown',
    );
    if (late === undefined) throw new Error('It is not among the dead letters.');
    expect(await retryDeadLetter(house.house(), broker, prefix, late)).toBe('answered');
    expect((await answersTo(correlation, 2))[1]?.receipt).toMatchObject({ outcome: 'recorded' });
    const ids = (await listDeadLetters(broker, prefix)).map(({ id }) => id);
    expect(ids).not.toContain(late.id);
  });
});

describe('a message that breaks us', () => {
  test('is a dead letter with a reference, and the next is taken', async () => {
    const faults: unknown[] = [];
    const parts = house.house();
    const brittle = {
      ...parts,
      fingerprints: {
        ...parts.fingerprints,
        note: (...[stream, print]: Parameters<typeof parts.fingerprints.note>) =>
          faults.length === 0
            ? Promise.reject(new RangeError('poison'))
            : parts.fingerprints.note(stream, print),
      },
    };
    takingIn({ house: brittle, onFault: (error) => faults.push(error) });
    const poison = await send({ body: complaintOf({ complainant: { name: '王', phone: '1' } }) });
    const next = await send({ body: complaintOf() });
    expect((await answerTo(next)).receipt).toMatchObject({ outcome: 'recorded' });
    expect((await answerTo(poison)).problem).toMatchObject({
      code: 'internal-fault',
      reference: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect(String(faults[0])).toMatch(/poison/);
  });
});
