import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { StandInRecord, StandInStore } from './stand-in-store.ts';
import { eventOf, streamOf } from './stand-in-wire.ts';
import type { ReadCall } from './stand-in-wire.ts';

type Options = streams.ReadReq.Options;

/** Answers a read of a stream or of everything, forwards or backwards. */
export function answerRead(call: ReadCall, options: Options, store: StandInStore): void {
  const stream = options.getStream();
  const count = Number(options.getCount());
  if (stream === undefined) {
    for (const record of taken(ordered(store.all, options), wantedBy(options), count))
      call.write(eventOf(record));
    call.end();
    return;
  }
  const known = store.streams.get(streamOf(stream.getStreamIdentifier()));
  if (known === undefined) {
    const missing = new streams.ReadResp.StreamNotFound();
    missing.setStreamIdentifier(stream.getStreamIdentifier());
    call.write(new streams.ReadResp().setStreamNotFound(missing));
  } else for (const record of part(known, options).slice(0, count)) call.write(eventOf(record));
  call.end();
}

function isBackwards(options: Options): boolean {
  return options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
}

function part(known: readonly StandInRecord[], options: Options): readonly StandInRecord[] {
  const stream = options.getStream();
  const from = stream?.hasRevision() === true ? Number(stream.getRevision()) : undefined;
  return isBackwards(options)
    ? known.slice(0, from === undefined ? undefined : from + 1).toReversed()
    : known.slice(from ?? 0);
}

function* ordered(all: readonly StandInRecord[], options: Options): Generator<StandInRecord> {
  const from = options.getAll()?.getPosition();
  if (isBackwards(options)) {
    const end = from === undefined ? all.length : placeOf(all, BigInt(from.getCommitPosition()));
    for (let index = end - 1; index >= 0; index -= 1) yield* all.slice(index, index + 1);
    return;
  }
  const start = placeOf(all, BigInt(from?.getCommitPosition() ?? 0));
  for (let index = start; index < all.length; index += 1) yield* all.slice(index, index + 1);
}

/** Where the first record at or after a position stands. */
function placeOf(all: readonly StandInRecord[], position: bigint): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.position ?? 0n) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* taken(
  records: Iterable<StandInRecord>,
  wanted: (record: StandInRecord) => boolean,
  count: number,
): Generator<StandInRecord> {
  let left = count;
  for (const record of records) {
    if (left === 0) return;
    if (!wanted(record)) continue;
    left -= 1;
    yield record;
  }
}

export function wantedBy(options: Options): (record: StandInRecord) => boolean {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (expression === undefined) return () => true;
  const regex = new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return (record) => {
    const text = filter?.hasStreamIdentifier() === true ? record.stream : record.type;
    return prefixes.length > 0
      ? prefixes.some((prefix) => text.startsWith(prefix))
      : regex.test(text);
  };
}

/** Confirms, gives what stands there already after the position asked for, and then whatever comes. */
export function answerSubscription(
  call: ReadCall,
  options: Options,
  store: StandInStore,
  isMute: () => boolean,
): () => void {
  const wanted = wantedBy(options);
  const all = options.getAll();
  const after = BigInt(all?.getPosition()?.getCommitPosition() ?? -1);
  const tell = (record: StandInRecord): void => {
    if (wanted(record) && !isMute()) call.write(eventOf(record));
  };
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(crypto.randomUUID());
  call.write(new streams.ReadResp().setConfirmation(confirmation));
  if (all?.hasEnd() !== true)
    for (const record of store.all) if (record.position > after) tell(record);
  return store.listen(tell);
}
