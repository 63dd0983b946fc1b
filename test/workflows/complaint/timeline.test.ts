import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { DUE_AT, box, given, hana, lookedInto, signedOff } from './a-case.ts';

const DAY_10 = '2026-03-12T04:00:00.000Z';
const at = { at: DAY_10, by: hana };

function told(events: readonly ComplaintEvent[]) {
  return events.map((said, revision) => ({
    said,
    recorded: {
      id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
      stream: 'complaint-bank.000000000001',
      ...{ revision, type: said.type, version: 1, data: said.data },
      meta: {
        submission: { id: 'person:test:1', command: 0, of: 1 },
        ...{ actor: hana, occurredAt: DAY_10, decidedAt: DAY_10, grounds: [] },
      },
      ...{ position: String(revision), recordedAt: DAY_10 },
    },
  }));
}

test('a clock tells every event that moved it, and why, in both languages', () => {
  const request = {
    type: 'RequestExtension',
    data: { clock: 'decide', step: 'complex', reasons: box('r') },
  } as const;
  const events = given(lookedInto).after(request, at);
  const [timeline, ...others] = timelineOf(told(events));
  expect(others).toEqual([]);
  expect(timeline).toMatchObject({ clock: 'decide', limit: 'legal', lastDay: '2026-04-01' });
  expect(timeline?.moments.map(({ event, dueAt }) => [event, dueAt])).toEqual([
    ['ClockStarted', DUE_AT],
    ['ExtensionRequested', DUE_AT],
    ['ExtensionGranted', DUE_AT],
    ['ClockExtended', '2026-04-01T15:59:59.999Z'],
  ]);
  const explained = timeline?.moments.at(-1)?.explained;
  expect(explained?.en.join(' ')).toMatch(/30 calendar days/);
  expect(explained?.zh.join(' ')).toMatch(/30.*自然日/);
});

test('a clock that stopped tells by what, and whether in time', () => {
  const telling = { type: 'RecordTelling', data: { channel: 'phone', toldAt: DAY_10 } } as const;
  const [timeline] = timelineOf(told(given(signedOff).after(telling, at)));
  expect(timeline?.moments.at(-1)).toMatchObject({
    event: 'ClockStopped',
    explained: {
      en: ['Satisfied in time by: a decision signed off, the complainant told.'],
      zh: ['已满足（期限之内）：处理决定经审批、告知投诉人。'],
    },
  });
});
