import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engineCommands } from '../../workflows/complaint/commands.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf, placesOf, problemOf } from './ask.ts';

/** Whatever is wrong with a request: a 4xx that names every fault by its place, and nothing is recorded. */
const house = withHouse();
const { ask, command, received, submit } = askingOf(house);

let number = '';
let before = -1;
beforeAll(async () => {
  number = await received();
});
beforeEach(async () => {
  before = await house.recorded();
});
afterEach(async () => {
  expect(await house.recorded(), 'nothing is recorded').toBe(before);
});

const path = () => `/complaints/${number}/commands`;
const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  ask('POST', '/complaints', payload, { headers });
const acknowledge = { type: 'AcknowledgeComplaint', data: {} } as const;

describe('a body that is not JSON', () => {
  test.for([
    ['{"source": ', 'malformed-json'],
    ['{"source": 1,}', 'malformed-json'],
    ["{'source': 'x'}", 'malformed-json'],
    ['NaN', 'malformed-json'],
    ['', 'malformed-json'],
    ['{"source": "\u0001"}', 'malformed-json'],
  ])('%j is refused: %s', async ([body = '', code = '']) => {
    const response = await send(body);
    expect(placesOf(response)).toEqual(['body']);
    expect(problemOf(response, 400).code).toBe(code);
  });

  test('says where it broke, without quoting what was in it', async () => {
    const response = await send('{"narrative": "秘密的叙述" "unit"}');
    const told = problemOf(response, 400);
    expect(told.faults?.[0]?.message).toMatch(/^is not JSON: /);
    expect(response.body).not.toContain('秘密');
  });

  test.for<[string, Buffer]>([
    ['bytes that are not UTF-8', Buffer.from('{"source": "caf\xe9"}', 'latin1')],
    ['an overlong form', Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x7d])],
    ['half a surrogate pair as bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16 with its mark', Buffer.from('\ufeff{"source": "x"}', 'utf16le')],
    ['GB 18030', Buffer.from([0x22, 0xcd, 0xb6, 0xcb, 0xdf, 0x22])],
  ])('%s are refused as not UTF-8', async ([, body]) => {
    const response = await send(body);
    expect(placesOf(response)).toEqual(['body']);
    expect(problemOf(response, 400).code).toBe('not-utf-8');
  });

  test('UTF-16 without a mark is refused', async () => {
    expect(placesOf(await send(Buffer.from('{"source": "x"}', 'utf16le')))).toEqual(['body']);
  });

  test('a wrong content type is refused, and so is none', async () => {
    const body = JSON.stringify(complaintOf());
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', '']) {
      const response = await send(body, { 'content-type': type });
      expect(placesOf(response, 415)).toEqual(['headers/content-type']);
      expect(problemOf(response, 415).code).toBe('not-json');
    }
  });

  test('a body over 256 KB is refused, one just below is read', async () => {
    const response = await send(JSON.stringify(complaintOf({ narrative: 'x'.repeat(256 * 1024) })));
    expect(placesOf(response, 413)).toEqual(['body']);
    expect(problemOf(response, 413).code).toBe('body-too-large');
    const large = await send(JSON.stringify(complaintOf({ narrative: 'x'.repeat(255 * 1024) })));
    expect(placesOf(large)).toEqual(['body/narrative']);
  });

  test('an empty body is refused', async () => {
    expect(placesOf(await ask('POST', '/complaints'))).toContain('body');
    expect(placesOf(await ask('POST', path()))).toContain('body');
  });
});

describe('a complaint with faults', () => {
  test('names every one of them by its place', async () => {
    const { receivedAt: _receivedAt, ...rest } = complaintOf();
    const body = {
      ...rest,
      source: 7,
      sentToFirmAt: '2026-02-30T00:00:00.000Z',
      channel: 'pigeon',
      language: 'fr',
      complainant: { name: '', phone: 1, shoeSize: 43 },
      staffComplainedOf: ['ok', 5],
      statedFacts: { product: 3 },
      colour: 'green',
    };
    const response = await submit(body);
    expect(new Set(placesOf(response))).toEqual(
      new Set([
        'body/source',
        'body/receivedAt',
        'body/sentToFirmAt',
        'body/channel',
        'body/language',
        'body/complainant/name',
        'body/complainant/phone',
        'body/complainant/shoeSize',
        'body/staffComplainedOf/1',
        'body/statedFacts/product',
        'body/colour',
      ]),
    );
    const { detail, code, because } = problemOf(response, 400);
    expect(code).toBe('malformed-request');
    expect(because?.zh).toContain('body/complainant/shoeSize：不是此处可用的字段');
    expect(because?.zh).toContain('body/staffComplainedOf/1：应为文本，而不是数字');
    expect(detail).toContain('body/complainant/shoeSize: is not known here');
    expect(detail).toContain('body/receivedAt: is missing');
    expect(detail).toContain('body/staffComplainedOf/1: must be a text, not a number');
    expect(response.body).not.toMatch(/Invalid|expected|received undefined/);
  });

  test('names faults of headers, path and body together', async () => {
    const response = await ask('POST', '/complaints/no-number/commands', '{"commands": 1}', {
      key: 'not a key',
      headers: { 'if-match': 'seven' },
    });
    expect(new Set(placesOf(response))).toEqual(
      new Set(['params/case', 'headers/idempotency-key', 'headers/if-match', 'body/commands']),
    );
  });

  test.for<[string, object]>([
    ['a name and no name', { complainant: {} }],
    ['both anonymous and named', { complainant: { anonymous: true, name: '王' } }],
  ])('%s is a fault of the complainant', async ([, difference]) => {
    expect(placesOf(await submit(complaintOf(difference)))).toEqual(['body/complainant']);
  });

  test.for<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['text', 'complaint'],
    ['a number', 7],
  ])('%s is no complaint', async ([, body]) => {
    expect(placesOf(await send(JSON.stringify(body)))).toEqual(['body']);
  });

  test('text that could not be recorded as it is has its place named', async () => {
    const json = JSON.stringify(complaintOf({ statedFacts: { colour: 'green' } }));
    const spoilt = json
      .replace('信用卡', String.raw`\ud800`)
      .replace('王小明', String.raw`a\u0000b`)
      .replace('green', String.raw`\udc00`)
      .replace('colour', String.raw`\ud801`);
    const places = placesOf(await send(spoilt));
    expect(places).toContain('body/narrative');
    expect(places).toContain('body/complainant/name');
    expect(places.filter((at) => at.startsWith('body/statedFacts/'))).not.toEqual([]);
  });

  test('half a character or U+0000 in sealed text of a command is a fault as well', async () => {
    for (const text of [String.raw`\ud83d`, String.raw`\u0000`]) {
      const body = `{"commands":[{"type":"EscalateCase","data":{"to":"head","reasons":"${text}"}}]}`;
      expect(placesOf(await ask('POST', path(), body))).toEqual(['body/commands/0/data/reasons']);
    }
  });

  test('a name that stands twice in one object is refused by its place, at every depth', async () => {
    const json = JSON.stringify(complaintOf({ statedFacts: { issue: 'fee' } }));
    const response = await send(
      json
        .replace('{', '{"unit":"branch-0001",')
        .replace('"issue"', String.raw`"i\u0073sue":"loan","issue"`),
    );
    expect(placesOf(response)).toEqual(['body/unit', 'body/statedFacts/issue']);
    expect(problemOf(response, 400).code).toBe('repeated-name');
    const twice = '{"commands":[{"type":"CloseCase","data":{}},{"type":"CloseCase","type":"x"}]}';
    expect(placesOf(await ask('POST', path(), twice))).toEqual(['body/commands/1/type']);
  });

  test('prototypes in disguise are refused', async () => {
    const json = JSON.stringify(complaintOf({ statedFacts: {} }));
    const own = json.replace(
      '{',
      '{"__proto__": {"admin": true}, "constructor": {"prototype": 1},',
    );
    const places = placesOf(await send(own));
    expect(places).toContain('body');
    expect(places).toContain('body/constructor');
    const inFacts = json.replace('"statedFacts":{', '"statedFacts":{"__proto__": "x"');
    expect(placesOf(await send(inFacts))).toContain('body/statedFacts');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('deep nesting is refused, however deep', async () => {
    for (const depth of [50, 100_000]) {
      const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const places = placesOf(await send(`{"source": ${nested}}`));
      expect(places).toContain('body/source');
    }
  });

  test('a body made of faults is not answered with a longer one', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, 1]));
    const response = await submit({ ...complaintOf(), ...many });
    const faults = problemOf(response, 400).faults ?? [];
    expect(faults).toHaveLength(201);
    expect(faults.at(-1)?.message).toMatch(/9800 more faults/);
    const long = await submit({ ...complaintOf(), ['k'.repeat(200_000)]: 1 });
    problemOf(long, 400);
    expect(long.body.length).toBeLessThan(2_000);
  });

  test('very long text is refused by its place', async () => {
    const response = await submit(
      complaintOf({ unit: 'u'.repeat(200), complainant: { name: '王'.repeat(201) } }),
    );
    expect(new Set(placesOf(response))).toEqual(new Set(['body/unit', 'body/complainant/name']));
  });
});

describe('commands with faults', () => {
  test.for<[string, unknown, readonly string[]]>([
    ['none at all', { commands: [] }, ['body/commands']],
    ['too many', { commands: Array(21).fill(acknowledge) }, ['body/commands']],
    ['an unknown one', { commands: [{ type: 'Forget', data: {} }] }, ['body/commands/0/type']],
    ['one without data', { commands: [{ type: 'CloseCase' }] }, ['body/commands/0/data']],
    ['one that is none', { commands: [acknowledge, 5] }, ['body/commands/1']],
    [
      'unknown fields',
      { commands: [{ ...acknowledge, data: { by: 'me' }, id: 1 }], as: 'head' },
      ['body/commands/0/data/by', 'body/commands/0/id', 'body/as'],
    ],
    [
      'numbers that are none of ours',
      {
        commands: [1.5, -1, 1e308, 2 ** 53].map((corrects) => ({
          type: 'RecordFinding',
          data: { finding: 'x', corrects },
        })),
      },
      [0, 1, 2, 3].map((index) => `body/commands/${index}/data/corrects`),
    ],
    [
      'a box somebody sealed himself',
      {
        commands: [
          {
            type: 'RecordFinding',
            data: { finding: { key: 'k', sealed: 'AAAA', commitment: '0'.repeat(64) } },
          },
        ],
      },
      ['body/commands/0/data/finding'],
    ],
    [
      'a complaint received again',
      { commands: [{ type: 'ReceiveComplaint', data: complaintOf() }] },
      ['body/commands/0/type'],
    ],
  ])('%s', async ([, body, places]) => {
    const response = await ask('POST', path(), JSON.stringify(body));
    expect(new Set(placesOf(response))).toEqual(new Set(places));
  });

  test('numbers too large for JSON are refused', async () => {
    const body = '{"commands":[{"type":"RecordFinding","data":{"finding":"x","corrects":1e999}}]}';
    expect(placesOf(await ask('POST', path(), body))).toEqual(['body/commands/0/data/corrects']);
  });

  test.for(Object.keys(engineCommands))(
    '%s is the engine’s, never taken from outside',
    async (type) => {
      const body = { commands: [{ type, data: { clock: 'decide', percent: 80, order: 3 } }] };
      const response = await ask('POST', path(), JSON.stringify(body));
      expect(placesOf(response)).toEqual(['body/commands/0/type']);
      expect(response.body).toContain('must be one of TakeOverCase, AcknowledgeComplaint');
    },
  );

  test('in the wrong order are refused by the rule', async () => {
    const signOff = { proposal: 3, letterCommitment: '0'.repeat(64) };
    const as = { role: 'head', sub: 'maria' } as const;
    const response = await command(number, [{ type: 'SignOff', data: signOff }], { as });
    expect(problemOf(response, 409).because).toBeDefined();
  });

  test.for(['7', 'W/"7"', '*', '"seven"', '"1", "2"', '"9999999999"'])(
    'If-Match %s is malformed',
    async (ifMatch) => {
      const response = await command(number, [acknowledge], { headers: { 'if-match': ifMatch } });
      expect(placesOf(response)).toEqual(['headers/if-match']);
    },
  );

  test('a stale If-Match stops them', async () => {
    const response = await command(number, [acknowledge], { headers: { 'if-match': '"0"' } });
    expect(problemOf(response, 412).code).toBe('case-has-moved');
  });

  test('to a case nobody has, or that can be none, are told which', async () => {
    expect(problemOf(await command('0123456789AB', [acknowledge]), 404).code).toBe('no-such-case');
    for (const malformed of ['0123456789ab', 'short', '0123456789ABC', '%00', '..%2F..%2Fdocs'])
      expect(placesOf(await command(malformed, [acknowledge]))).toEqual(['params/case']);
    const wrong = await ask('POST', '/complaints/%ff%fe/commands', { commands: [acknowledge] });
    expect(placesOf(wrong)).toEqual(['path']);
  });
});

describe('headers and queries with faults', () => {
  test('an Idempotency-Key is needed, once, in visible ASCII and without a colon', async () => {
    const payload = complaintOf();
    const authorization = `Bearer ${await house.token()}`;
    const missing = await house
      .app()
      .inject({ method: 'POST', url: '/complaints', payload, headers: { authorization } });
    expect(placesOf(missing)).toEqual(['headers/idempotency-key']);
    expect(missing.body).toContain('is required');
    for (const key of ['', 'a b', 'person:other', 'k'.repeat(201), 'schlüssel'])
      expect(placesOf(await submit(payload, { key }))).toEqual(['headers/idempotency-key']);
  });

  test('one that comes twice is refused', async () => {
    const body = JSON.stringify(complaintOf());
    const answer = await raw(
      [
        'POST /complaints HTTP/1.1',
        'host: localhost',
        `authorization: Bearer ${await house.token()}`,
        `idempotency-key: ${randomUUID()}`,
        `idempotency-key: ${randomUUID()}`,
        'content-type: application/json',
        `content-length: ${Buffer.byteLength(body)}`,
        'connection: close',
      ],
      body,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('headers/idempotency-key');
  });

  test('what is no HTTP at all is answered with 400', async () => {
    expect(await raw(['HELLO'], '')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.for([
    ['purpose=no', 'query/purpose'],
    ['purpose=%20%20%20%20', 'query/purpose'],
    ['purpose=one&purpose=two', 'query/purpose'],
    [`purpose=${'x'.repeat(401)}`, 'query/purpose'],
    ['purpose=why%00', 'query/purpose'],
    ['from=-1', 'query/from'],
    ['from=1.5', 'query/from'],
    ['from=99999999999', 'query/from'],
    ['limit=0', 'query/limit'],
    ['limit=501', 'query/limit'],
    ['limit=many', 'query/limit'],
    ['page=2', 'query/page'],
  ])('?%s', async ([query, place]) => {
    expect(placesOf(await ask('GET', `/complaints/${number}/history?${query}`))).toEqual([place]);
  });

  test('an address that leads nowhere is a problem as well', async () => {
    for (const [method, url] of [
      ['GET', '/nowhere'],
      ['GET', '/complaints/0123456789AB/nothing'],
      ['POST', '/complaints/0123456789AB/nothing/history'],
    ] as const)
      expect(problemOf(await ask(method, url, method === 'GET' ? undefined : {}), 404).code).toBe(
        'no-such-page',
      );
  });
});

/** Sends lines of HTTP as they are. */
async function raw(head: readonly string[], body: string): Promise<string> {
  const socket = new Socket();
  const { hostname, port } = new URL(house.address());
  socket.connect(Number(port), hostname);
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  let answer = '';
  socket.on('data', (bytes) => (answer += bytes.toString()));
  await once(socket, 'close');
  return answer;
}
