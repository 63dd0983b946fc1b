import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { CHANNELS } from '../../events/complaint/codes.ts';
import { peopleCommands } from '../../workflows/complaint/commands.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf, problemOf } from './ask.ts';

/**
 * Requests made at random, near to right ones and far from them. None is answered with 5xx, whatever is answered
 * with 4xx is a problem with faults or a reason, and recorded nothing. Each run makes the same ones; another
 * REDRESS_FUZZ_SEED makes others.
 */
const SEED = Number(process.env['REDRESS_FUZZ_SEED'] ?? 20_261_124);
const RUNS = Number(process.env['REDRESS_FUZZ_RUNS'] ?? 150);
const MINUTES = 60_000;

const house = withHouse();
const { ask, received } = askingOf(house);

let number = '';
beforeAll(async () => {
  number = await received();
});

/** Text of all sorts: lone surrogates, control characters, names that objects have anyway. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '\u0000', '\ud800', '2026-02-30', ''),
);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
  text,
  fc.double(),
  fc.constantFrom(-0, 1e308, 2 ** 53, Number.MIN_VALUE),
);
/** Mostly what is right, so that several right things come together often enough to be taken. */
const mostly = (right: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown> = anything) =>
  fc.oneof({ weight: 14, arbitrary: right }, { weight: 1, arbitrary: other });
const fieldsNear = (right: object) =>
  fc.record(
    Object.fromEntries(
      Object.entries(right).map(([key, value]) => [key, mostly(fc.constant<unknown>(value))]),
    ),
  );

const complaint = fc
  .record({
    near: fieldsNear(complaintOf()),
    reference: mostly(fc.uuid()),
    channel: mostly(fc.constantFrom(...CHANNELS)),
    complainant: mostly(
      fc.record({ name: mostly(fc.string({ minLength: 1 }), text) }),
      fc.record({ name: text, phone: text }, { requiredKeys: [] }),
    ),
    narrative: mostly(fc.string({ unit: 'grapheme', minLength: 1 }), text),
    statedFacts: mostly(fc.constant({ issue: 'fee' }), fc.dictionary(text, text, { maxKeys: 5 })),
  })
  .map(({ near, ...made }) => ({ ...near, ...made }));
const { ReceiveComplaint: _receive, ...later } = peopleCommands;
const commandsNear = fc.record({
  commands: fc.array(
    fc.constantFrom(...Object.keys(later)).chain((type) => {
      const example = later[type as keyof typeof later].meta()?.['examples'] as object[];
      return fc.record({ type: mostly(fc.constant(type)), data: fieldsNear(example[0] ?? {}) });
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** JSON as text, some of it spoilt at one place, or bytes that are none. */
const body = (near: fc.Arbitrary<unknown>): fc.Arbitrary<string | Buffer> =>
  fc.oneof(
    { weight: 10, arbitrary: near.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value)) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(near, fc.nat(), fc.string({ maxLength: 3 }))
        .map(([value, at, spoilt]) => {
          const json = JSON.stringify(value);
          const cut = at % json.length;
          return json.slice(0, cut) + spoilt + json.slice(cut + 1);
        }),
    },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    },
  );

const header = fc
  .string({ unit: 'grapheme-ascii', maxLength: 20 })
  .filter((one) => !/[\r\n]/.test(one));

const seldom = fc.oneof(
  { weight: 9, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: header },
);

/**
 * What was accepted may write letters, ask other cases, or begin a clock that has run out already, which records
 * something a moment later.
 */
async function settled(): Promise<void> {
  const client = await house.client();
  await vi.waitUntil(async () => {
    const { errands, deadlines } = await client.show(number);
    const now = new Date().toISOString();
    return errands.length === 0 && deadlines.every(({ at }) => at > now);
  }, MINUTES);
}

async function neverFails(url: string, payload: string | Buffer, headers: Record<string, string>) {
  const before = await house.recorded();
  const response = await ask('POST', url, payload, { headers });
  const { statusCode } = response;
  if (statusCode < 300) return settled();
  const { faults = [], because } = problemOf(response, statusCode);
  expect(statusCode, response.body).toBeLessThan(500);
  if (statusCode === 400) expect(faults, response.body).not.toEqual([]);
  else expect(because).toBeDefined();
  expect(await house.recorded(), response.body).toBe(before);
}

describe(`requests made at random, seed ${SEED}`, () => {
  console.log(`fuzz test: REDRESS_FUZZ_SEED=${SEED} REDRESS_FUZZ_RUNS=${RUNS}`);

  test('complaints', { timeout: 5 * MINUTES }, async () => {
    await fc.assert(
      fc.asyncProperty(body(complaint), seldom, (payload, key) =>
        neverFails('/complaints', payload, key === undefined ? {} : { 'idempotency-key': key }),
      ),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  });

  test('commands', { timeout: 5 * MINUTES }, async () => {
    await fc.assert(
      fc.asyncProperty(body(commandsNear), seldom, (payload, match) =>
        neverFails(
          `/complaints/${number}/commands`,
          payload,
          match === undefined ? {} : { 'if-match': match },
        ),
      ),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  });

  test('addresses and queries', { timeout: MINUTES }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant(number), text.map(encodeLeniently), header.map(encodeLeniently)),
        fc.webQueryParameters(),
        fc.constantFrom('from', 'limit', 'purpose', 'x'),
        async (place, value, parameter) => {
          for (const path of ['', '/history']) {
            const url = `/complaints/${place}${path}?${parameter}=${value}`;
            const { statusCode, body: said } = await ask('GET', url);
            expect(statusCode, `${url} ${said}`).toBeLessThan(500);
          }
        },
      ),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  });
});

function encodeLeniently(place: string): string {
  return encodeURIComponent(place.toWellFormed()).replaceAll('%EF', '%');
}
