import type { IStreamsServer } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Expected, StandInAnswer, StandInProposal, StandInRecord } from './stand-in-store.ts';

export type ReadCall = Parameters<IStreamsServer['read']>[0];
export type AppendCall = Parameters<IStreamsServer['append']>[0];
export type AppendReply = Parameters<IStreamsServer['append']>[1];
export type BatchCall = Parameters<IStreamsServer['batchAppend']>[0];

/** The server counts in ticks of 100 nanoseconds. */
const TICKS = 10_000n;

export function identifierOf(stream: string): shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
}

export function streamOf(identifier: shared.StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();
}

const messages = new WeakMap<StandInRecord, streams.ReadResp>();

/** The same message each time for the same record, so that its bytes can be kept. */
export function eventOf(record: StandInRecord): streams.ReadResp {
  const known = messages.get(record) ?? messageOf(record);
  messages.set(record, known);
  return known;
}

function messageOf(record: StandInRecord): streams.ReadResp {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(record.id))
    .setStreamIdentifier(identifierOf(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  event
    .getMetadataMap()
    .set('type', record.type)
    .set('content-type', record.contentType)
    .set('created', String(BigInt(record.created) * TICKS));
  return new streams.ReadResp().setEvent(
    new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(record.position)),
  );
}

export function proposalOf(
  message: streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage,
): StandInProposal {
  return {
    id: idOf(message.getId()),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function idOf(id: shared.UUID | undefined): string {
  const structured = id?.getStructured();
  if (structured === undefined) return id?.getString() ?? '';
  const half = (bits: string): string => BigInt.asUintN(64, BigInt(bits)).toString(16);
  const hex = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
    .map((bits) => half(bits).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function expectedOf(options: streams.AppendReq.Options): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  return options.hasNoStream() ? -1 : Number(options.getRevision());
}

export function expectedOfBatch(options: streams.BatchAppendReq.Options): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  return options.hasNoStream() ? -1 : Number(options.getStreamPosition());
}

export function replyOf(answer: StandInAnswer): streams.AppendResp {
  if ('wrong' in answer) {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (answer.wrong < 0) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(answer.wrong));
    return new streams.AppendResp().setWrongExpectedVersion(wrong);
  }
  const position = new streams.AppendResp.Position()
    .setCommitPosition(String(answer.written.position))
    .setPreparePosition(String(answer.written.position));
  return new streams.AppendResp().setSuccess(
    new streams.AppendResp.Success()
      .setCurrentRevision(String(answer.current))
      .setPosition(position),
  );
}

const bytes = new WeakMap<streams.ReadResp, Buffer>();

export function bytesOf(message: streams.ReadResp): Buffer {
  const known = bytes.get(message) ?? Buffer.from(message.serializeBinary());
  bytes.set(message, known);
  return known;
}
