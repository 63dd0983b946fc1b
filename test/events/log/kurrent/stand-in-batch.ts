import { createRequire } from 'node:module';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import status from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { StandInAnswer } from './stand-in-store.ts';
import { identifierOf, idOf, streamOf } from './stand-in-wire.ts';

/** What the client itself brings along; this product does not depend on it. */
export const ofTheClient = createRequire(import.meta.resolve('@kurrent/kurrentdb-client'));

type AnyMessage = NonNullable<ReturnType<status.Status['getDetails']>>;
const { Any } = ofTheClient('google-protobuf/google/protobuf/any_pb.js') as {
  readonly Any: new () => AnyMessage;
};

/** The pieces of appends that came in on one call, until the last piece of each is there. */
export type Pieces = Map<
  string,
  { options: streams.BatchAppendReq.Options; messages: streams.BatchAppendReq.ProposedMessage[] }
>;

/** The whole append once its last piece has come. */
export function pieceTogether(pieces: Pieces, request: streams.BatchAppendReq) {
  const id = idOf(request.getCorrelationId());
  const known = pieces.get(id);
  const options = known?.options ?? request.getOptions();
  if (options === undefined) throw new Error('The first piece of an append has no options.');
  const messages = [...(known?.messages ?? []), ...request.getProposedMessagesList()];
  if (!request.getIsFinal()) {
    pieces.set(id, { options, messages });
    return undefined;
  }
  pieces.delete(id);
  return { options, messages, stream: streamOf(options.getStreamIdentifier()) };
}

export function batchReplyOf(
  request: streams.BatchAppendReq,
  stream: string,
  answer: StandInAnswer,
): streams.BatchAppendResp {
  const reply = new streams.BatchAppendResp()
    .setCorrelationId(request.getCorrelationId())
    .setStreamIdentifier(identifierOf(stream));
  if ('wrong' in answer) return reply.setError(wrongVersion(answer.wrong));
  const position = new shared.AllStreamPosition()
    .setCommitPosition(String(answer.written.position))
    .setPreparePosition(String(answer.written.position));
  return reply.setSuccess(
    new streams.BatchAppendResp.Success()
      .setCurrentRevision(String(answer.current))
      .setPosition(position),
  );
}

function wrongVersion(current: number): status.Status {
  const wrong = new shared.WrongExpectedVersion();
  if (current >= 0) wrong.setCurrentStreamRevision(String(current));
  const details = new Any();
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  return new status.Status().setMessage('WrongExpectedVersion').setDetails(details);
}
