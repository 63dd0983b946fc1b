import { describe, expect, test } from 'vitest';
import { MARKERS } from '../../../events/complaint/non-routine-codes.ts';
import { nonRoutineMarkers } from '../../../workflows/complaint/non-routine-markers.ts';

describe('the markers', () => {
  test('are all there, each with steps of different names', () => {
    expect(Object.keys(nonRoutineMarkers)).toEqual(MARKERS);
    for (const { steps } of Object.values(nonRoutineMarkers)) {
      expect(steps.length).toBeGreaterThan(0);
      expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
    }
  });

  test('give hours only for a step of their own', () => {
    for (const { steps, clock } of Object.values(nonRoutineMarkers))
      if (clock !== null) expect(steps.map(({ name }) => name)).toContain(clock.metBy);
  });

  test('claim a legal limit only where the rule’s own text was read', () => {
    for (const { clock } of Object.values(nonRoutineMarkers))
      if (clock?.limit === 'legal') expect(clock.mark).toBe('V');
  });
});
