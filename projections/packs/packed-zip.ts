import { hash } from 'node:crypto';
import type { SignedHead } from '../ledger/tree-head.ts';
import type { CaseFiles } from './case-files.ts';
import type { PackParts } from './pack-parts.ts';
import { eventLines, groundsOf, pretty, receiversFiles, ruleBytes } from './packed-bytes.ts';
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
  const grounds = [...groundsOf(proved)].toSorted();
  const known = new Map(shelf.map((one) => [one.ground.sha256, one]));
  const all = <Name extends 'openings' | 'erasures' | 'signOffs' | 'letters' | 'documents'>(
    name: Name,
  ) => pretty(cases.flatMap<object>((one) => one[name]));
  const files = new Map<string, Buffer>([
    ...[...streams].map(([stream, its]): [string, Buffer] => [
      `events/${stream}.jsonl`,
      eventLines(its),
    ]),
    ...grounds.flatMap((sha256): [string, Buffer][] => {
      const rule = known.get(sha256);
      return rule === undefined ? [] : [[`rules/${sha256}.json`, ruleBytes(rule)]];
    }),
    ...cases.flatMap((one) => [...one.files]),
    ['head.json', pretty(head)],
    ['keys.json', pretty(keys)],
    ['proofs.json', pretty(proved.map(({ proof }) => proof))],
    ['openings.json', all('openings')],
    ['erasures.json', all('erasures')],
    ['sign-offs.json', all('signOffs')],
    ['letters.json', all('letters')],
    ['documents.json', all('documents')],
    ...receiversFiles(),
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
