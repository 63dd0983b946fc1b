import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Clear } from '../../../events/personal.ts';
import { engineCommands, peopleCommands } from '../../../workflows/complaint/commands.ts';

/** By `meta`: zod leaves the examples of a schema with personal fields out of its JSON schema of the input. */
const examplesOf = (schema: z.ZodType): readonly unknown[] =>
  (schema.meta()?.['examples'] ?? []) as readonly unknown[];

const receive = peopleCommands.ReceiveComplaint;
const [example] = examplesOf(receive);
const withChanges = (changes: object) => receive.safeParse({ ...(example as object), ...changes });
const faults = (changes: object) =>
  withChanges(changes).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the commands of people', () => {
  for (const [type, schema] of Object.entries(peopleCommands))
    test(`${type} is described in both languages, with an example that it accepts`, () => {
      const { description } = z.toJSONSchema(schema, { io: 'input' });
      expect(description).toMatch(/^[A-Z].*\. .*\p{Script=Han}。$/su);
      expect(examplesOf(schema)).toHaveLength(1);
      expect(schema.safeParse(examplesOf(schema)[0]).error).toBeUndefined();
    });

  test('are not those of the engine', () => {
    const names: readonly string[] = Object.keys(peopleCommands);
    expect(Object.keys(engineCommands).filter((type) => names.includes(type))).toEqual([]);
  });
});

describe('personal data in a command', () => {
  test('is marked in the schema and clear only until it is sealed', () => {
    const { properties = {} } = z.toJSONSchema(receive, { io: 'input' });
    expect(properties['narrative']).toMatchObject({ type: 'string', personal: true });
    const parsed = receive.parse(example);
    expect(parsed.reference).toBeInstanceOf(Clear);
    expect(parsed.complainant.name).toBeInstanceOf(Clear);
    expect(parsed.narrative).toBeInstanceOf(Clear);
  });
});

describe('a text that must say something', () => {
  test('is not white space alone, of whatever kind', () => {
    const { RecordFinding, MergeIntoCase } = peopleCommands;
    for (const blank of ['', ' ', '\u3000', '\n\t '])
      for (const parsed of [
        RecordFinding.safeParse({ finding: blank }),
        MergeIntoCase.safeParse({ into: '0123456789AB', reasons: blank }),
      ])
        expect(parsed.success, JSON.stringify(blank)).toBe(false);
    expect(RecordFinding.safeParse({ finding: ' 是 ' }).success).toBe(true);
  });
});

describe('a code or another text of one line', () => {
  for (const [type, schema] of Object.entries(peopleCommands))
    test(`is not blank in ${type}, nor does it begin or end with white space`, () => {
      for (const { path, text, put } of textsOf(examplesOf(schema)[0])) {
        const isPersonal = faultsAt(schema, path, put(` ${text}`)).length === 0;
        const spaced = [' ', '\u3000', '\t', ...(isPersonal ? [] : [`${text} `, `\u00a0${text}`])];
        for (const value of spaced)
          expect(faultsAt(schema, path, put(value)), JSON.stringify(value)).not.toEqual([]);
      }
    });

  test('is not so where the examples leave it out', () => {
    for (const blank of [' ', 'bank ', '\u3000bank']) {
      const stated = { [blank]: 'Debt collection', 'sub-product': blank };
      expect(faults({ overlays: ['eu-psd2', blank], kinds: [blank], statedFacts: stated })).toEqual(
        ['overlays.1', 'kinds.0', `statedFacts.${blank}`, 'statedFacts.sub-product'],
      );
      const { ProposeDecision, RecordRegulatorRequest } = peopleCommands;
      const put = (schema: z.ZodType, more: object) =>
        schema.safeParse({ ...(examplesOf(schema)[0] as object), ...more }).error?.issues;
      expect(put(ProposeDecision, { covers: ['verified', blank] })).toMatchObject([
        { path: ['covers', 1], message: 'must not be blank, nor begin or end with white space' },
      ]);
      expect(put(RecordRegulatorRequest, { regime: blank })).toHaveLength(1);
    }
  });
});

type Place = readonly (string | number)[];

/** Every text of an example, with the example when another stands in its place. */
function* textsOf(
  value: unknown,
  path: Place = [],
  put: (text: unknown) => unknown = (text) => text,
): Generator<{ path: Place; text: string; put: (text: unknown) => unknown }> {
  if (typeof value === 'string') yield { path, text: value, put };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const list = Array.isArray(value);
    yield* textsOf(inner, [...path, list ? Number(key) : key], (text) =>
      put(list ? value.toSpliced(Number(key), 1, text) : { ...value, [key]: text }),
    );
  }
}

function faultsAt(schema: z.ZodType, path: Place, value: unknown) {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.filter((issue) => issue.path.join('.') === path.join('.'));
}

describe('the representatives of a joint complaint', () => {
  const faultsOf = (...representatives: readonly { name: string; phone?: string }[]) =>
    peopleCommands.NameRepresentatives.safeParse({ representatives }).error?.issues.map(
      ({ path }) => path.join('.'),
    ) ?? [];

  test('are each named once, however the name is written', () => {
    for (const again of ['李雷', ' 李 雷', '李雷\u3000'])
      expect(faultsOf({ name: '李雷' }, { name: '韩梅' }, { name: again })).toEqual([
        'representatives.2.name',
      ]);
    expect(faultsOf({ name: 'Li Lei' }, { name: 'Ｌｉ ＬＥＩ' })).toEqual([
      'representatives.1.name',
    ]);
  });

  test('may have one name where their phones tell them apart', () => {
    const [one, other] = [
      { name: '李雷', phone: '1' },
      { name: '李雷', phone: '2' },
    ];
    expect(faultsOf(one, other)).toEqual([]);
    expect(faultsOf(one, { ...other, phone: ' 1' })).toEqual(['representatives.1.name']);
    expect(faultsOf(one, { name: '李雷' })).toEqual(['representatives.1.name']);
  });
});

describe('a complaint', () => {
  test('names the complainant or says that it is anonymous, one of them', () => {
    expect(faults({ complainant: { anonymous: true } })).toEqual([]);
    expect(faults({ complainant: { name: 'Wang' } })).toEqual([]);
    expect(faults({ complainant: {} })).toEqual(['complainant']);
    expect(faults({ complainant: { anonymous: true, name: 'Wang' } })).toEqual(['complainant']);
  });

  test('names every fault at once', () => {
    expect(
      faults({ receivedAt: '2026-02-30T00:00:00.000Z', channel: 'pigeon', unit: '', more: 1 }),
    ).toEqual(['receivedAt', 'channel', 'unit', '']);
  });

  test('has instants in UTC with milliseconds, of days that exist', () => {
    for (const receivedAt of [
      '2026-03-02',
      '2026-03-02T01:30:00Z',
      '2026-03-02T01:30:00.000+08:00',
    ])
      expect(faults({ receivedAt })).toEqual(['receivedAt']);
  });

  test('has no control characters or halves of characters in what is not sealed', () => {
    for (const unit of ['a\u0000b', 'a\nb', '\ud800'])
      expect(faults({ unit, statedFacts: { product: unit } })).toEqual([
        'unit',
        'statedFacts.product',
      ]);
  });
});

describe('a member of staff', () => {
  const { ReceiveComplaint, TakeOverCase, AssignCase, RecordInterest, AssignReview } =
    peopleCommands;
  /** Every place where a command names one. */
  const places: readonly (readonly [string, z.ZodType, (id: string) => object])[] = [
    ['ReceiveComplaint', ReceiveComplaint, (id) => ({ staffComplainedOf: ['otto', id] })],
    ['TakeOverCase', TakeOverCase, (id) => ({ staffComplainedOf: [id] })],
    ['AssignCase', AssignCase, (handler) => ({ handler })],
    ['AssignCase', AssignCase, (person) => ({ involved: [{ person, as: 'seller' }] })],
    ['RecordInterest', RecordInterest, (person) => ({ involved: [{ person, as: 'seller' }] })],
    ['AssignReview', AssignReview, (reviewer) => ({ reviewer })],
  ];

  for (const [type, schema, naming] of places)
    test(`is named in one form only: ${type} ${JSON.stringify(naming('…'))}`, () => {
      const [right] = examplesOf(schema);
      const tried = (id: string) => schema.safeParse({ ...(right as object), ...naming(id) });
      expect(tried('hana').error).toBeUndefined();
      for (const id of ['Hana', 'HANA ', ' hana', 'h\u00e4na', ''])
        expect(tried(id).error?.issues[0]?.message, id).toMatch(/must be a staff id of small/);
    });

  test('is named nowhere else', () => {
    const found = Object.entries(peopleCommands).flatMap(([type, schema]) =>
      [...namesOf(z.toJSONSchema(schema, { io: 'input' }))]
        .filter((name) => /^(handler|reviewer|person|staff\w*|by|approver\w*)$/.test(name))
        .map((name) => `${type}.${name}`),
    );
    expect(found).toEqual([
      'ReceiveComplaint.staffComplainedOf',
      'TakeOverCase.staffComplainedOf',
      'AssignCase.handler',
      'AssignCase.person',
      'RecordInterest.person',
      'AssignReview.reviewer',
    ]);
  });
});

/** The names of a schema's fields, at every depth. */
function* namesOf(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'properties') yield* Object.keys(inner as object);
    if (key !== 'examples') yield* namesOf(inner);
  }
}

describe('money', () => {
  const { remedy } = peopleCommands.ProposeDecision.shape;
  const isTaken = (amount: string, currency: string) =>
    remedy.safeParse({ kind: 'money', money: { amount, currency } }).success;

  test('is a decimal string with as many decimals as its currency', () => {
    for (const [amount, currency] of [
      ['12.30', 'CNY'],
      ['0.01', 'USD'],
      ['1000', 'JPY'],
      ['1.234', 'KWD'],
      ['1.234', 'TND'],
      ['1000', 'CLP'],
    ] as const)
      expect(isTaken(amount, currency), `${amount} ${currency}`).toBe(true);
    for (const [amount, currency] of [
      ['0.00', 'USD'],
      ['0', 'JPY'],
      ['12.3', 'CNY'],
      ['12', 'CNY'],
      ['012.30', 'CNY'],
      ['-1.00', 'CNY'],
      ['1e3', 'JPY'],
      ['10.5', 'JPY'],
      ['12.30', 'yuan'],
      ['12.30', 'TND'],
      ['1.00', 'XAU'],
    ] as const)
      expect(isTaken(amount, currency), `${amount} ${currency}`).toBe(false);
  });

  test('of no known currency is refused by its name', () => {
    const money = { amount: '1.00', currency: 'QQQ' };
    const { error } = remedy.safeParse({ kind: 'money', money });
    expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['money.currency', 'QQQ is no currency of ISO 4217'],
    ]);
  });

  test('is stated by a remedy in money, and by no other', () => {
    expect(remedy.safeParse({ kind: 'money' }).success).toBe(false);
    const apology = { kind: 'apology', money: { amount: '1.00', currency: 'CNY' } };
    expect(remedy.safeParse(apology).success).toBe(false);
    expect(remedy.safeParse({ kind: 'apology' }).success).toBe(true);
  });
});
