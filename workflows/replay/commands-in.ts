import type { Message, RecordedEvent } from '../../events/envelope.ts';

/** A command with the events it led to; a record that does not hold the command itself holds only these. */
export type RecordedCommand = {
  readonly command?: Message;
  readonly events: readonly [RecordedEvent, ...RecordedEvent[]];
};

/** The commands behind the events of one stream, in their order. Those that led to no event are in no record. */
export function commandsIn(events: readonly RecordedEvent[]): readonly RecordedCommand[] {
  const found: { command?: Message; events: [RecordedEvent, ...RecordedEvent[]] }[] = [];
  for (const event of events) {
    const last = found.at(-1);
    if (last !== undefined && isOfOne(last.events[0], event)) last.events.push(event);
    else found.push({ ...given(event), events: [event] });
  }
  return found;
}

function isOfOne({ meta: one }: RecordedEvent, { meta: other }: RecordedEvent): boolean {
  return (
    one.submission.id === other.submission.id && one.submission.command === other.submission.command
  );
}

function given({ meta: { command } }: RecordedEvent): { readonly command?: Message } {
  return command === undefined ? {} : { command };
}
