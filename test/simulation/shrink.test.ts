import { expect, test } from 'vitest';
import { IMPORTER } from '../../simulation/cast.ts';
import { shrunk } from '../../simulation/shrink.ts';
import type { Step, Story } from '../../simulation/story.ts';

const moment = { at: '2026-03-02T01:00:00.000Z', desk: 0, faults: ['lost'] } as const;
const give = (salt: number): Step => ({
  ...moment,
  does: 'give',
  give: { type: 'CloseCase', by: IMPORTER, salt, wild: false, saw: 'present' },
  rival: { type: 'CloseCase', by: IMPORTER, salt: salt + 1_000, wild: false },
});
const cast = {
  staff: [],
  regime: 'demo',
  overlays: [],
  persona: 'quick',
  isFrozen: false,
} as const;
const saltsOf = ({ steps }: Story): readonly number[] =>
  steps.flatMap((step) => (step.does === 'give' ? [step.give.salt] : []));

test('only the steps it takes are left, without what went wrong beside them', async () => {
  const steps = Array.from({ length: 40 }, (_, salt) => give(salt));
  const short = await shrunk({ cast, steps }, async (story) => {
    const salts = saltsOf(story);
    return salts.includes(3) && salts.includes(31);
  });
  expect(saltsOf(short)).toEqual([3, 31]);
  for (const step of short.steps) {
    expect(step.faults).toEqual([]);
    expect(step).not.toHaveProperty('rival');
    expect(step).not.toHaveProperty('give.saw');
  }
});

test('a fault that it takes stays', async () => {
  const short = await shrunk({ cast, steps: [give(1), give(2)] }, async ({ steps }) =>
    steps.some(({ faults }) => faults.includes('lost')),
  );
  expect(short.steps).toHaveLength(1);
  expect(short.steps[0]?.faults).toEqual(['lost']);
});
