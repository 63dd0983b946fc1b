import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JsonObject } from '../../../events/envelope.ts';
import type { Vocabulary } from '../../../events/vocabulary.ts';
import { breaches } from './breaches.ts';
import type { DataSchema } from './data-schema.ts';
import { exampleOf } from './example-of.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** One version of an event as it is published. */
export type Entry = { readonly schema: DataSchema; readonly example: JsonObject };
/** Every version of every event, by type and number. */
export type Catalogue = {
  readonly [type: string]: { readonly [version: string]: Entry };
};

/**
 * What is to be published: the present versions as the code has them; older ones, of which the code knows only how to
 * go on from them, as they were published.
 */
export function catalogueOf(vocabulary: Vocabulary, published: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(vocabulary)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([type, { version, schema }]) => {
        const older = Object.entries(published[type] ?? {}).filter(
          ([number]) => Number(number) < version,
        );
        return [type, { ...Object.fromEntries(older), [version]: entryOf(schema) }];
      }),
  );
}

function entryOf(zodSchema: z.ZodType): Entry {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(zodSchema, { io: 'input' });
  return {
    schema: schema as DataSchema,
    example: exampleOf(schema as DataSchema) as JsonObject,
  };
}

/** What stands in the checkout; nothing where nothing was published yet. */
export function publishedHere(path: string): Catalogue {
  const file = join(ROOT, path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Catalogue) : {};
}

/** Everything that was ever published, the newest last; only what stands here where there is no history. */
export function publishedEver(path: string): readonly Catalogue[] {
  try {
    const commits = git('log', '--reverse', '--format=%H', '--', path).split('\n').filter(Boolean);
    return commits.map((commit) => JSON.parse(git('show', `${commit}:${path}`)) as Catalogue);
  } catch {
    return [publishedHere(path)];
  }
}

const LARGEST = 64 * 1_048_576;

function git(...line: readonly string[]): string {
  return execFileSync('git', line, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: LARGEST,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** What a catalogue no longer keeps of one that was published, each with the rule that it breaks. */
export function brokenPromises(
  published: Catalogue,
  present: Catalogue,
  vocabulary: Vocabulary,
): readonly string[] {
  return Object.entries(published).flatMap(([type, versions]) =>
    Object.entries(versions).flatMap(([number, entry]) => {
      const word = vocabulary[type];
      if (word === undefined) return [`${type}: an event that was published is not removed.`];
      const kept = present[type]?.[number];
      if (kept === undefined) return [`${type} ${number}: a version is not taken back.`];
      if (Number(number) < word.version)
        return [
          ...(JSON.stringify(kept) === JSON.stringify(entry)
            ? []
            : [`${type} ${number}: an older version is not changed.`]),
          ...(word.upcasts?.[Number(number)] === undefined
            ? [`${type} ${number}: an older version has an upcast.`]
            : []),
        ];
      return breaches(entry.schema, kept.schema).map(
        (breach) => `${type} ${number}: ${breach} Raise the version and write an upcast.`,
      );
    }),
  );
}
