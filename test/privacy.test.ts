import { appendFileSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Claims } from '../api/actor.ts';
import type { Client, ClearCommand } from '../api/client.ts';
import { runProjections } from '../projections/runner.ts';
import { searchable } from '../projections/texts/searchable.ts';
import { askingOf, complaintOf, placesOf, problemOf } from './api/ask.ts';
import { findIn } from './planted.ts';
import { withHouse } from './with-house.ts';

/**
 * A complaint goes its whole way on real servers with words planted in everything personal; then every word is
 * looked for wherever something was written. The letter in the outbox is the one place where they stand in clear.
 */
const planted = {
  reference: 'REF-Öxq77-Vorgang',
  name: '欧阳晓岚·Zvqtrix',
  phone: '+86 139-7741-90263',
  email: 'zvq.trix+klage@beispiel-post.test',
  idNumber: '44030719690417293X',
  address: '深圳市罕见路七千七百一十八号',
  narrative: '柜员当众朗读了我的病历Quillfeather',
  finding: '经查录音Brackwaterspiel属实',
  grounds: '依据分行自查Marzipanfrost报告',
  letter: '尊敬的客户：兹退还Nebelhornklang费用',
  returned: '信函未写明Kobaltregen到账时间',
  extension: '需向第三方Silberdistel调取录像',
  matter: 'Vertrag-Sternschnuppe-7781',
  contact: '来电说明Federwolke就医情况',
  question: '请查明Morgenrotkrug账户',
  pressure: '要求放过Wacholderbusch经理',
  paused: '笔迹鉴定Birkenrinde样本',
  regulator: '深金转Lindenblatt88号',
  raised: '涉及Zwielichtfuchs高管',
  linked: '与另一投诉Trommelkraut有关',
  withdrawn: '已与Glimmerstein私下和解',
  withdrawal: '撤诉书存于Efeuranke柜',
  broken: '坏请求里的Rauchquarz姓名',
} as const;
const words: readonly string[] = Object.values(planted);
/** The one table with opened texts, and the words as they stand there. */
const SEARCH = 'read.texts';
const searched = words.map(searchable);
/** Not personal: the positive control, which the search must find. */
const MARKER = 'marker-Wolkenbruch-5519';

const WAITING = { timeout: 30_000, interval: 100 };

const sdkLog = join(tmpdir(), `redress-privacy-${randomUUID()}.log`);
const house = withHouse({
  logger: new DefaultLogger('DEBUG', (entry) =>
    appendFileSync(sdkLog, `${entry.level} ${entry.message} ${JSON.stringify(entry.meta)}\n`),
  ),
});
const { ask, submit } = askingOf(house);

const stop = new AbortController();
let projecting: Promise<void> | undefined;
let number = '';
beforeAll(async () => {
  const { log, database, readModels } = house.house();
  projecting = runProjections({ log, database, models: [...readModels.values()] }, stop.signal);
  number = await goTheWholeWay();
  await goWrong();
});
afterAll(async () => {
  stop.abort();
  await projecting;
  rmSync(sdkLog, { force: true });
});

const streamName = () => `complaint-demobank.${number}`;

describe('planted words', () => {
  test('are found in every form, wherever in a text they begin', () => {
    for (const word of [...words, MARKER])
      for (const before of ['', 'a', 'ab', 'abc']) {
        const said = `${before}${word}, and so on`;
        const forms = [
          Buffer.from(said),
          Buffer.from(said, 'utf16le'),
          Buffer.from(Buffer.from(said).toString('base64')),
          Buffer.from(Buffer.from(said).toString('hex')),
          Buffer.from(encodeURIComponent(said)),
        ];
        for (const bytes of forms) expect(findIn(bytes, [word]), word).not.toEqual([]);
      }
    expect(findIn(Buffer.from(words.join()), [MARKER])).toEqual([]);
  });

  test('stand in no table of the database but that of the search, which goes with the key', async () => {
    await expect.poll(async () => findIn(await tableOf(SEARCH), searched), WAITING).not.toEqual([]);
    const dump = await dumpOf();
    expect(findIn(dump, [MARKER])).toContain(`${MARKER} (utf-8)`);
    expect(dump.includes('"type":"CaseClosed"'), 'the case went its whole way').toBe(true);
    expect(findIn(dump, words)).toEqual([]);
  });

  test('stand neither in Temporal’s database nor in its histories', async () => {
    const histories = await historiesOf();
    expect(findIn(histories, [MARKER])).toContain(`${MARKER} (utf-8)`);
    expect(findIn(histories, words)).toEqual([]);
    const home = inject('serversHome');
    const files = readdirSync(home).filter((name) => name.startsWith('temporal.db'));
    expect(files, 'the run’s own Temporal keeps its state here').toContain('temporal.db');
    const stored = Buffer.concat(files.map((name) => readFileSync(join(home, name))));
    expect(findIn(stored, [MARKER])).toContain(`${MARKER} (utf-8)`);
    expect(findIn(stored, words)).toEqual([]);
  });

  test('stand in no log file', async () => {
    const folder = join(inject('serversHome'), 'logs');
    const servers = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    const ours = [Buffer.from(house.logged()), readFileSync(sdkLog)];
    expect(house.logged()).toContain('personal data opened');
    expect(findIn(ours[1] ?? Buffer.alloc(0), [house.temporal.namespace])).not.toEqual([]);
    for (const bytes of [...servers, ...ours]) expect(findIn(bytes, words)).toEqual([]);
  });

  test('stand in the letter that the house’s dispatch takes, and nowhere else in the outbox', async () => {
    const folder = join(house.home, 'outbox', streamName());
    const letters = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    const found = new Set(letters.flatMap((bytes) => findIn(bytes, words)));
    expect(found).toEqual(new Set([`${planted.name} (utf-8)`, `${planted.letter} (utf-8)`]));
  });

  test('are read by whoever may, for a purpose', async () => {
    const answer = await ask('GET', `/complaints/${number}/history?purpose=privacy%20test`);
    const { name, narrative, finding, letter, grounds, returned, extension, raised } = planted;
    for (const word of [name, narrative, finding, letter, grounds, returned, extension, raised])
      expect(answer.body).toContain(word);
  });
});

describe('once the case’s key is destroyed', () => {
  test('what was personal opens as erased, and the history’s bytes are what they were', async () => {
    const before = await bytesOf();
    const by = { id: 'otto', role: 'executive', unit: 'consumer-protection', rank: 'executive' };
    const because = 'retention has ended';
    const [tombstone] = await house.house().ring.destroy(streamName(), { by, because });
    const purpose = '?purpose=privacy%20test';
    for (const url of [
      `/complaints/${number}${purpose}`,
      `/complaints/${number}/history${purpose}`,
    ]) {
      const answer = await ask('GET', url);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toSatisfy((body: unknown) => {
        const mark = {
          at: tombstone?.at,
          text: { en: 'Erased personal data', zh: '个人信息已删除' },
        };
        return JSON.stringify(body).includes(`{"erased":${JSON.stringify(mark)}}`);
      });
      expect(findIn(Buffer.from(answer.body), words)).toEqual([]);
    }
    expect(await bytesOf()).toEqual(before);
    expect(before.length).toBeGreaterThan(15);
    const left = `select from ${SEARCH} where stream = $1`;
    expect((await house.database.owner.query(left, [streamName()])).rowCount).toBe(0);
  });
});

async function goTheWholeWay(): Promise<string> {
  const as = (sub: string, role: Claims['role']): Promise<Client> => house.client({ sub, role });
  const [clerk, hana, li, maria, otto] = await Promise.all([
    as('chen', 'clerk'),
    as('hana', 'handler'),
    as('li', 'supervisor'),
    as('maria', 'head'),
    as('otto', 'executive'),
  ]);
  const { reference, name, phone, email, idNumber, address, narrative } = planted;
  const complaint = complaintOf({
    regime: 'cn-nfra-2020',
    reference,
    complainant: { name, phone, email, idNumber, address },
    narrative: `投诉内容：${narrative}。`,
    matter: planted.matter,
    statedFacts: { category: MARKER },
  });
  const { case: to } = await clerk.submit(complaintOf({ regime: 'cn-nfra-2020' }), randomUUID());
  const { case: taken } = await clerk.submit(complaint, randomUUID());
  const act = (who: Client, ...commands: readonly ClearCommand[]) =>
    who.command(taken, commands, randomUUID());
  await act(clerk, { type: 'AcknowledgeComplaint', data: {} });
  await act(li, { type: 'AssignCase', data: { handler: 'hana', unit: 'retail' } });
  const { events } = await act(
    hana,
    {
      type: 'ClassifyComplaint',
      data: { product: 'card', cause: 'pricing', right: 'fair-dealing', class: 'complex' },
    },
    { type: 'RecordFinding', data: { finding: planted.finding } },
  );
  const restsOn = events.map(({ revision }) => revision);
  const extend = { clock: 'decide', step: 'complex', reasons: planted.extension };
  await act(hana, { type: 'RequestExtension', data: extend });
  await act(hana, { type: 'EscalateCase', data: { to: 'head', reasons: planted.raised } });
  await act(hana, { type: 'LinkCase', data: { to, reasons: planted.linked } });
  await noteOnTheWay((command) => act(hana, command));
  await standStill((command) => act(maria, command));
  const propose = async () => {
    const { grounds: reasons, letter } = planted;
    const remedy = { kind: 'none' } as const;
    const covers = ['verified', 'grounds', 'routes'];
    const data = { outcome: 'upheld', remedy, covers, reasons, letter, restsOn } as const;
    const proposed = await act(hana, { type: 'ProposeDecision', data });
    return proposed.events.find(({ type }) => type === 'DecisionProposed')?.revision ?? -1;
  };
  const first = await propose();
  const returned = { proposal: first, reasons: planted.returned };
  await act(maria, { type: 'ReturnDecision', data: returned });
  const proposal = await propose();
  const { state } = await otto.show(taken);
  const { letter } = state['proposal'] as { letter: { commitment: string } };
  const letterCommitment = letter.commitment;
  await act(otto, { type: 'SignOff', data: { proposal, letterCommitment } });
  await act(clerk, { type: 'TellComplainant', data: {} });
  await vi.waitUntil(async () => (await clerk.show(taken)).state['told'], WAITING);
  await act(clerk, { type: 'CloseCase', data: {} });
  await vi.waitUntil(async () => (await clerk.show(taken)).errands.length === 0, WAITING);
  await clerk.show(taken, 'answering the complainant');
  await clerk.command(
    to,
    [
      {
        type: 'WithdrawComplaint',
        data: {
          withdrawnAt: new Date().toISOString(),
          evidence: planted.withdrawal,
          reasons: planted.withdrawn,
        },
      },
    ],
    randomUUID(),
  );
  return taken;
}

/** What is written down while a case is handled: contacts, questions, pressure, a regulator's letter. */
async function noteOnTheWay(note: (command: ClearCommand) => Promise<unknown>): Promise<void> {
  const at = new Date().toISOString();
  const dueAt = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const { contact, question, pressure, regulator } = planted;
  const call = { with: 'complainant', direction: 'in', channel: 'phone', at } as const;
  const asked = { regulator: 'nfra-shenzhen', reference: regulator, receivedAt: at };
  await note({ type: 'RecordContact', data: { ...call, note: contact } });
  await note({ type: 'SetTask', data: { kind: 'business', unit: 'cards', question, dueAt } });
  await note({ type: 'RecordPressure', data: { from: 'superior', account: pressure, at } });
  await note({ type: 'RecordRegulatorRequest', data: asked });
}

/** Time that does not count, by one whose case it never was. */
async function standStill(say: (command: ClearCommand) => Promise<unknown>): Promise<void> {
  const at = new Date().toISOString();
  const expectedAt = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const pause = { pause: 'expert-work', complainantToldAt: at, expectedAt };
  await say({ type: 'PauseClocks', data: { ...pause, reasons: planted.paused } });
  await say({ type: 'ResumeClocks', data: { pause: 'expert-work' } });
}

/** Personal words in requests that are refused, malformed, or meet a log that is away. */
async function goWrong(): Promise<void> {
  const { broken } = planted;
  problemOf(await submit(complaintOf({ reference: planted.reference, narrative: broken })), 409);
  expect(placesOf(await submit({ ...complaintOf(), unit: 3, narrative: broken }))).toEqual([
    'body/unit',
  ]);
  expect(placesOf(await ask('POST', '/complaints', `{"narrative": "${broken}", x}`))).toEqual([
    'body',
  ]);
  const key = randomUUID();
  house.wire().swallowAnswersTo(key);
  problemOf(await submit(complaintOf({ narrative: broken }), { key }), 503);
  house.wire().cut();
  problemOf(await submit(complaintOf({ narrative: broken })), 503);
  house.wire().mend();
  await vi.waitUntil(
    async () => (await submit(complaintOf({ narrative: broken }))).statusCode === 201,
    WAITING,
  );
}

type Row = { readonly [column: string]: unknown };

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every table of the database as text, the read side once it has caught up. */
async function dumpOf(): Promise<Buffer> {
  const { owner } = house.database;
  await expect
    .poll(
      async () =>
        (
          await owner.query('select from read.standing where stream = $1 and closed', [
            streamName(),
          ])
        ).rowCount,
      { timeout: 30_000 },
    )
    .toBe(1);
  const tables = await owner.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const names = tables.rows.map(({ name }) => name).filter((name) => name !== SEARCH);
  expect(names).toEqual(expect.arrayContaining(['log.events', 'keys.case_keys', 'read.standing']));
  return Buffer.concat(await Promise.all(names.map(tableOf)));
}

async function tableOf(name: string): Promise<Buffer> {
  const { rows } = await house.database.owner.query<Row>(
    `select one::text as line, * from ${name} as one`,
  );
  return Buffer.from(
    [name, ...rows.flatMap((row) => Object.values(row).map(textOf)), ''].join('\n'),
  );
}

/** All histories of the file's namespace, payloads as they are and as text. */
async function historiesOf(): Promise<Buffer> {
  const client = house.temporal.client();
  const pieces: Buffer[] = [];
  const walk = (value: unknown): void => {
    if (value instanceof Uint8Array) pieces.push(Buffer.from(value));
    else if (typeof value === 'string') pieces.push(Buffer.from(value));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  await expect
    .poll(async () => (await client.workflow.count()).count, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(2);
  for await (const { workflowId, runId } of client.workflow.list()) {
    pieces.push(Buffer.from(`\n${workflowId}\n`));
    walk(await client.workflow.getHandle(workflowId, runId).fetchHistory());
  }
  const bytes = Buffer.concat(pieces);
  expect(findIn(bytes, [streamName()])).not.toEqual([]);
  return bytes;
}

async function bytesOf(): Promise<readonly string[]> {
  const { rows } = await house.database.owner.query<{ bytes: string }>(
    'select bytes from log.events where stream = $1 order by revision',
    [streamName()],
  );
  return rows.map(({ bytes }) => bytes);
}
