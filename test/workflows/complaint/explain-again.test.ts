import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { asUnder, box, clara, closed, executive, given, rules, told } from './a-case.ts';
import { told as recorded } from './told.ts';

const AT = '2026-03-09T02:00:00.000Z';
const reasons = box('Without interest.');
const reject = { type: 'RejectDecision', data: { proposal: 5, rejectedAt: AT, reasons } } as const;
const reopen = { type: 'ReopenCase', data: { disputedAt: AT, reasons } } as const;
const rejected = given(told).after(reject, { at: AT, by: clara });
const reopened = given(closed).after(reopen, { at: AT, by: executive });
const decideOf = (events: readonly ComplaintEvent[], shelf = rules) =>
  timelineOf(recorded(events, AT), shelf).find(({ clock }) => clock === 'decide');

describe('a clock that begins again by a dispute', () => {
  test.each([
    ['rejection', rejected, /did not accept the decision at/, /不接受处理决定/],
    ['reopening', reopened, /the case opened again/, /案件重新办理/],
  ] as const)('is told as the target that it is, by a %s', (_, events, en, zh) => {
    for (const shelf of [rules, undefined]) {
      const clock = decideOf(events, shelf);
      expect(clock).toMatchObject({ limit: 'target', lastDay: '2026-03-24' });
      expect(clock?.moments.map(({ event }) => event)).toEqual([
        ...['ClockStarted', 'ClockStopped', 'ClockStarted'],
      ]);
      const last = clock?.moments.at(-1)?.explained;
      expect(last?.en.slice(-2)).toEqual([
        expect.stringMatching(en),
        expect.stringContaining('It is a target of the house now'),
      ]);
      expect(last?.zh.slice(-2)).toEqual([
        expect.stringMatching(zh),
        expect.stringContaining('自此为内部目标'),
      ]);
    }
  });

  test('rests on what its regime says of disputes, or on nothing of it where the house speaks', () => {
    expect(decideOf(reopened)?.moments.at(-1)).toMatchObject({ datum: 'reopening', mark: 'P' });
    expect(decideOf(rejected)?.moments.at(-1)).toMatchObject({ datum: null, mark: 'P' });
    const under = given(asUnder(told, 'iso-10002')).after(reject, { at: AT, by: clara });
    expect(decideOf(under)?.moments.at(-1)).toMatchObject({ datum: 'rejection' });
  });

  test('was none before it: its first beginning says nothing of a dispute', () => {
    const [first] = decideOf(rejected)?.moments ?? [];
    expect(first).toMatchObject({ datum: 'clocks.decide', mark: 'V' });
    expect(first?.explained.en.join(' ')).not.toMatch(/disputed|did not accept/);
  });
});
