/**
 * What the stand-in keeps, by the rules the server is documented to have: one order over all streams, positions that
 * are offsets into a file, system events in between, and idempotency by event id that reaches only as far as the
 * ids it still remembers. It is our reading of the server, not evidence about it.
 */
export type StandInRecord = {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly created: number;
};

export type StandInProposal = Pick<
  StandInRecord,
  'id' | 'type' | 'contentType' | 'data' | 'metadata'
>;

/** -1 for a stream that has no event. */
export type Expected = number | 'any' | 'exists';

export type StandInAnswer =
  { readonly written: StandInRecord; readonly current: number } | { readonly wrong: number };

export type StandInStore = {
  readonly all: readonly StandInRecord[];
  readonly streams: ReadonlyMap<string, readonly StandInRecord[]>;
  readonly append: (
    stream: string,
    proposals: readonly StandInProposal[],
    expected: Expected,
  ) => StandInAnswer;
  /** Changes the bytes of an event that is written already, as no server should. */
  readonly damage: (stream: string, revision: number, change: (text: string) => string) => void;
  /** Calls back for every record from now on; answers how to stop. */
  readonly listen: (listener: (record: StandInRecord) => void) => () => void;
};

/** How far back a writer who minds no revision is recognised by the ids of his events. */
export const REMEMBERED = 20;
/** One system event among so many of ours. */
const SYSTEM_EVERY = 5;
/** Bytes a record takes beside its data. */
const RECORD = 57n;

export function standInStore(): StandInStore {
  const all: StandInRecord[] = [];
  const streams = new Map<string, StandInRecord[]>();
  const listeners = new Set<(record: StandInRecord) => void>();
  let offset = 0n;
  let ours = 0;

  const write = (stream: string, proposal: StandInProposal): StandInRecord => {
    const known = streams.get(stream) ?? [];
    const record = {
      ...proposal,
      ...{ position: offset, stream, revision: known.length, created: Date.now() },
    };
    offset += RECORD + BigInt(proposal.data.length + proposal.metadata.length);
    all.push(record);
    known.push(record);
    streams.set(stream, known);
    for (const listener of [...listeners]) listener(record);
    return record;
  };
  const writeSystem = (): void => {
    const data = Buffer.from('{"proc":{}}');
    const kind = { type: '$statsCollected', contentType: 'application/json' };
    write('$stats-0.0.0.0:2113', {
      id: crypto.randomUUID(),
      ...kind,
      data,
      metadata: Buffer.alloc(0),
    });
  };

  writeSystem();
  return {
    all,
    streams,
    append: (stream, proposals, expected) => {
      const known = streams.get(stream) ?? [];
      const current = known.length - 1;
      const repeated = repeat(known, proposals, expected);
      if (repeated !== undefined) return { written: repeated, current: repeated.revision };
      if (expected === 'exists' ? current < 0 : expected !== 'any' && expected !== current)
        return { wrong: current };
      ours += 1;
      if (ours % SYSTEM_EVERY === 0) writeSystem();
      const written = proposals.map((proposal) => write(stream, proposal)).at(-1);
      if (written === undefined) throw new Error('The stand-in was asked to append nothing.');
      return { written, current: written.revision };
    },
    damage: (stream, revision, change) => {
      const known = streams.get(stream)?.[revision];
      if (known === undefined) throw new RangeError(`${stream} has no event ${revision}.`);
      const damaged = { ...known, data: Buffer.from(change(Buffer.from(known.data).toString())) };
      streams.get(stream)?.splice(revision, 1, damaged);
      all.splice(all.indexOf(known), 1, damaged);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The last of the events that stand there under the very same ids; by ids alone, never by content. */
function repeat(
  known: readonly StandInRecord[],
  proposals: readonly StandInProposal[],
  expected: Expected,
): StandInRecord | undefined {
  const first =
    typeof expected === 'number'
      ? expected + 1
      : known.findIndex(
          ({ id, revision }) => id === proposals[0]?.id && revision > known.length - 1 - REMEMBERED,
        );
  if (first < 0 || first >= known.length) return undefined;
  return proposals.every(({ id }, index) => known[first + index]?.id === id)
    ? known[first + proposals.length - 1]
    : undefined;
}
