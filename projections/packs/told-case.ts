import { readStored } from '../../events/log/stored.ts';
import type { Told } from '../../workflows/complaint/timeline.ts';
import { complaintEvent } from '../complaint-stream.ts';
import type { Proved } from './proved-events.ts';

/** A case as its proved events tell it: whatever a pack says of it is derived from these. */
export type ToldCase = { readonly stream: string; readonly events: readonly Told[] };

export function toldCase(stream: string, proved: readonly Proved[]): ToldCase {
  const events = proved
    .filter(({ event }) => event.stream === stream)
    .map(({ event: { text, position, recordedAt } }) => {
      const recorded = readStored(text, position, recordedAt);
      return { said: complaintEvent(recorded), recorded };
    });
  return { stream, events };
}
