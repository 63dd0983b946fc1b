import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ClearCommand } from '../../api/client.ts';
import { RequestRefused } from '../../api/requester.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf, placesOf, problemOf, receiptOf } from './ask.ts';

const house = withHouse();
const { command, ask, received } = askingOf(house);

const acknowledge: ClearCommand = { type: 'AcknowledgeComplaint', data: {} };
const assign: ClearCommand = { type: 'AssignCase', data: { handler: 'hana', unit: 'retail' } };
const classify: ClearCommand = {
  type: 'ClassifyComplaint',
  data: { product: 'credit-card', cause: 'pricing', right: 'fair-dealing', class: 'simple' },
};
const close: ClearCommand = { type: 'CloseCase', data: {} };
const tell: ClearCommand = { type: 'TellComplainant', data: {} };

const typesOf = (receipt: ReturnType<typeof receiptOf>) => receipt.events.map(({ type }) => type);

describe('commands to a case', () => {
  test('are recorded, and the receipt says where the case stands', async () => {
    const number = await received();
    const response = await command(number, [classify]);
    const receipt = receiptOf(response, 200);
    expect(receipt).toMatchObject({ case: number, outcome: 'recorded', repeated: false });
    expect(typesOf(receipt)).toEqual(['ComplaintClassified']);
    expect(response.headers.etag).toBe(`"${receipt.revision}"`);
  });

  test('that are so already are accepted, and nothing is recorded', async () => {
    const number = await received();
    const { revision } = receiptOf(await command(number, [classify]), 200);
    const again = receiptOf(await command(number, [classify]), 200);
    expect(again).toMatchObject({ outcome: 'accepted', revision, events: [] });
  });

  test('refused by a rule say which and why, in both languages and the one preferred', async () => {
    const number = await received();
    const before = await house.recorded(number);
    const english = problemOf(await command(number, [tell]), 409);
    expect(english).toMatchObject({ code: 'not-signed-off', detail: english.because?.en });
    const headers = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' };
    const chinese = problemOf(await command(number, [tell], { headers }), 409);
    expect(chinese).toMatchObject({ code: 'not-signed-off', detail: english.because?.zh });
    expect(await house.recorded(number)).toBe(before);
  });

  test('are taken together', async () => {
    const number = await received();
    const receipt = receiptOf(
      await command(number, [classify, assign], { as: { role: 'supervisor' } }),
      200,
    );
    expect(typesOf(receipt)).toEqual(['ComplaintClassified', 'CaseAssigned']);
  });

  test('are refused together when one of them is', async () => {
    const number = await received();
    const before = await house.recorded(number);
    const { code } = problemOf(await command(number, [classify, acknowledge, close]), 409);
    expect(code).toBe('complainant-not-told');
    expect(await house.recorded(number)).toBe(before);
  });

  test('again with the same key are answered with what was recorded', async () => {
    const number = await received();
    const key = randomUUID();
    const first = receiptOf(await command(number, [classify], { key }), 200);
    const again = receiptOf(await command(number, [classify], { key }), 200);
    expect(again).toEqual({ ...first, repeated: true });
    const { code } = problemOf(await command(number, [assign], { key }), 422);
    expect(code).toBe('idempotency-key-reused');
  });

  test('with personal data compare equal when they are repeated', async () => {
    const number = await received();
    const key = randomUUID();
    const withdrawnAt = new Date(Date.now() - 1_000).toISOString();
    const withdraw = (reasons: string): ClearCommand => ({
      type: 'WithdrawComplaint',
      data: { withdrawnAt, evidence: '投诉人签字的撤诉申请。', reasons },
    });
    const first = await command(number, [withdraw('已私下解决。')], { key });
    const again = await command(number, [withdraw('已私下解决。')], { key });
    expect(again.json()).toEqual({ ...receiptOf(first, 200), repeated: true });
    problemOf(await command(number, [withdraw('其他原因。')], { key }), 422);
  });

  test('that withdraw it say what shows it to be the complainant’s own word', async () => {
    const number = await received();
    const before = await house.recorded(number);
    const bare = { withdrawnAt: new Date(Date.now() - 1_000).toISOString() };
    const commands = [bare, { ...bare, evidence: ' ' }].map((data) => ({
      type: 'WithdrawComplaint',
      data,
    }));
    const response = await ask('POST', `/complaints/${number}/commands`, { commands });
    expect(placesOf(response)).toEqual(
      commands.map((_, index) => `body/commands/${index}/data/evidence`),
    );
    expect(await house.recorded(number)).toBe(before);
  });

  test('to a case that nobody has are told so, and make no key', async () => {
    const keys = async () =>
      (await house.database.owner.query('select from keys.case_keys')).rowCount;
    const before = await keys();
    const escalate: ClearCommand = { type: 'EscalateCase', data: { to: 'head', reasons: '金额' } };
    for (const given of [acknowledge, escalate])
      expect(problemOf(await command('0123456789AB', [given]), 404).code).toBe('no-such-case');
    expect(await keys()).toBe(before);
  });

  test('leave the trace they came with, and nothing else that calls itself one', async () => {
    const number = await received();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await command(number, [classify], { headers: { traceparent } });
    await command(number, [acknowledge], { headers: { traceparent: 'Wang Xiaoming called' } });
    const history = (await ask('GET', `/complaints/${number}/history`)).json<{
      events: { type: string; meta: { trace?: string } }[];
    }>();
    const traces = new Map(history.events.map(({ type, meta }) => [type, meta.trace]));
    expect(traces.get('ComplaintClassified')).toBe(traceparent);
    expect(traces.get('ComplaintAcknowledged')).toBeUndefined();
  });
});

describe('If-Match', () => {
  test('lets commands through while the case stands where it was read', async () => {
    const number = await received();
    const { etag } = (await ask('GET', `/complaints/${number}`)).headers;
    const headers = { 'if-match': String(etag) };
    receiptOf(await command(number, [classify], { headers }), 200);
  });

  test('stops commands to a case that has moved, and says where it stands', async () => {
    const number = await received();
    const { etag } = (await ask('GET', `/complaints/${number}`)).headers;
    const { revision } = receiptOf(await command(number, [classify]), 200);
    const before = await house.recorded(number);
    const headers = { 'if-match': String(etag) };
    const stale = await command(number, [acknowledge], { headers });
    expect(problemOf(stale, 412).code).toBe('case-has-moved');
    expect(stale.headers.etag).toBe(`"${revision}"`);
    expect(await house.recorded(number)).toBe(before);
  });

  test('does not stand in the way of a repeated request', async () => {
    const number = await received();
    const { etag } = (await ask('GET', `/complaints/${number}`)).headers;
    const asking = { key: randomUUID(), headers: { 'if-match': String(etag) } };
    receiptOf(await command(number, [classify], asking), 200);
    expect(receiptOf(await command(number, [classify], asking), 200).repeated).toBe(true);
  });
});

describe('a case that many ask at once', () => {
  test('answers all of them and loses none', async () => {
    const number = await received();
    const asked = Array.from({ length: 60 }, (_, index) => {
      const unit = `unit-${index}`;
      const given: ClearCommand =
        index % 3 === 0 ? tell : { type: 'AssignCase', data: { handler: `hana-${index}`, unit } };
      return command(number, [given], { as: { role: 'supervisor' }, key: `many-${index}` });
    });
    const answers = await Promise.all(asked);
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 409)).toHaveLength(20);
    expect(statuses.filter((status) => status === 200)).toHaveLength(40);
    const history = await (await house.client()).history(number, { limit: 500 });
    const assigned = history.events.filter(({ type }) => type === 'CaseAssigned');
    const handlers = assigned.map(({ data }) => String(data['handler']));
    expect(new Set(handlers).size).toBe(40);
    expect(handlers).toHaveLength(40);
    expect(history.events.map(({ revision }) => revision)).toEqual([...history.events.keys()]);
  });
});

describe('the typed client, over a socket', () => {
  test('submits, commands, shows and reads the history', async () => {
    const client = await house.client();
    const { case: number } = await client.submit(complaintOf(), randomUUID());
    const { revision } = await client.command(number, [classify], randomUUID());
    const shown = await client.show(number);
    expect(shown).toMatchObject({ case: number, revision, status: 'open', closed: false });
    const { events, next } = await client.history(number);
    expect(events.at(-1)).toMatchObject({ type: 'ComplaintClassified', revision });
    expect(next).toBeNull();
  });

  test('throws the problem that a request was answered with', async () => {
    const client = await house.client();
    const refused: unknown = await client.show('0123456789AB').catch((error: unknown) => error);
    if (!(refused instanceof RequestRefused)) throw refused;
    expect(refused.problem).toMatchObject({ status: 404, code: 'no-such-case' });
    const { case: number } = await client.submit(complaintOf(), randomUUID());
    await client.command(number, [classify], randomUUID());
    await expect(client.command(number, [acknowledge], randomUUID(), 0)).rejects.toMatchObject({
      problem: { code: 'case-has-moved' },
    });
  });
});
