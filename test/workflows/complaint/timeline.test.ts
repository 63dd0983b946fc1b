import { expect, test } from 'vitest';
import type { ComplaintEvent, EventData } from '../../../events/complaint/complaint-events.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { DUE_AT, box, decideClock, given, hana, lookedInto, signedOff } from './a-case.ts';
import { told } from './told.ts';

const DAY_10 = '2026-03-12T04:00:00.000Z';
const clock = structuredClone(decideClock) as unknown as EventData<'ClockStarted'>;
const at = { at: DAY_10, by: hana };

test('a clock tells every event that moved it, and why, in both languages', () => {
  const request = {
    type: 'RequestExtension',
    data: { clock: 'decide', step: 'complex', reasons: box('r') },
  } as const;
  const events = given(lookedInto).after(request, at);
  const [timeline, ...others] = timelineOf(told(events, DAY_10));
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
  const [timeline] = timelineOf(told(given(signedOff).after(telling, at), DAY_10));
  expect(timeline?.moments.at(-1)).toMatchObject({
    event: 'ClockStopped',
    explained: {
      en: ['Satisfied in time by: a decision signed off, the complainant told.'],
      zh: ['已满足（期限之内）：处理决定经审批、告知投诉人。'],
    },
  });
});

test('a time that others let go by is told as theirs, not as a lighter way of the firm’s', () => {
  const lapsedOf = (whose?: 'complainant' | 'regulator') => {
    const events: ComplaintEvent[] = [
      ...lookedInto.slice(0, 1),
      {
        type: 'ClockStarted',
        data: { ...clock, whenMissed: 'lapse', ...(whose === undefined ? {} : { whose }) },
      },
      {
        type: 'ClockLapsed',
        data: {
          ...{ clock: 'decide', at: DUE_AT, dueAt: DUE_AT, because: 'time-over' as const },
          ...{ article: 'art. 20', mark: 'V' },
        },
      },
    ];
    return timelineOf(told(events, DUE_AT))[0]?.moments.at(-1)?.explained;
  };
  expect(lapsedOf('complainant')?.en).toEqual([expect.stringContaining('complainant’s time')]);
  expect(lapsedOf('complainant')?.zh).toEqual([expect.stringContaining('投诉人的期限')]);
  expect(lapsedOf('regulator')?.en).toEqual([expect.stringContaining('regulator’s time')]);
  expect(lapsedOf()?.en).toEqual([expect.stringContaining('the lighter way is gone')]);
});
