import { expect, test } from 'vitest';
import { castOf } from '../../simulation/cast.ts';
import { ALL_COMMANDS, drawCommand } from '../../simulation/draw.ts';
import { possible } from '../../simulation/possible.ts';
import { randomOf } from '../../simulation/random.ts';
import { complaintKind } from '../../workflows/complaint/complaint.ts';
import { nothing } from '../../workflows/complaint/state.ts';
import type { ComplaintState } from '../../workflows/complaint/state.ts';
import { imported } from '../workflows/complaint/an-import.ts';
import { TUESDAY, closed, given, lookedInto, rules } from '../workflows/complaint/a-case.ts';

const STATES: { readonly [name: string]: ComplaintState } = {
  'that is not there yet': nothing,
  'that is closed': given(closed).state(),
  'that was imported and not taken over': given(imported).state(),
};

test.each(Object.entries(STATES))(
  'what a case %s does not hear it refuses whoever gives it',
  (_, state) => {
    const heard = possible(state, ALL_COMMANDS);
    const others = ALL_COMMANDS.filter((type) => !heard.includes(type));
    const cast = castOf(randomOf(1), [{ name: 'cn-nfra-2020' }], 0);
    const terms = { steps: [], ladders: {}, pauses: [], sections: [], kinds: [], markers: [] };
    for (const type of others) {
      const scene = { state, next: 9, now: TUESDAY, cast, terms, random: randomOf(1) };
      const command = drawCommand(type, scene, false) ?? { type, data: {} };
      for (const actor of cast.staff) {
        const decision = complaintKind.process.decide(state, command, {
          now: TUESDAY,
          actor,
          rules,
        });
        // Asking for the end a case has come to is no fault, and changes nothing.
        expect('events' in decision ? decision.events : [], type).toEqual([]);
      }
    }
    expect(heard).not.toEqual([]);
  },
);

test('an open case hears all', () => {
  expect(possible(given(lookedInto).state(), ALL_COMMANDS)).toEqual(ALL_COMMANDS);
});
