import { expect, test } from 'vitest';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { decideLog } from '../../../projections/replay/decide-log.ts';
import { oneStream, wholeStreams } from '../../../projections/replay/whole-streams.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { kinds } from '../../../workers/house.ts';
import { receivedCase } from '../../received-case.ts';

const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
const log = memoryLog();
const cases = [1, 2, 3].map((place) => `complaint-bank.00000000000${place}`);
// Weeks without anybody: warnings, rungs of the ladder and a breach.
for (const stream of cases) await receivedCase(log, stream, '2026-06-02T01:30:00.000Z');

test('every case of the log is decided again, and what came of all is added up', async () => {
  const { streams, each } = await wholeStreams(log, () => true);
  expect(streams).toEqual(cases);
  let heard = 0;
  const decided = await decideLog({ kinds, shelf }, each(), () => (heard += 1));
  const [first] = cases;
  const one = await decideLog({ kinds, shelf }, oneStream(log, first ?? '').each());
  expect(one.commands).toBeGreaterThan(4);
  expect(decided).toEqual({
    ...{ cases: 3, events: 3 * one.events, commands: 3 * one.commands, equal: 3 * one.commands },
    otherwise: { 'rule-changed': 0, 'code-changed': 0, 'rule-added': 0 },
    notDecidable: { 'command-not-recorded': 0, 'event-unreadable': 0 },
    ...{ differing: [], shown: [] },
  });
  expect(heard).toBe(3);
});

test('cases that are decided otherwise are named, and shown as far as there is room', async () => {
  const { each } = await wholeStreams(log, (stream) => stream !== cases[1]);
  const gone = shelf.filter((entry) => !('regime' in entry));
  const decided = await decideLog({ kinds, shelf: gone }, each());
  expect(decided.differing).toEqual([cases[0], cases[2]]);
  expect(decided.otherwise['rule-changed']).toBe(decided.shown.length);
  expect(decided.equal + decided.shown.length).toBe(decided.commands);
  expect(decided.shown[0]).toMatchObject({
    ...{ stream: cases[0], revision: 0, command: 'ReceiveComplaint', cause: 'rule-changed' },
    changed: [{ name: 'regime:cn-nfra-2020', today: null }],
  });
});

test('a stream that is not there, or is of no process, is no case', async () => {
  const lost = oneStream(log, 'complaint-bank.ZZZZZZZZZZZZ');
  expect((await decideLog({ kinds, shelf }, lost.each())).cases).toBe(0);
  const { each } = oneStream(log, cases[0] ?? '');
  expect((await decideLog({ kinds: new Map(), shelf }, each())).cases).toBe(0);
});
