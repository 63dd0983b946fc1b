import { z } from 'zod';
import { rule, text } from './datum.ts';
import { ladderByHours } from './ladder.ts';
import { naturalLength } from './length.ts';

/** How far ahead a pause may be expected to end, and to whom a case is raised that stands still beyond that. */
export const expectedEnd = z.strictObject({
  title: text,
  within: naturalLength.describe('From when the pause is recorded to the latest end it may name.'),
  ladder: ladderByHours,
  ...rule,
});
