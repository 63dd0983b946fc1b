import { randomUUID } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { Claims } from '../../api/actor.ts';
import type { ClearCommand, ClearComplaint } from '../../api/client.ts';
import { problem } from '../../api/problems.ts';
import type { Problem } from '../../api/problems.ts';
import { receipt } from '../../api/responses.ts';
import type { Receipt } from '../../api/responses.ts';
import type { TestHouse } from '../with-house.ts';

/** A complaint with the given differences; one of its own unless a reference is given. */
export function complaintOf(differences: Partial<ClearComplaint> = {}): ClearComplaint {
  return {
    source: 'hotline-12378',
    reference: `ref-${randomUUID()}`,
    // A minute ago, so that no deadline falls due while a test runs.
    receivedAt: new Date(Date.now() - 60_000).toISOString(),
    channel: 'phone',
    unit: 'branch-0755',
    regime: 'us-cfpb',
    language: 'zh-CN',
    complainant: { name: '王小明' },
    narrative: '信用卡被重复收取年费。',
    staffComplainedOf: [],
    ...differences,
  };
}

export type Asking = {
  readonly as?: Partial<Claims>;
  readonly key?: string;
  readonly headers?: Record<string, string>;
};

/** Requests to the API of a test house, without a client between. */
export function askingOf(house: TestHouse) {
  const ask = async (
    method: 'GET' | 'POST',
    url: string,
    payload?: InjectOptions['payload'],
    { as = {}, key = randomUUID(), headers = {} }: Asking = {},
  ): Promise<LightMyRequestResponse> =>
    house.app().inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${await house.token(as)}`,
        ...(method === 'POST'
          ? { 'idempotency-key': key, 'content-type': 'application/json' }
          : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });

  const submit = (complaint: object, asking?: Asking): Promise<LightMyRequestResponse> =>
    ask('POST', '/complaints', complaint, asking);

  const command = (
    number: string,
    commands: readonly ClearCommand[],
    asking?: Asking,
  ): Promise<LightMyRequestResponse> =>
    ask('POST', `/complaints/${number}/commands`, { commands }, asking);

  /** A new case's number. */
  const received = async (differences: Partial<ClearComplaint> = {}): Promise<string> =>
    receiptOf(await submit(complaintOf(differences)), 201).case;

  return { ask, submit, command, received };
}

export function receiptOf(response: LightMyRequestResponse, status: number): Receipt {
  expect(response.statusCode, response.body).toBe(status);
  return receipt.parse(response.json());
}

/** The problem a request was answered with, in both languages. */
export function problemOf(response: LightMyRequestResponse, status: number): Problem {
  expect(response.statusCode, response.body).toBe(status);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  const told = problem.parse(response.json());
  expect(told).toMatchObject({ status, type: `urn:redress:problem:${told.code}` });
  expect(told.because?.zh).toMatch(/\p{Script=Han}/u);
  for (const { because, message } of told.faults ?? []) {
    const { zh } = because;
    expect(zh, message).toMatch(/\p{Script=Han}/u);
    // What a parser says of a text that is not JSON is its own.
    if (!message.startsWith('is not JSON')) expect(zh).not.toMatch(/[a-z]{3,} [a-z]{3,}/);
    expect(told.because?.zh).toContain(zh);
  }
  return told;
}

/** Where the faults of a request stand, each place once. */
export function placesOf(response: LightMyRequestResponse, status = 400): readonly string[] {
  const { faults = [] } = problemOf(response, status);
  return [...new Set(faults.map(({ at }) => at))];
}
