import { expect, test } from 'vitest';
import type { CaseView } from '../../api/responses.ts';
import { caseText } from '../../cli/case-text.ts';

const view = {
  ...{ case: '7KQ2M9X4T0AB', revision: 0, status: 'open', deadlines: [], errands: [] },
  state: { clocks: [] },
} as unknown as CaseView;

test('a case without clocks has no line for them', () => {
  expect(caseText(view)).not.toContain('clock');
  expect(caseText(withClock(null))).toContain('clock       respond due 2026-03-02, running');
});

test('a clock that stands still is not said to run', () => {
  const paused = { pause: 'expert-work', pausedAt: '2026-02-27T02:00:00.000Z' };
  expect(caseText(withClock(paused))).toContain('clock       respond due 2026-03-02, paused');
});

test('a case that goes on after it ended for some of its regimes says for which', () => {
  const after = { withdrawnAt: '2026-03-03T02:00:00.000Z', goesOnFor: ['uk-fca-disp'] };
  const text = caseText({ ...view, state: { after } });
  expect(text).toContain('withdrawn   2026-03-03T02:00:00.000Z');
  expect(text).toContain('goes on for uk-fca-disp');
});

function withClock(paused: { readonly pause: string; readonly pausedAt: string } | null): CaseView {
  const clock = { name: 'respond', dueAt: '2026-03-02', stopped: false, breached: false, paused };
  return { ...view, state: { clocks: [clock] } };
}
