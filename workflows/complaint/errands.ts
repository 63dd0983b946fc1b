import type { Errand } from '../process.ts';
import type { ComplaintCommand } from './commands.ts';
import { mergeErrands } from './merge.ts';
import type { ComplaintState } from './state.ts';
import { goingBy } from './telling-proof.ts';

/** How long a letter, and another case, may take in all, in seconds. */
const LETTER_WITHIN = 60;
const CASE_WITHIN = 120;

/** What the world is asked to do: write the letters that were ordered, ask linked cases to note the link. */
export function errands(state: ComplaintState): readonly Errand<ComplaintCommand>[] {
  return [...letters(state), ...links(state), ...mergeErrands(state)];
}

function letters(state: ComplaintState): readonly Errand<ComplaintCommand>[] {
  const taken = state.imported?.takenOver;
  // What a letter needs to know of its reader stands in the first event, or in the take-over of an imported case.
  const intake = taken === undefined || taken === null ? {} : { intake: taken.revision };
  return state.letters
    .filter(({ failed }) => !failed)
    .map(({ letter, about, order, channel }) => ({
      name: `letter-${letter}@${order}`,
      activity: 'write-letter',
      input: { letter, about, order, ...goingBy(channel), ...intake },
      withinSeconds: LETTER_WITHIN,
      otherwise: { type: 'RecordLetterFailed', data: { letter, order } },
    }));
}

function links(state: ComplaintState): readonly Errand<ComplaintCommand>[] {
  return state.links
    .filter(({ confirmed }) => !confirmed)
    .map(({ revision, to, as }) => ({
      name: `link@${revision}`,
      activity: 'submit-to-case',
      input: {
        case: to,
        command: { type: 'AcceptLink', data: as === null ? {} : { as } },
        answer: { type: 'RecordLinkAnswer', data: { link: revision } },
      },
      withinSeconds: CASE_WITHIN,
      otherwise: {
        type: 'RecordLinkAnswer',
        data: { link: revision, outcome: { status: 'no-answer' } },
      },
    }));
}
