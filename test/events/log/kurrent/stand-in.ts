/* eslint-disable no-restricted-syntax -- the word belongs to gRPC and its generated code. */
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import featuresGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streamsGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import { batchReplyOf, ofTheClient, pieceTogether } from './stand-in-batch.ts';
import type { Pieces } from './stand-in-batch.ts';
import { answerRead, answerSubscription } from './stand-in-read.ts';
import { standInStore } from './stand-in-store.ts';
import type { StandInStore } from './stand-in-store.ts';
import {
  bytesOf,
  expectedOf,
  expectedOfBatch,
  proposalOf,
  replyOf,
  streamOf,
} from './stand-in-wire.ts';
import type { AppendCall, AppendReply, BatchCall, ReadCall } from './stand-in-wire.ts';

type Server = {
  readonly addService: (service: object, handlers: object) => void;
  readonly bindAsync: (
    address: string,
    credentials: object,
    done: (error: Error | null, port: number) => void,
  ) => void;
  readonly forceShutdown: () => void;
};
const grpc = ofTheClient('@grpc/grpc-js') as {
  readonly Server: new (options: object) => Server;
  readonly ServerCredentials: { readonly createInsecure: () => object };
};

/** `unavailable` before anything is done; `silent` and `broken` after the append is committed. */
export type AppendFault = 'unavailable' | 'silent' | 'broken';

export type StandIn = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  readonly store: StandInStore;
  /** What goes wrong with the next append. */
  readonly failNext: (fault: AppendFault) => void;
  readonly dropSubscriptions: () => void;
  /** Subscriptions stay open and say nothing. */
  readonly mute: (muted: boolean) => void;
  readonly subscriptions: () => number;
  /** How many reads were asked for, subscriptions aside. */
  readonly reads: () => number;
};

const UNAVAILABLE = { code: 14, details: 'The stand-in is not available.' };

/**
 * A server in this process that speaks the protocol of KurrentDB as its client does: features, appends in one call and
 * in batches, reads, filters and subscriptions. `batches` is whether it says that it takes appends in batches.
 */
export async function standIn({
  batches = true,
  store = standInStore(),
  port: wanted = 0,
} = {}): Promise<StandIn> {
  const subscriptions = new Set<ReadCall>();
  let fault: AppendFault | undefined;
  let muted = false;
  let reads = 0;
  const takeFault = () => {
    const taken = fault;
    fault = undefined;
    return taken;
  };

  const read = (call: ReadCall): void => {
    const options = call.request.getOptions();
    if (options === undefined) throw new Error('A read has no options.');
    if (!options.hasSubscription()) {
      reads += 1;
      answerRead(call, options, store);
      return;
    }
    const stop = answerSubscription(call, options, store, () => muted);
    subscriptions.add(call);
    call.on('cancelled', () => {
      stop();
      subscriptions.delete(call);
    });
  };

  const server = new grpc.Server({ 'grpc.max_receive_message_length': 16 * 1_048_576 });
  const { StreamsService } = streamsGrpc;
  const answered = { ...StreamsService.read, responseSerialize: bytesOf };
  server.addService(
    { ...StreamsService, read: answered },
    {
      read,
      append: (call: AppendCall, reply: AppendReply) => answerAppend(call, reply, store, takeFault),
      batchAppend: (call: BatchCall) => answerBatches(call, store, takeFault),
    },
  );
  server.addService(featuresGrpc.ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, reply: (error: null, value: object) => void) =>
      reply(null, supported(batches)),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      `127.0.0.1:${wanted}`,
      grpc.ServerCredentials.createInsecure(),
      (error, bound) => (error === null ? resolve(bound) : reject(error)),
    ),
  );
  return {
    url: `kurrentdb://127.0.0.1:${port}?tls=false`,
    ...{ store, port },
    failNext: (next) => {
      fault = next;
    },
    dropSubscriptions: () => {
      for (const call of subscriptions) call.emit('error', UNAVAILABLE);
      subscriptions.clear();
    },
    mute: (now) => {
      muted = now;
    },
    subscriptions: () => subscriptions.size,
    reads: () => reads,
    [Symbol.asyncDispose]: async () => server.forceShutdown(),
  };
}

function answerAppend(
  call: AppendCall,
  reply: AppendReply,
  store: StandInStore,
  takeFault: () => AppendFault | undefined,
): void {
  const requests: streams.AppendReq[] = [];
  call.on('data', (request: streams.AppendReq) => requests.push(request));
  call.on('end', () => {
    const fault = takeFault();
    if (fault === 'unavailable') return reply(UNAVAILABLE);
    const options = requests[0]?.getOptions();
    if (options === undefined) throw new Error('An append has no options.');
    const answer = store.append(
      streamOf(options.getStreamIdentifier()),
      requests.flatMap((request) => request.getProposedMessage() ?? []).map(proposalOf),
      expectedOf(options),
    );
    if (fault === 'silent') return;
    if (fault === 'broken') return reply(UNAVAILABLE);
    reply(null, replyOf(answer));
  });
}

function answerBatches(
  call: BatchCall,
  store: StandInStore,
  takeFault: () => AppendFault | undefined,
): void {
  const pieces: Pieces = new Map();
  call.on('data', (request: streams.BatchAppendReq) => {
    const whole = pieceTogether(pieces, request);
    if (whole === undefined) return;
    const fault = takeFault();
    if (fault === 'unavailable') {
      call.emit('error', UNAVAILABLE);
      return;
    }
    const expected = expectedOfBatch(whole.options);
    const answer = store.append(whole.stream, whole.messages.map(proposalOf), expected);
    if (fault === 'silent') return;
    if (fault === 'broken') call.emit('error', UNAVAILABLE);
    else call.write(batchReplyOf(request, whole.stream, answer));
  });
  call.on('end', () => call.end());
}

function supported(batches: boolean): features.SupportedMethods {
  const method = (name: string) =>
    new features.SupportedMethod()
      .setServiceName('event_store.client.streams.streams')
      .setMethodName(name);
  return new features.SupportedMethods()
    .setEventStoreServerVersion('25.1.0')
    .setMethodsList(['read', 'append', ...(batches ? ['batchappend'] : [])].map(method));
}
