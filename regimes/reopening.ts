import { z } from 'zod';
import { rule, text } from './datum.ts';
import { naturalLength } from './length.ts';

/** Whether a closed case is opened once more by the institution itself, when its result is disputed. */
export const reopening = z.strictObject({
  title: text,
  within: naturalLength.describe('From the telling of the decision to the dispute.'),
  ...rule,
});
