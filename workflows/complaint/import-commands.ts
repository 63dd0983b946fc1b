import { z } from 'zod';
import { factsSchema } from '../../events/complaint/complaint-events.ts';
import { personal } from '../../events/personal.ts';
import { code } from '../../events/words.ts';

/** What an import may say of a case: what its source states, with the day of the snapshot. The API takes none. */

const day = z.iso.date();
const standing = z.enum(['closed', 'open']);

/** Characters of a story, as for a complaint that is submitted. */
export const NARRATIVE_CHARACTERS = 40_000;

const narrative = z.strictObject({
  text: personal(NARRATIVE_CHARACTERS),
  characters: z.int().min(1),
  lines: z.int().min(0),
});

const identity = { source: code, reference: personal(200), snapshotOn: day };

export const importCommands = {
  /** A case that nobody here has heard of. */
  ImportCase: z.strictObject({
    ...identity,
    receivedOn: day,
    sentOn: day.nullable(),
    standing,
    facts: factsSchema,
    narrative: narrative.nullable(),
  }),
  /** The same case as another snapshot has it; what is left out is not stated there. */
  ImportFacts: z.strictObject({
    ...identity,
    receivedOn: day.optional(),
    sentOn: day.optional(),
    standing: standing.optional(),
    facts: factsSchema,
    narrative: narrative.optional(),
  }),
} as const;
