import { z } from 'zod';
import { rank, rule, text } from './datum.ts';
import { ladder } from './ladder.ts';

/** To whom, and when, a case is raised that nobody handles while nothing else of it falls due. */
export const unassigned = z.strictObject({
  title: text,
  ladder: ladder(
    z.strictObject({
      rank,
      hours: z.int().min(1).max(8_760).describe('Hours since, by the clock: no calendar is asked.'),
    }),
    ({ hours }) => hours,
  ).min(1),
  ...rule,
});
