import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { RecordedEvent } from '../../events/envelope.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { vocabularies } from '../../events/vocabularies.ts';
import { words } from '../../events/vocabulary.ts';
import type { Vocabulary } from '../../events/vocabulary.ts';
import { readDatabase } from '../../projections/database.ts';
import * as lives from '../projections/lives.ts';
import { project, record } from '../projections/projected.ts';
import { withDatabase } from '../with-database.ts';
import { event } from './log/events.ts';
import { brokenPromises, catalogueOf, publishedEver, publishedHere } from './contract/catalogue.ts';
import type { Catalogue } from './contract/catalogue.ts';

/** The contract of the events is written by these tests: `npx vitest run test/events/contract.test.ts -u`. */
const FOLDER = 'docs/reference/events';
const HERE = join(import.meta.dirname, '..', '..');
const STYLE = { printWidth: 100, singleQuote: true };

const contracts = Object.entries(vocabularies).map(([category, vocabulary]) => {
  const file = `${FOLDER}/${category}.json`;
  return { category, vocabulary, file, catalogue: catalogueOf(vocabulary, publishedHere(file)) };
});
const entriesOf = (catalogue: Catalogue) =>
  Object.entries(catalogue).flatMap(([type, versions]) =>
    Object.entries(versions).map(([version, entry]) => ({
      type,
      version: Number(version),
      ...entry,
    })),
  );

test('the contract of the events has a page', async () => {
  const text = await format(page(), { ...STYLE, parser: 'markdown' });
  await expect(text).toMatchFileSnapshot(join(HERE, FOLDER, 'index.md'));
});

describe.each(contracts)('the contract of $category', ({ vocabulary, file, catalogue }) => {
  test('is published as it is', async () => {
    const text = await format(JSON.stringify(catalogue), { ...STYLE, parser: 'json' });
    await expect(text).toMatchFileSnapshot(join(HERE, file));
  });

  test('keeps all that was ever published, or raises a version', () => {
    const broken = publishedEver(file).flatMap((ever) =>
      brokenPromises(ever, catalogue, vocabulary),
    );
    expect([...new Set(broken)]).toEqual([]);
  });

  test('has upcasts from every older version, the first one on', () => {
    for (const [type, { version }] of Object.entries(vocabulary))
      expect(Object.keys(catalogue[type] ?? {}).map(Number), type).toEqual(
        Array.from({ length: version }, (_, index) => index + 1),
      );
  });

  test.each(entriesOf(catalogue))(
    '$type $version: its example is read in today’s words',
    (entry) => {
      const { read } = words(vocabulary);
      const { type, version, example } = entry;
      const { data } = read({ ...event(example), type, version } as RecordedEvent);
      expect(vocabulary[entry.type]?.schema.safeParse(data)).toMatchObject({ success: true });
    },
  );
});

describe('what was published', () => {
  const { application } = withDatabase();
  const log = postgresLog(application);
  const database = readDatabase(application);

  test('is taken by every read model; a version that is not known yet parks its stream alone', async () => {
    const parked: string[] = [];
    const entries = contracts.flatMap(({ category, catalogue }) =>
      category === 'complaint' ? entriesOf(catalogue) : [],
    );
    const streamOf = (place: number) => lives.streamNamed('onebank', place);
    for (const [index, { type, version, example: data }] of entries.entries()) {
      const before = lives.told('onebank', index, lives.proposed);
      await record(log, before);
      const once = { ...event({}, randomUUID()), type, version, data };
      await log.append(streamOf(index), [once], before.length - 1);
    }
    const unknown = entries.length;
    await record(log, lives.told('onebank', unknown, lives.proposed));
    const newer = { ...event({ by: 'li' }), type: 'CaseClosed', version: 99 };
    await log.append(streamOf(unknown), [newer], 'any');
    await project({
      ...{ log, database },
      onParked: (at, _revision, reason) => parked.push(`${at}: ${reason}`),
    });
    const others = parked.filter((line) => !line.startsWith(streamOf(unknown)));
    expect(others).toEqual([]);
    expect(parked.length).toBeGreaterThan(0);
    for (const line of parked) expect(line).toMatch(/version 99.*run a newer release/);
  });
});

describe('a contract that is broken', () => {
  const before = {
    ParcelSent: {
      version: 1,
      schema: z.strictObject({
        to: z.string().max(80),
        how: z.enum(['post', 'courier']),
        at: z.iso.date().nullable(),
        parts: z.array(z.strictObject({ weight: z.int().min(0) })),
        note: z.string().optional(),
      }),
    },
  } satisfies Vocabulary;
  const was = catalogueOf(before, {});
  const { schema } = before.ParcelSent;
  const broken = (now: z.ZodType): readonly string[] => {
    const present: Vocabulary = { ParcelSent: { version: 1, schema: now } };
    return brokenPromises(was, catalogueOf(present, was), present);
  };

  test.each([
    ['a removed field', schema.omit({ note: true }), /data.note: a field is not removed/],
    ['a new demand', schema.extend({ by: z.string() }), /data.by: a field that older events lack/],
    ['an old field demanded', schema.extend({ note: z.string() }), /data.note: .* not demanded/],
    ['fewer values', schema.extend({ how: z.enum(['post']) }), /data.how: .*taken away \(courier/],
    ['another type', schema.extend({ to: z.int() }), /data.to: a type is not changed/],
    [
      'no null any more',
      schema.extend({ at: z.iso.date() }),
      /data.at: a choice is not taken away/,
    ],
    ['a closer limit', schema.extend({ to: z.string().max(8) }), /data.to: .*closer \(maxLength\)/],
    [
      'something deep within',
      schema.extend({ parts: z.array(z.strictObject({ weight: z.int().min(1) })) }),
      /data.parts\[\].weight: .*closer \(minimum\)/,
    ],
  ])('by %s is told by its rule', (_how, now, rule) => {
    const [breach, ...others] = broken(now);
    expect(breach).toMatch(rule);
    expect(breach).toMatch(/^ParcelSent 1: .* Raise the version and write an upcast\.$/);
    expect(others).toEqual([]);
  });

  test('is not by what only adds', () => {
    const more = {
      how: z.enum(['post', 'courier', 'drone']),
      to: z.string().max(200),
      by: z.string().optional(),
      note: z.string().nullable().optional(),
    };
    expect(broken(schema.extend(more))).toEqual([]);
  });

  test('is mended by a version with an upcast, and by nothing less', () => {
    const raised = (upcasts: object): Vocabulary => ({
      ParcelSent: { version: 2, schema: schema.omit({ note: true }), upcasts: { ...upcasts } },
    });
    const kept = raised({ 1: ({ note: _note, ...rest }: { note?: string }) => rest });
    expect(brokenPromises(was, catalogueOf(kept, was), kept)).toEqual([]);
    const bare = raised({});
    expect(brokenPromises(was, catalogueOf(bare, was), bare)).toEqual([
      'ParcelSent 1: an older version has an upcast.',
    ]);
    expect(brokenPromises(was, catalogueOf(kept, {}), kept)).toEqual([
      'ParcelSent 1: a version is not taken back.',
    ]);
    expect(brokenPromises(was, {}, {})).toEqual([
      'ParcelSent: an event that was published is not removed.',
    ]);
  });
});

function rowsOf(events: Catalogue): string {
  return entriesOf(events)
    .map(({ type, version, schema }) => {
      const fields = Object.keys(schema.properties ?? {}).map((name) =>
        schema.required?.includes(name) === true ? `\`${name}\`` : `_\`${name}\`_`,
      );
      return `| \`${type}\` | ${version} | ${fields.join(', ')} |`;
    })
    .join('\n');
}

function page(): string {
  const tables = contracts.map(
    ({ category, catalogue }) => `## \`${category}.json\`

Streams \`${category}-…\`; schemas and examples in [\`${category}.json\`](${category}.json).

| event | version | fields |
| --- | --- | --- |
${rowsOf(catalogue)}
`,
  );
  return `# The events

This page and the files that it names are what [\`events/\`](../../../events) says; a test compares them, and
\`npx vitest run test/events/contract.test.ts -u\` writes them anew. Each file is of one category of streams, and holds, by
type and version, the JSON Schema (2020-12) of an event’s data and an example with every field.

What was published is kept: a test compares the present schemas with every version of these files in the history, and fails
with the rule that is broken – a field removed or newly demanded, a value or choice taken away, a type changed, a limit
drawn closer –, unless the event’s version was raised and an upcast reads the older one. New fields that may be absent, more
values and wider limits are no breach: readers ignore what they do not know. A field in _italics_ may be absent.

${tables.join('\n')}`;
}
