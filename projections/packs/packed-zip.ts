import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from '../../events/log/canonical.ts';
import type { EventBytes } from '../../events/log/event-log.ts';
import type { JsonObject, RecordedEvent } from '../../events/envelope.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import type { CaseFiles } from './case-files.ts';
import type { PackParts } from './pack-parts.ts';
import type { Proved } from './proved-events.ts';
import { zipOf } from './zip-of.ts';

/** What goes into a pack, of whatever kind: events under one head, and what is told of their cases. */
export type PackContents = {
  readonly head: SignedHead;
  /** The keys that were announced under the head. */
  readonly keys: readonly object[];
  /** The events, those of a stream together and in their order. */
  readonly proved: readonly Proved[];
  readonly cases: readonly CaseFiles[];
  /** What the manifest says of the pack. */
  readonly says: { readonly [name: string]: unknown };
};

/** The file of a pack: equal contents give equal bytes. */
export function packedZip({ shelf }: Pick<PackParts, 'shelf'>, contents: PackContents): Buffer {
  const { head, keys, proved, cases, says } = contents;
  const streams = Map.groupBy(proved, ({ event }) => event.stream);
  const grounds = groundsOf(proved);
  const known = new Map(
    shelf.map((one) => [one.ground.sha256, 'regime' in one ? one.regime : one.calendar]),
  );
  const all = <Name extends 'openings' | 'signOffs' | 'letters' | 'documents'>(name: Name) =>
    pretty(cases.flatMap<object>((one) => one[name]));
  const files = new Map<string, Buffer>([
    ...[...streams].map(([stream, its]): [string, Buffer] => [
      `events/${stream}.jsonl`,
      lines(its.map(({ event }) => event)),
    ]),
    ...grounds.flatMap((sha256): [string, Buffer][] => {
      const rule = known.get(sha256);
      return rule === undefined ? [] : [[`rules/${sha256}.json`, canonicalBytes(rule)]];
    }),
    ...cases.flatMap((one) => [...one.files]),
    ['head.json', pretty(head)],
    ['keys.json', pretty(keys)],
    ['proofs.json', pretty(proved.map(({ proof }) => proof))],
    ['openings.json', all('openings')],
    ['sign-offs.json', all('signOffs')],
    ['letters.json', all('letters')],
    ['documents.json', all('documents')],
    ['README.md', readFileSync(join(import.meta.dirname, 'receiver.md'))],
    ['verify.mjs', readFileSync(join(import.meta.dirname, 'verify.mjs'))],
  ]);
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const manifest = {
    ...{ is: 'redress/pack/1', ...says },
    streams: Object.fromEntries([...streams].map(([stream, its]) => [stream, its.length])),
    rulesNotOnShelf: grounds.filter((sha256) => !known.has(sha256)),
    files: Object.fromEntries(sorted.map(([name, bytes]) => [name, hash('sha256', bytes, 'hex')])),
  };
  return zipOf(new Map([['manifest.json', pretty(manifest)], ...sorted]));
}

function groundsOf(proved: readonly Proved[]): readonly string[] {
  const grounds = proved.flatMap(({ event: { text } }) => {
    const said = JSON.parse(text) as Pick<RecordedEvent, 'meta'>;
    return said.meta.grounds;
  });
  return [...new Set(grounds.map(({ sha256 }) => sha256))].toSorted();
}

function lines(events: readonly EventBytes[]): Buffer {
  const written = events.map(({ recordedAt, text }) => `${JSON.stringify({ recordedAt, text })}\n`);
  return Buffer.from(written.join(''), 'utf8');
}

function canonicalBytes(rule: object): Buffer {
  return Buffer.from(canonical(rule as JsonObject).text, 'utf8');
}

function pretty(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`, 'utf8');
}
