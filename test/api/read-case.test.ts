import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiServer } from '../../api/server.ts';
import { caseView, history } from '../../api/responses.ts';
import { pino } from 'pino';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf, problemOf, receiptOf } from './ask.ts';

const house = withHouse();
const { ask, command, received, submit } = askingOf(house);

const NARRATIVE = '年费重复收取-独一无二的叙述';
const PURPOSE = '?purpose=answering%20the%20call';

const show = async (number: string, query = '') =>
  caseView.parse((await ask('GET', `/complaints/${number}${query}`)).json());
const read = async (number: string, query = '') =>
  history.parse((await ask('GET', `/complaints/${number}/history${query}`)).json());

describe('a case that is read', () => {
  test('says how it stands and what it awaits', async () => {
    const number = await received();
    const shown = await show(number);
    expect(shown).toMatchObject({ case: number, status: 'open', closed: false, errands: [] });
    expect(shown.deadlines.length).toBeGreaterThan(0);
    for (const { at } of shown.deadlines) expect(new Date(at).toISOString()).toBe(at);
  });

  test('says on which rules it rests that nobody read in their own text, and who confirmed them', async () => {
    const number = await received({ regime: 'us-cfpb', sentToFirmAt: new Date().toISOString() });
    const { restsOn, authority } = await show(number);
    expect(authority).toBeNull();
    expect(restsOn).toMatchObject([
      { regime: 'us-cfpb', datum: 'clocks.respond', mark: 'S', confirmed: null },
      { regime: 'us-cfpb', datum: 'clocks.respond.counting', mark: 'P', confirmed: null },
    ]);
  });

  test('is not sent again until it moves or is opened, or the institution confirms its rules', async () => {
    const number = await received();
    const url = `/complaints/${number}`;
    const had = async (etag: string, query = '') =>
      (await ask('GET', `${url}${query}`, undefined, { headers: { 'if-none-match': etag } }))
        .statusCode;
    const tagOf = async () => String((await ask('GET', url)).headers['etag']);
    const etag = await tagOf();
    expect([await had(etag), await had(etag, PURPOSE)]).toEqual([304, 200]);
    receiptOf(await command(number, [{ type: 'AcknowledgeComplaint', data: {} }]), 200);
    expect(await had(etag)).toBe(200);

    const confirmations = join(house.home, 'confirmations');
    mkdirSync(confirmations);
    try {
      const before = await tagOf();
      const confirmed = {
        regime: 'us-cfpb',
        version: '2015',
        path: 'clocks.respond',
        confirmedBy: 'Ann Lee',
        on: '2026-11-24',
      };
      writeFileSync(join(confirmations, 'demobank.json'), JSON.stringify([confirmed]));
      expect(await had(before)).toBe(200);
      const commands = [{ type: 'AcknowledgeComplaint', data: {} }];
      const answered = async () => {
        const headers = { 'if-match': await tagOf() };
        return (await ask('POST', `${url}/commands`, { commands }, { headers })).statusCode;
      };
      // The letter about the receipt may move the case between the two requests.
      await expect.poll(answered, { timeout: 10_000 }).not.toBe(412);
      expect(await answered(), 'the ETag is one for If-Match').not.toBe(400);
    } finally {
      rmSync(confirmations, { recursive: true });
    }
  });

  test('keeps personal data sealed without a purpose', async () => {
    const number = await received({ narrative: NARRATIVE });
    const before = house.logged().length;
    const [shown, { events }] = [await show(number), await read(number)];
    for (const answer of [JSON.stringify(shown), JSON.stringify(events)]) {
      expect(answer).not.toContain('王小明');
      expect(answer).not.toContain(NARRATIVE);
      expect(answer).toContain('"commitment"');
    }
    expect(house.logged().slice(before)).not.toContain('personal data opened');
  });

  test('is opened for a purpose, which is recorded with who opened what', async () => {
    const number = await received({ narrative: NARRATIVE });
    const before = house.logged().length;
    const { events } = await read(number, PURPOSE);
    expect(events[0]?.data).toMatchObject({
      narrative: NARRATIVE,
      complainant: { name: '王小明' },
    });
    const shown = await show(number, PURPOSE);
    expect(JSON.stringify(shown.state)).not.toContain('"commitment"');
    const openings = house
      .logged()
      .slice(before)
      .split('\n')
      .filter((line) => line.includes('personal data opened'))
      .map((line) => JSON.parse(line) as unknown);
    const opening = {
      who: 'chen',
      role: 'clerk',
      why: 'answering the call',
      keys: [`complaint-demobank.${number}#1`],
    };
    expect(openings).toMatchObject([opening, opening]);
  });

  test('stays sealed when its opening cannot be recorded', async () => {
    const number = await received({ narrative: NARRATIVE });
    const recordAccess = async () => Promise.reject(new Error('the access log is full'));
    const silent = pino({ level: 'silent' });
    const app = await apiServer({ ...house.house(), recordAccess }, silent);
    const headers = { authorization: `Bearer ${await house.token()}` };
    for (const url of [`/complaints/${number}`, `/complaints/${number}/history`]) {
      const answer = await app.inject({ url: url + PURPOSE, headers });
      const { code, reference } = problemOf(answer, 500);
      expect(code).toBe('internal-fault');
      expect(reference).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.body).not.toContain(NARRATIVE);
      expect(answer.body).not.toContain('access log');
    }
    await app.close();
  });

  test('that nobody has is not found, wherever one asks from', async () => {
    for (const url of ['', '/history', '/history?from=7'])
      expect(problemOf(await ask('GET', `/complaints/0123456789AB${url}`), 404).code).toBe(
        'no-such-case',
      );
  });
});

describe('a history', () => {
  test('is read by pages, which follow on one another to its end', async () => {
    const number = await received();
    await command(number, [{ type: 'AcknowledgeComplaint', data: {} }]);
    await expect.poll(async () => (await show(number)).errands).toEqual([]);
    const whole = await read(number);
    expect(whole.next).toBeNull();
    const paged: unknown[] = [];
    for (let from: number | null = 0; from !== null;) {
      const page = await read(number, `?from=${from}&limit=2`);
      expect(page.events.length).toBeLessThanOrEqual(2);
      paged.push(...page.events);
      from = page.next;
    }
    expect(paged).toEqual(whole.events);
    expect(await read(number, `?from=${whole.events.length}`)).toMatchObject({
      events: [],
      next: null,
    });
  });

  test('shows events as they were recorded, without what is the log’s own', async () => {
    const complaint = complaintOf();
    const { case: number, events: receipts } = receiptOf(await submit(complaint), 201);
    const { events } = await read(number);
    expect(events.map(({ id, type, revision }) => ({ id, type, revision }))).toEqual(receipts);
    expect(events[0]?.meta).toMatchObject({ actor: { id: 'chen', role: 'clerk' } });
    expect(Object.keys(events[0] ?? {})).not.toContain('position');
  });
});
