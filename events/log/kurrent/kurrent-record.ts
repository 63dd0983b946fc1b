import { binaryEvent } from '@kurrent/kurrentdb-client';
import type { EventData } from '@kurrent/kurrentdb-client';
import type { RecordedEvent } from '../../envelope.ts';
import type { EventBytes } from '../event-log.ts';
import { readStored } from '../stored.ts';
import { positionOf } from './kurrent-position.ts';

/** An event as KurrentDB holds it. */
export type KurrentRecord = {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly position: string;
  readonly recordedAt: string;
  /** The stored bytes. */
  readonly text: string;
  /** Which call wrote it: the server answers a repeated append like the first, and this tells them apart. */
  readonly attempt: string | undefined;
};

export type ProposedRecord = Pick<KurrentRecord, 'id' | 'type' | 'text'> & {
  readonly attempt: string;
  /** When another log recorded it, for an event that was copied from there. */
  readonly recordedAt?: string;
};

/** As bytes: what goes in as JSON is written anew by the client, and its keys may then stand in another order. */
export function proposalOf({ id, type, text, attempt, recordedAt }: ProposedRecord): EventData {
  return binaryEvent({
    ...{ id, type, data: Buffer.from(text) },
    metadata: { attempt, ...(recordedAt === undefined ? {} : { recordedAt }) },
  });
}

/** The parts of the client's event that are read; its own types know no event that may be of any kind. */
export type ClientEvent = {
  readonly streamId: string;
  readonly id: string;
  readonly type: string;
  readonly revision: bigint;
  /** In whole seconds on reads: the client drops the rest. */
  readonly created: Date;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: { readonly commit: bigint };
};

/** Throws for what is not an event of this product, or comes from a server that is too old. */
export function recordOf(event: ClientEvent): KurrentRecord {
  const { streamId: stream, id, type, position, data } = event;
  const revision = Number(event.revision);
  if (!(data instanceof Uint8Array))
    throw new Error(`Event ${revision} of ${stream} was not written by this product.`);
  if (position === undefined)
    throw new Error('KurrentDB 23.10 or newer is needed: this server gives no positions.');
  const { attempt, recordedAt } = metadataOf(event.metadata);
  return {
    ...{ stream, revision, id, type, attempt },
    position: positionOf(position.commit),
    recordedAt: recordedAt ?? event.created.toISOString(),
    text: Buffer.from(data.buffer, data.byteOffset, data.length).toString('utf8'),
  };
}

export function bytesOf(record: KurrentRecord): EventBytes {
  const { stream, revision, id, type, position, recordedAt, text } = record;
  return { stream, revision, id, type, position, recordedAt, text };
}

/** Throws when what is stored is not the event the server holds it for. */
export function eventOf(record: KurrentRecord): RecordedEvent {
  const event = readStored(record.text, record.position, record.recordedAt);
  if (
    event.stream !== record.stream ||
    event.revision !== record.revision ||
    event.id !== record.id
  )
    throw new Error(
      `Event ${record.revision} of ${record.stream} is damaged: its bytes name another event.`,
    );
  return event;
}

function metadataOf(metadata: unknown): { attempt?: string; recordedAt?: string } {
  if (typeof metadata !== 'object' || metadata === null) return {};
  return {
    ...('attempt' in metadata && typeof metadata.attempt === 'string'
      ? { attempt: metadata.attempt }
      : {}),
    ...('recordedAt' in metadata && typeof metadata.recordedAt === 'string'
      ? { recordedAt: metadata.recordedAt }
      : {}),
  };
}
