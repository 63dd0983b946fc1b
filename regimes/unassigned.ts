import { z } from 'zod';
import { rule, text } from './datum.ts';
import { ladderByHours } from './ladder.ts';

/** To whom, and when, a case is raised that nobody handles while nothing else of it falls due. */
export const unassigned = z.strictObject({
  title: text,
  ladder: ladderByHours,
  ...rule,
});
