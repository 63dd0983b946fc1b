import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { commandsIn } from '../../../workflows/replay/commands-in.ts';
import { given, clara, intake } from '../complaint/a-case.ts';

const at = '2026-03-02T01:30:00.000Z';
const bare = given().after({ type: 'ReceiveComplaint', data: intake }, { at, by: clara });

/** An event of the command with that number in that submission; the first one carries the command. */
function event(revision: number, id: string, command: number, carries: boolean): RecordedEvent {
  const meta = {
    ...{ submission: { id, command, of: 2 }, actor: clara, occurredAt: at, decidedAt: at },
    grounds: [],
    ...(carries ? { command: { type: `Do${command}`, data: {} } } : {}),
  };
  const { type, data } = bare[0] ?? { type: '', data: {} };
  const place = { id: `${revision}`, stream: 's', revision, position: `${revision}` };
  return { ...place, type, version: 1, data, meta, recordedAt: at };
}

test('events belong to the command of their submission, in order', () => {
  const events = [
    event(0, 'person:a', 0, true),
    event(1, 'person:a', 0, false),
    event(2, 'person:a', 1, true),
    event(3, 'person:b', 1, true),
  ];
  expect(
    commandsIn(events).map(({ command, events: led }) => [
      command?.type,
      led.map(({ revision }) => revision),
    ]),
  ).toEqual([
    ['Do0', [0, 1]],
    ['Do1', [2]],
    ['Do1', [3]],
  ]);
});

test('an event without its command is told as one; no event, no command', () => {
  expect(commandsIn([event(0, 'person:a', 0, false)])[0]).not.toHaveProperty('command');
  expect(commandsIn([])).toEqual([]);
});
