import { expect, test } from 'vitest';
import type { CaseView } from '../../api/responses.ts';
import { caseText } from '../../cli/case-text.ts';

const view = {
  ...{ case: '7KQ2M9X4T0AB', revision: 0, status: 'open', deadlines: [], errands: [] },
  state: { clocks: [] },
} as unknown as CaseView;

test('a case without clocks has no line for them', () => {
  expect(caseText(view)).not.toContain('clock');
  const clocks = [{ name: 'respond', dueAt: '2026-03-02', stopped: false, breached: false }];
  expect(caseText({ ...view, state: { clocks } })).toContain(
    'clock       respond due 2026-03-02, running',
  );
});
