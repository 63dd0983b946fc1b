import type { EventBytes, EventLog } from '../../../events/log/event-log.ts';
import { growingTree } from '../growing-tree.ts';
import type { Completed, GrowingTree } from '../growing-tree.ts';
import { nameOf, nodesAt } from '../leaf-rows.ts';
import { leafOf } from '../leaf-of.ts';
import type { LedgerDatabase } from '../ledger-tables.ts';
import type { Finding } from './finding.ts';
import type { HeadChecks } from './check-heads.ts';
import { leafNumberOf, leafReader } from './leaf-reader.ts';
import type { Leaf } from './leaf-reader.ts';

type Parts = {
  readonly log: EventLog;
  readonly database: LedgerDatabase;
  readonly institution: string;
  /** Leaves that there were when the check began. */
  readonly size: number;
  /** Whether the ledger had passed an event then: so that it must have a leaf. */
  readonly isPassed: (event: EventBytes) => boolean;
  readonly heads: HeadChecks;
  readonly found: (finding: Omit<Finding, 'institution'>) => void;
};

export type EventChecks = {
  /** The next events of the institution, in the order of the feed. */
  readonly take: (events: readonly EventBytes[]) => Promise<void>;
  /** After the last event: leaves that are left have lost theirs. */
  readonly end: () => Promise<void>;
  readonly counted: () => { readonly events: number; readonly untaken: number };
  /** The tree as the log alone gives it. */
  readonly tree: GrowingTree;
};

/** Milliseconds by which a clock may be behind another that recorded before it. */
const CLOCK_TOLERANCE = 60_000;

/**
 * Lays the events of an institution beside its leaves, in the order of both, and goes on behind each difference: an
 * event without its leaf, a leaf without its event, or one that stands elsewhere. Two trees grow meanwhile, one from
 * the log alone and one from the kept leaves, so that a head that disagrees can say with which.
 */
export function checkEvents(parts: Parts): EventChecks {
  const { isPassed, heads, found } = parts;
  const [ofLog, ofLeaves] = [growingTree(), growingTree()];
  const places = placeChecks(found);
  let completed: Completed[] = [];
  const wrongParts: Completed[] = [];
  let [count, untaken] = [0, 0];
  const pairs = pairing(parts, (leaf) => {
    completed.push(...ofLeaves.add(leaf.hash));
    heads.ofLeaves(ofLeaves);
  });
  const take = async (event: EventBytes): Promise<void> => {
    count += 1;
    places(event);
    const hash = leafOf(event);
    ofLog.add(hash);
    heads.ofLog(ofLog);
    const leaf = await pairs.leafOf(event);
    if (leaf === 'told') return;
    if (leaf === undefined && isPassed(event)) found(inserted(event));
    else if (leaf === undefined) untaken += 1;
    else if (!leaf.hash.equals(hash)) found(altered(event, leaf));
  };
  const checkParts = async (): Promise<void> => {
    const kept = await nodesAt(parts.database, parts.institution, completed);
    for (const part of completed)
      if (kept.get(nameOf(part))?.equals(part.hash) !== true) wrongParts.push(part);
    completed = [];
  };
  return {
    tree: ofLog,
    counted: () => ({ events: count, untaken }),
    take: async (events) => {
      for (const event of events) await take(event);
      await checkParts();
    },
    end: async () => {
      for await (const leaf of pairs.left()) found(missing(leaf));
      await checkParts();
      const [first, ...others] = wrongParts;
      if (first !== undefined) found(alteredPart(first, others.length));
    },
  };
}

type Pairing = {
  /** The leaf of the next event; `told` when it was told that it stands elsewhere. */
  readonly leafOf: (event: EventBytes) => Promise<Leaf | 'told' | undefined>;
  /** The leaves whose event did not come. */
  readonly left: () => AsyncGenerator<Leaf>;
};

function pairing(
  { log, database, institution, size, found }: Parts,
  onLeaf: (leaf: Leaf) => void,
): Pairing {
  const leaves = leafReader(database, institution, size);
  /** Leaves whose event came before its turn, and places whose event is still to come. */
  const early = new Set<number>();
  const late = new Map<string, Leaf>();
  const take = (leaf: Leaf): void => {
    leaves.take();
    onLeaf(leaf);
  };
  const next = async (): Promise<Leaf | undefined> => {
    for (;;) {
      const leaf = await leaves.next();
      if (leaf === undefined || !early.delete(leaf.number)) return leaf;
      take(leaf);
    }
  };
  const search = async (event: EventBytes): Promise<Leaf | 'told' | undefined> => {
    for (let leaf = await next(); leaf !== undefined; leaf = await next()) {
      if (placeOf(leaf) === placeOf(event)) {
        take(leaf);
        return leaf;
      }
      const number = await leafNumberOf(database, event);
      if (number === undefined) return undefined;
      take(leaf);
      if (await isInLog(log, leaf)) {
        found(moved(event, leaf, number));
        early.add(number);
        late.set(placeOf(leaf), leaf);
        return 'told';
      }
      found(missing(leaf));
    }
    return undefined;
  };
  return {
    leafOf: async (event) => {
      const awaited = late.get(placeOf(event));
      if (awaited === undefined) return search(event);
      late.delete(placeOf(event));
      return awaited;
    },
    left: async function* () {
      for (let leaf = await next(); leaf !== undefined; leaf = await next()) {
        take(leaf);
        yield leaf;
      }
    },
  };
}

/** What an event must satisfy by itself and after those before it. */
function placeChecks(found: Parts['found']): (event: EventBytes) => void {
  const revisions = new Map<string, number>();
  let latest = 0;
  return (event) => {
    const { stream, revision, recordedAt } = event;
    const other = mislabelledBy(event);
    if (other !== undefined)
      found({
        ...{ kind: 'event-mislabelled', stream, revision },
        what: `The log holds bytes for event ${revision} of ${stream} that name another ${other}.`,
      });
    const expected = (revisions.get(stream) ?? -1) + 1;
    if (revision !== expected)
      found({
        ...{ kind: 'revision-gap', stream, revision },
        what: `Event ${revision} of ${stream} comes where ${expected} is expected.`,
      });
    revisions.set(stream, revision);
    const at = Date.parse(recordedAt);
    if (at < latest - CLOCK_TOLERANCE)
      found({
        ...{ kind: 'time-runs-back', stream, revision },
        what: `Event ${revision} of ${stream} was recorded at ${recordedAt}, after one of ${new Date(latest).toISOString()}.`,
      });
    latest = Math.max(latest, at);
  };
}

/** What stands beside the bytes other than in them, where their canonical form has it. */
function mislabelledBy({ stream, revision, id, type, text }: EventBytes): string | undefined {
  const said = text.slice(text.lastIndexOf('"revision":'));
  if (!said.startsWith(`"revision":${revision},"stream":"${stream}","type":"`)) return 'place';
  if (!text.includes(`,"id":"${id}","meta":{`)) return 'id';
  if (type !== undefined && !said.includes(`,"type":"${type}","version":`)) return 'type';
  return undefined;
}

type Place = { readonly stream: string; readonly revision: number };

function placeOf({ stream, revision }: Place): string {
  return `${stream}/${revision}`;
}

async function isInLog(log: EventLog, { stream, revision }: Place): Promise<boolean> {
  const [event] = await log.readBytes(stream, { from: revision, limit: 1 });
  return event?.revision === revision;
}

function altered({ stream, revision, recordedAt, text }: EventBytes, leaf: Leaf) {
  const place = { stream, revision, leaf: leaf.number };
  return leafOf({ recordedAt: leaf.recordedAt, text }).equals(leaf.hash)
    ? {
        ...{ kind: 'time-altered' as const, ...place },
        what: `Event ${revision} of ${stream} was recorded at ${leaf.recordedAt}; the log now says ${recordedAt}.`,
      }
    : {
        ...{ kind: 'bytes-altered' as const, ...place },
        what: `The bytes of event ${revision} of ${stream} are not those of leaf ${leaf.number}.`,
      };
}

function missing({ stream, revision, number }: Leaf) {
  const what = `Event ${revision} of ${stream}, leaf ${number}, is not in the log.`;
  return { kind: 'event-missing' as const, stream, revision, leaf: number, what };
}

function inserted({ stream, revision }: EventBytes) {
  const what = `Event ${revision} of ${stream} has no leaf, and stands before others that have.`;
  return { kind: 'event-inserted' as const, stream, revision, what };
}

function moved({ stream, revision }: EventBytes, expected: Leaf, number: number) {
  const what = `Event ${revision} of ${stream}, leaf ${number}, stands where event ${expected.revision} of ${expected.stream}, leaf ${expected.number}, is expected.`;
  return { kind: 'event-moved' as const, stream, revision, leaf: number, what };
}

/** A leaf that is not there moves all that stand behind it: other parts are counted, not told. */
function alteredPart({ level, index }: Completed, others: number) {
  const leaf = index * 2 ** level;
  const what = `Part ${index} of level ${level}, over leaves ${leaf} to ${leaf + 2 ** level - 1}, is not what they give.${others === 0 ? '' : ` Nor are ${others} other parts.`}`;
  return { kind: 'part-altered' as const, leaf, what };
}
