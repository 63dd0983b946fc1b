import { sql } from 'kysely';
import type { EventBytes } from '../../events/log/event-log.ts';
import type { Completed } from './growing-tree.ts';
import { growingTree } from './growing-tree.ts';
import type { GrowingTree } from './growing-tree.ts';
import { leafOf } from './leaf-of.ts';
import type { LedgerDatabase } from './ledger-tables.ts';
import { completeNodes, joined } from './ranges.ts';
import type { Node, Range } from './ranges.ts';
import type { Hash } from './tree-hash.ts';

/** Leaves and complete parts of trees, as they are read and written. */

/** How many leaves an institution's tree has. */
export async function sizeOf(database: LedgerDatabase, institution: string): Promise<number> {
  const row = await database
    .selectFrom('ledger.leaves')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('institution', '=', institution)
    .executeTakeFirst();
  return row?.last == null ? 0 : Number(row.last) + 1;
}

/** The institutions that have a leaf, each found by one look into the index. */
export async function institutionsIn(database: LedgerDatabase): Promise<readonly string[]> {
  const { rows } = await sql<{ institution: string }>`
    with recursive names as (
      (select institution from ledger.leaves order by institution limit 1)
      union all
      select (select institution from ledger.leaves
        where institution > names.institution order by institution limit 1)
      from names where names.institution is not null)
    select institution from names where institution is not null`.execute(database);
  return rows.map(({ institution }) => institution);
}

/** The hash of each range, as a proof lists them. Throws when a part is missing that the tree's size promises. */
export async function hashesOf(
  database: LedgerDatabase,
  institution: string,
  ranges: readonly Range[],
): Promise<readonly Hash[]> {
  const parts = ranges.map(completeNodes);
  const kept = await nodesAt(database, institution, parts.flat());
  return parts.map((nodes) =>
    joined(
      nodes.map((node) => {
        const hash = kept.get(nameOf(node));
        if (hash === undefined)
          throw new Error(
            `The ledger of ${institution} lacks part ${node.index} of level ${node.level}: run \`redress audit verify\`.`,
          );
        return hash;
      }),
    ),
  );
}

export async function rootAt(
  database: LedgerDatabase,
  institution: string,
  size: number,
): Promise<Hash> {
  const [root] = await hashesOf(database, institution, [{ from: 0, to: size }]);
  return root ?? joined([]);
}

/** The tree as it stands, ready to grow. */
export async function treeOf(database: LedgerDatabase, institution: string): Promise<GrowingTree> {
  const size = await sizeOf(database, institution);
  const ranges = completeNodes({ from: 0, to: size }).map(({ level, index }) => ({
    from: index * 2 ** level,
    to: (index + 1) * 2 ** level,
  }));
  return growingTree(size, await hashesOf(database, institution, ranges));
}

/** Complete parts by name, those that are kept; of level 0 the leaves themselves. */
export async function nodesAt(
  database: LedgerDatabase,
  institution: string,
  nodes: readonly Node[],
): Promise<ReadonlyMap<string, Hash>> {
  if (nodes.length === 0) return new Map();
  // Looked up one by one, so that no plan ever reads a whole table for a few parts of it.
  const { rows } = await sql<{ level: number; index: string; hash: Buffer | null }>`
    select wanted.level, wanted.index, case wanted.level
      when 0 then (select hash from ledger.leaves
        where institution = ${institution} and number = wanted.index)
      else (select hash from ledger.nodes
        where institution = ${institution} and level = wanted.level and index = wanted.index)
      end as hash
    from unnest(${nodes.map(({ level }) => level)}::smallint[],
      ${nodes.map(({ index }) => index)}::bigint[]) as wanted (level, index)`.execute(database);
  return new Map(
    rows.flatMap(({ level, index, hash }) =>
      hash === null ? [] : [[`${level}/${index}`, hash] as const],
    ),
  );
}

export function nameOf({ level, index }: Node): string {
  return `${level}/${index}`;
}

/** Those of the events that have no leaf yet. */
export async function withoutLeaf(
  database: LedgerDatabase,
  events: readonly EventBytes[],
): Promise<readonly EventBytes[]> {
  const { rows } = await sql<{ place: string }>`
    select wanted.place::text as place
    from unnest(${events.map(({ stream }) => stream)}::text[],
      ${events.map(({ revision }) => revision)}::integer[]) with ordinality
      as wanted (stream, revision, place)
    join ledger.leaves leaf on leaf.stream = wanted.stream and leaf.revision = wanted.revision`.execute(
    database,
  );
  if (rows.length === 0) return events;
  const known = new Set(rows.map(({ place }) => Number(place) - 1));
  return events.filter((_, place) => !known.has(place));
}

/** Adds the events' leaves to the tree, and to the tables what it completes. */
export async function addLeaves(
  database: LedgerDatabase,
  institution: string,
  tree: GrowingTree,
  events: readonly EventBytes[],
): Promise<void> {
  const from = tree.size();
  const completed: Completed[] = [];
  const hashes = events.map((event) => {
    const hash = leafOf(event);
    completed.push(...tree.add(hash));
    return hash;
  });
  await sql`insert into ledger.leaves (institution, number, stream, revision, recorded_at, hash)
    select ${institution}, ${from}::bigint + place - 1, stream, revision, recorded_at, hash
    from unnest(${events.map(({ stream }) => stream)}::text[],
      ${events.map(({ revision }) => revision)}::integer[],
      ${events.map(({ recordedAt }) => recordedAt)}::text[],
      ${hashes}::bytea[]) with ordinality as leaf (stream, revision, recorded_at, hash, place)`.execute(
    database,
  );
  if (completed.length === 0) return;
  await sql`insert into ledger.nodes (institution, level, index, hash)
    select ${institution}, * from unnest(${completed.map(({ level }) => level)}::smallint[],
      ${completed.map(({ index }) => index)}::bigint[],
      ${completed.map(({ hash }) => hash)}::bytea[])`.execute(database);
}
