import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClearCommand } from '../../api/client.ts';
import { takeMessage } from '../../api/intake/take-message.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf, placesOf, problemOf, receiptOf } from './ask.ts';

const house = withHouse();
const { command, submit, received } = askingOf(house);
const folder = join(house.home, 'products');
const list = (codes: readonly string[]) =>
  writeFileSync(join(folder, 'demobank.json'), JSON.stringify(codes));

beforeEach(() => {
  mkdirSync(folder);
  list(['credit-card', 'debit-card', 'mortgage', 'term-life']);
});
afterEach(() => rmSync(folder, { recursive: true }));

const classify = (product: string): ClearCommand => ({
  type: 'ClassifyComplaint',
  data: { product, cause: 'pricing', right: 'fair-dealing', class: 'simple' },
});

test('a product that is not on the institution’s list is refused, with the nearest, and nothing is recorded', async () => {
  const before = await house.recorded();
  const told = problemOf(await submit(complaintOf({ product: 'credit-crad' })), 400);
  expect(told.code).toBe('unknown-product');
  expect(told.faults).toMatchObject([
    {
      at: 'body/product',
      because: {
        en: 'is not on the institution’s list of products; nearest: credit-card, debit-card, mortgage',
        zh: '不在本机构产品目录中；相近代码：credit-card、debit-card、mortgage',
      },
    },
  ]);
  expect(await house.recorded()).toBe(before);
  receiptOf(await submit(complaintOf({ product: 'credit-card' })), 201);
  receiptOf(await submit(complaintOf()), 201);
});

test('nor is a case classified by one, and the other commands with it are not taken', async () => {
  const number = await received();
  const before = await house.recorded(number);
  const response = await command(number, [classify('mortgage'), classify('mortgages')]);
  expect(placesOf(response)).toEqual(['body/commands/1/data/product']);
  expect(await house.recorded(number)).toBe(before);
  receiptOf(await command(number, [classify('mortgage')]), 200);
});

test('codes that the product lists itself are refused where they are not on its lists', async () => {
  const number = await received();
  const data = { product: 'mortgage', cause: 'bad-luck', right: 'happiness', class: 'hard' };
  const response = await command(number, [{ type: 'ClassifyComplaint', data } as never]);
  const places = ['cause', 'right', 'class'].map((name) => `body/commands/0/data/${name}`);
  expect(placesOf(response)).toEqual(places);
});

test('from a topic it is a dead letter, which can be retried once the list has it', async () => {
  const message = {
    ...{ topic: 'submissions', partition: 0, offset: '0', key: null, at: new Date().toISOString() },
    headers: {
      ...{ authorization: `Bearer ${await house.token()}`, request: 'submit-complaint' },
      'idempotency-key': randomUUID(),
    },
    value: Buffer.from(JSON.stringify(complaintOf({ product: 'pet-insurance' }))),
  };
  const dead = await takeMessage(house.house(), message);
  expect(dead).toMatchObject({ status: 'dead', problem: { code: 'unknown-product' } });
  list(['pet-insurance']);
  expect(await takeMessage(house.house(), message)).toMatchObject({ status: 'answered' });
});

test('what was recorded before a product left the list is answered again', async () => {
  const number = await received();
  const key = randomUUID();
  const first = receiptOf(await command(number, [classify('mortgage')], { key }), 200);
  list(['credit-card']);
  const again = receiptOf(await command(number, [classify('mortgage')], { key }), 200);
  expect(again).toEqual({ ...first, repeated: true });
});

test('an institution without a list takes any code', async () => {
  list([]);
  receiptOf(await submit(complaintOf({ product: 'pet-insurance' })), 201);
});
