import { describe, expect, test } from 'vitest';
import { castOf } from '../../simulation/cast.ts';
import { ALL_COMMANDS, drawCommand } from '../../simulation/draw.ts';
import type { Scene } from '../../simulation/fields.ts';
import { randomOf } from '../../simulation/random.ts';
import { nothing } from '../../workflows/complaint/state.ts';

const sceneOf = (salt: number): Scene => ({
  ...{ state: nothing, next: 0, now: '2026-03-02T01:00:00.000Z' },
  cast: castOf(randomOf(1), [{ name: 'cn-nfra-2020' }], 0),
  terms: {
    steps: ['complex'],
    ladders: {},
    pauses: ['expert-work'],
    sections: ['grounds'],
    kinds: [],
    markers: ['media'],
  },
  random: randomOf(salt),
});

describe('a command drawn from its schema', () => {
  test.each(ALL_COMMANDS)('%s is there, sealed, in most draws', (type) => {
    const drawn = Array.from({ length: 20 }, (_, salt) => drawCommand(type, sceneOf(salt), true));
    const found = drawn.filter((command) => command !== undefined);
    expect(found.length, 'teach simulation/fields.ts its fields').toBeGreaterThan(10);
    for (const command of found) expect(() => JSON.stringify(command)).not.toThrow();
  });

  test('is the same for the same salt', () => {
    for (const type of ALL_COMMANDS)
      expect(drawCommand(type, sceneOf(5), false)).toEqual(drawCommand(type, sceneOf(5), false));
  });
});
